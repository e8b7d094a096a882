import type { Exercise } from '../contract/exercise.ts';
import type { Runtime } from '../contract/runtimes.ts';
import { renderCode } from '../curriculum/markdown.ts';

export interface Solution { runtime: Runtime; code: string; html: string }

/** The author's solution in every language of the exercise. Ask mayRevealSolution first. */
export async function solutionsOf(exercise: Exercise): Promise<Solution[]> {
  return Promise.all(exercise.runtimes.flatMap((runtime) => {
    const code = exercise.solution[runtime];
    return code === undefined ? [] : [renderCode(code, runtime).then((html) => ({ runtime, code, html }))];
  }));
}
