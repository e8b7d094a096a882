import { Unprocessable } from '../errors.ts';
import type { Exercise } from '../contract/exercise.ts';
import type { RunReport } from '../contract/report.ts';
import { type Runtime, runtimeFacts } from '../contract/runtimes.ts';
import type { Sandbox } from '../contract/sandbox.ts';
import { renderMarkdown } from '../curriculum/markdown.ts';
import type { Metrics } from '../health/metrics.ts';
import { type ExecuteOptions, executeExercise } from '../judge/execute.ts';
import type { MistakeBook } from '../judge/mistakes.ts';

export interface Attempt { runtime: Runtime; code: string }

/**
 * Executes the visible or all test cases and adds the advice of a mistake that the code matches.
 * @throws SandboxBusy when the queue is full; whatever the learner's program does is a report
 */
export async function reportOf(
  { sandbox, mistakes, metrics }: { sandbox: Sandbox; mistakes: MistakeBook; metrics: Metrics }, exercise: Exercise, attempt: Attempt, which: 'visible' | 'all', options: ExecuteOptions,
): Promise<RunReport> {
  const execution = await executeExercise(sandbox, exercise, attempt, which, options);
  metrics.count(which === 'all' ? 'submission' : 'run', attempt.runtime, execution.report);
  if (execution.report.verdict === 'passed') return execution.report;
  const mistake = await mistakes.find(exercise, attempt.runtime, which, execution);
  if (!mistake) return execution.report;
  return { ...execution.report, advice: { title: mistake.title, text: mistake.text, html: await renderMarkdown(mistake.text) } };
}

/**
 * The runtime that was asked for, else the exercise's first.
 * @throws Unprocessable when the exercise cannot be solved in it
 */
export function chooseRuntime(exercise: Exercise, asked: Runtime | undefined): Runtime {
  if (asked !== undefined && exercise.runtimes.includes(asked)) return asked;
  const [first] = exercise.runtimes;
  if (asked === undefined && first !== undefined) return first;
  const names = exercise.runtimes.map((runtime) => `${runtime} (${runtimeFacts[runtime].label})`).join(', ');
  const message = `The exercise ${exercise.id} is written in ${names}; ${asked ?? 'nothing'} is not among them.`;
  throw new Unprocessable(message, [{ path: 'runtime', message }]);
}
