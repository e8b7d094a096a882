import type { Progress } from '../contract/api.ts';
import type { Exercise } from '../contract/exercise.ts';
import type { Curriculum, Lesson } from '../curriculum/curriculum.ts';
import { nextStep } from './next-step.ts';
import type { Standing } from './state.ts';

const RECENT = 20;

/** Everything the progress page shows, computed from the events; nothing of it is ever stored. */
export function progressOf(curriculum: Curriculum, standing: Standing): Progress {
  const { solved, started, total } = standing.ofEverything(curriculum);
  return {
    exercises: { solved, started, total },
    tracks: curriculum.tracks.map((track) => ({
      id: track.id, title: track.title, ...standing.ofTrack(curriculum, track),
      lessons: curriculum.lessonsOf(track).map((lesson) => lessonProgress(curriculum, standing, lesson)),
    })),
    retired: standing.solvedIds.filter((id) => !curriculum.findExercise(id)).flatMap((exerciseId) => {
      const by = standing.solvedBy(exerciseId);
      return by ? [{ exerciseId, solvedAt: by.createdAt.toISOString(), events: standing.attemptsAt(exerciseId).map(({ id }) => id) }] : [];
    }),
    recent: standing.events.submissions.slice(-RECENT).reverse().map((submission) => ({
      ...submission, createdAt: submission.createdAt.toISOString(),
      exerciseTitle: curriculum.findExercise(submission.exerciseId)?.title ?? submission.exerciseId,
    })),
    next: nextStep(curriculum, standing),
  };
}

function lessonProgress(curriculum: Curriculum, standing: Standing, lesson: Lesson): Progress['tracks'][number]['lessons'][number] {
  const { state, solved, total } = standing.ofLesson(curriculum, lesson);
  const module = curriculum.getModule(lesson.moduleId);
  return { id: lesson.id, title: lesson.title, module: { id: module.id, title: module.title }, state, solved, total, exercises: curriculum.exercisesOf(lesson).map((exercise) => exerciseProgress(standing, exercise)) };
}

function exerciseProgress(standing: Standing, { id, title, runtimes }: Exercise) {
  const attempts = standing.attemptsAt(id);
  return {
    id, title, state: standing.ofExercise(id), runtimes, solvedIn: standing.solvedIn(id), attempts: attempts.length,
    solvedAt: standing.solvedBy(id)?.createdAt.toISOString() ?? null, events: attempts.map((attempt) => attempt.id),
  };
}
