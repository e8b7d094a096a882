import type { NextStep } from '../contract/api.ts';
import type { Exercise } from '../contract/exercise.ts';
import type { Curriculum } from '../curriculum/curriculum.ts';
import type { Standing } from './state.ts';

/**
 * Where to go on. In this order: nothing done yet: begin with the first lesson; the exercise touched last, if it is not
 * solved: continue there; else the first unsolved exercise after it in its track, then in that whole track, then anywhere.
 */
export function nextStep(curriculum: Curriculum, standing: Standing): NextStep {
  const all = [...curriculum.exercises.values()];
  const unsolved = (exercise: Exercise) => standing.ofExercise(exercise.id) !== 'solved';
  const last = lastTouched(curriculum, standing);
  if (!last) {
    const lesson = curriculum.tracks.flatMap((track) => curriculum.lessonsOf(track))[0];
    if (lesson && all.every(unsolved)) return { kind: 'begin', lessonId: lesson.id, title: lesson.title };
  } else if (unsolved(last)) {
    return step('continue', last);
  }
  const track = last && trackOf(curriculum, last);
  const inTrack = all.filter((exercise) => track !== undefined && trackOf(curriculum, exercise) === track);
  const after = last ? inTrack.slice(inTrack.indexOf(last) + 1) : [];
  const next = [...after, ...inTrack, ...all].find(unsolved);
  return next ? step('next', next) : { kind: 'all-done', title: 'All exercises' };
}

/** The exercise of today's curriculum that the learner worked on last. */
function lastTouched(curriculum: Curriculum, { events }: Standing): Exercise | undefined {
  const touches = [
    ...events.submissions.map(({ exerciseId, createdAt }) => ({ exerciseId, at: createdAt })), ...events.drafts, ...events.giveUps,
  ].filter(({ exerciseId }) => curriculum.findExercise(exerciseId) !== undefined);
  const [first, ...rest] = touches;
  if (!first) return undefined;
  return curriculum.findExercise(rest.reduce((latest, touch) => (touch.at >= latest.at ? touch : latest), first).exerciseId);
}

function trackOf(curriculum: Curriculum, exercise: Exercise): string | undefined {
  return curriculum.findLesson(exercise.lessonId)?.trackId;
}

function step(kind: 'continue' | 'next', exercise: Exercise): NextStep {
  return { kind, lessonId: exercise.lessonId, exerciseId: exercise.id, title: exercise.title };
}
