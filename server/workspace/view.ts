import type { Submission } from '../contract/api.ts';
import type { Exercise } from '../contract/exercise.ts';
import type { Runtime } from '../contract/runtimes.ts';
import type { ExerciseView } from '../contract/views.ts';
import { exerciseForLearner } from '../curriculum/for-learner.ts';
import { datasetHtml } from '../datasets/html.tsx';
import { isUnavailable, PAGE_PATIENCE_MS, within } from '../database/unavailable.ts';
import { readDraft, starterOf, type StoredDraft } from '../drafts/store.ts';
import type { Reader } from '../page.tsx';
import { attemptState, mayRevealSolution } from '../progress/attempt.ts';
import { nextStep } from '../progress/next-step.ts';
import type { Services } from '../services.ts';
import { solutionsOf } from '../solutions/solution.ts';

/** What a page about an exercise shows beyond what the learner's events say. */
export type Shown = Pick<ExerciseView, 'report' | 'reportedCode' | 'notice'> & {
  runtime: Runtime;
  /** In the editor instead of the draft: what a form has just sent. */
  code?: string;
  reopened?: Submission;
};

const HISTORY = 50;

export async function exerciseView(services: Services, exercise: Exercise, reader: Reader, shown: Shown): Promise<ExerciseView> {
  const curriculum = services.curriculum.current();
  const { standing } = reader;
  const lesson = curriculum.getLesson(exercise.lessonId);
  const { previous, next, place } = curriculum.neighboursOfExercise(exercise.id);
  const draft = await draftFor(services, exercise, reader, shown.runtime);
  const attempt = attemptState(standing, exercise.id);
  const code = shown.code ?? shown.reopened?.code ?? draft.code;
  return {
    exercise: await exerciseForLearner(exercise),
    datasetHtml: await datasetHtml(services.datasets, exercise),
    track: named(curriculum.getTrack(lesson.trackId)),
    module: named(curriculum.getModule(lesson.moduleId)),
    lesson: named(lesson),
    place,
    previous: previous && named(previous),
    next: next && named(next),
    runtime: shown.runtime,
    code,
    savedAt: draft.savedAt?.toISOString() ?? null,
    canUndoReset: draft.canUndoReset,
    attempt,
    solvedIn: standing.solvedIn(exercise.id),
    history: standing.attemptsAt(exercise.id).slice(-HISTORY).reverse().map((submission) => ({ ...submission, createdAt: submission.createdAt.toISOString() })),
    reopened: shown.reopened,
    report: shown.report ?? shown.reopened?.report ?? undefined,
    reportedCode: shown.reportedCode ?? shown.reopened?.code,
    notice: shown.notice ?? noticeFor(reader, shown.reopened),
    solutions: mayRevealSolution[attempt] ? await solutionsOf(exercise) : undefined,
    whatNext: nextStep(curriculum, standing),
  };
}

async function draftFor({ database }: Services, exercise: Exercise, { learnerId, known }: Reader, runtime: Runtime): Promise<StoredDraft> {
  const starter = { runtime, code: starterOf(exercise, runtime), savedAt: null, canUndoReset: false };
  if (!known) return starter;
  return within(PAGE_PATIENCE_MS, readDraft(database.queries, { learnerId, exercise, runtime })).catch((error: unknown) => {
    if (isUnavailable(error)) return starter;
    throw error;
  });
}

function noticeFor({ known }: Reader, reopened: Submission | undefined): ExerciseView['notice'] {
  if (!known) return { kind: 'caution', text: 'Your saved code and progress cannot be read right now because the database does not answer. You can read and run; reload this page in a moment to see your work.' };
  if (reopened?.state === 'queued') return { kind: 'information', text: 'This submission waits for a runner. Reload the page to see its result.' };
  return undefined;
}

function named({ id, title }: { id: string; title: string }): { id: string; title: string } {
  return { id, title };
}
