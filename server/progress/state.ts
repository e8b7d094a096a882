import type { ProgressState } from '../contract/api.ts';
import type { Exercise } from '../contract/exercise.ts';
import type { Runtime } from '../contract/runtimes.ts';
import type { Curriculum, Lesson, Track } from '../curriculum/curriculum.ts';
import type { LearnerEvents, SubmissionEvent } from './events.ts';

export interface Tally { state: ProgressState; solved: number; started: number; total: number }

/**
 * Where the learner stands, by the rules: an exercise is solved once any submission passed all its cases, and stays
 * solved; it is started once there is a submission, a draft or a give-up; lessons and tracks are what their exercises are.
 * A lesson without exercises is untouched, whatever was read.
 */
export class Standing {
  readonly events: LearnerEvents;
  readonly #solved = new Map<string, SubmissionEvent>();
  readonly #attempts = new Map<string, SubmissionEvent[]>();
  readonly #touched = new Set<string>();

  constructor(events: LearnerEvents) {
    this.events = events;
    for (const submission of events.submissions) {
      const attempts = this.#attempts.get(submission.exerciseId) ?? [];
      attempts.push(submission);
      this.#attempts.set(submission.exerciseId, attempts);
      if (submission.solved && !this.#solved.has(submission.exerciseId)) this.#solved.set(submission.exerciseId, submission);
    }
    for (const { exerciseId } of [...events.submissions, ...events.drafts, ...events.giveUps]) this.#touched.add(exerciseId);
  }

  /** Whether anything was done at all. */
  get begun(): boolean { return this.#touched.size > 0; }

  ofExercise(exerciseId: string): ProgressState {
    if (this.#solved.has(exerciseId)) return 'solved';
    return this.#touched.has(exerciseId) ? 'started' : 'untouched';
  }

  /** The first submission that passed. */
  solvedBy(exerciseId: string): SubmissionEvent | undefined { return this.#solved.get(exerciseId); }

  /** The languages an exercise was solved in, in the order that happened. */
  solvedIn(exerciseId: string): Runtime[] {
    return [...new Set(this.attemptsAt(exerciseId).filter(({ solved }) => solved).map(({ runtime }) => runtime))];
  }

  /** All submissions to an exercise, oldest first. */
  attemptsAt(exerciseId: string): SubmissionEvent[] { return this.#attempts.get(exerciseId) ?? []; }

  /** Ids of all exercises ever solved, whether or not the curriculum still holds them. */
  get solvedIds(): string[] { return [...this.#solved.keys()]; }

  ofLesson(curriculum: Curriculum, lesson: Lesson): Tally { return this.#tally(curriculum.exercisesOf(lesson)); }

  ofTrack(curriculum: Curriculum, track: Track): Tally {
    return this.#tally(curriculum.lessonsOf(track).flatMap((lesson) => curriculum.exercisesOf(lesson)));
  }

  ofEverything(curriculum: Curriculum): Tally { return this.#tally([...curriculum.exercises.values()]); }

  #tally(exercises: Exercise[]): Tally {
    const states = exercises.map(({ id }) => this.ofExercise(id));
    const solved = states.filter((state) => state === 'solved').length;
    const started = states.filter((state) => state === 'started').length;
    const total = exercises.length;
    const state = total > 0 && solved === total ? 'solved' : solved + started > 0 ? 'started' : 'untouched';
    return { state, solved, started, total };
  }
}
