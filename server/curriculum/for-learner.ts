import type { Exercise, ExerciseForLearner } from '../contract/exercise.ts';
import { limitsFor } from '../contract/limits.ts';
import { renderMarkdown } from './markdown.ts';
import { remember } from './memory.ts';

/**
 * What a learner may know of an exercise. Written as a list of what goes out, so that a new field of Exercise stays in
 * until someone lets it out. Of a test case only its name and whether it is hidden leave.
 */
export function exerciseForLearner(exercise: Exercise): Promise<ExerciseForLearner> {
  return remember(`exercise ${exercise.hash} ${exercise.lessonId}`, async () => ({
    id: exercise.id,
    title: exercise.title,
    runtimes: exercise.runtimes,
    skills: exercise.skills,
    difficulty: exercise.difficulty,
    minutes: exercise.minutes,
    limits: Object.fromEntries(exercise.runtimes.map((runtime) => [runtime, limitsFor(runtime, exercise.limits)])),
    files: exercise.files,
    taskHtml: await renderMarkdown(exercise.task),
    hintsHtml: await Promise.all(exercise.hints.map(renderMarkdown)),
    starter: exercise.starter,
    testKind: exercise.tests.kind,
    tests: exercise.tests.cases.map(({ name, hidden }) => ({ name, hidden })),
    lessonId: exercise.lessonId,
  }));
}
