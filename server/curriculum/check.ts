import type { LoadedCurriculum } from './load.ts';
import { loadCurriculum } from './load.ts';
import type { CurriculumProblem } from './problem.ts';

export interface CheckResult { problems: CurriculumProblem[]; summary: string }

/** Checks a curriculum folder, or with `within` only what lies at or below that file or folder. */
export async function checkCurriculum(dir: string, within?: string): Promise<CheckResult> {
  const started = performance.now();
  const loaded: LoadedCurriculum = await loadCurriculum(dir);
  const inside = (file: string) => within === undefined || file === within || file.startsWith(`${within}/`);
  const problems = loaded.problems.filter((problem) => inside(problem.file));
  const exercises = [...loaded.curriculum.exercises.values()].filter((exercise) => inside(exercise.position.file));
  return { problems, summary: `${exercises.length} exercises read in ${((performance.now() - started) / 1000).toFixed(1)} s; nothing was run` };
}
