import type { PlaygroundBody } from '../contract/api.ts';
import type { Exercise } from '../contract/exercise.ts';
import { limitsFor } from '../contract/limits.ts';
import type { RunReport, TestResult } from '../contract/report.ts';
import type { Runtime } from '../contract/runtimes.ts';
import type { RunOptions, Sandbox } from '../contract/sandbox.ts';
import type { Fingerprint } from './fingerprint.ts';
import { inputsOf, judgeAlong, judgeRun } from './judge.ts';
import { shownIn } from './notation.ts';
import { judgePlayground, playgroundInput } from './playground.ts';
import { referencesOf } from './reference.ts';

/** A judged run. The report has no advice yet; the fingerprint is what MistakeBook finds it by. */
export interface Execution { report: RunReport; fingerprint: Fingerprint }

/** `onTest` gets each test's result as it ends, by the same rules as in the report. */
export interface ExecuteOptions extends RunOptions { onTest?: (result: TestResult) => void }

const noReference = 'What this exercise expects could not be found out just now, so nothing was judged. It is not about your code: try again in a moment.';

/**
 * Runs code against the visible or all cases of an exercise and judges it, a query by what the reference solution answers.
 * Throws SandboxBusy when the queue is full.
 */
export async function executeExercise(
  sandbox: Sandbox, exercise: Exercise, program: { runtime: Runtime; code: string }, which: 'visible' | 'all', options: ExecuteOptions,
): Promise<Execution> {
  const { files, limits } = exercise;
  const tests = shownIn(program.runtime, exercise.tests);
  const { cases, inputs } = inputsOf(tests, which);
  const { onTest, ...runOptions } = options;
  const found = tests.kind === 'query' ? await referencesOf(sandbox).find(exercise) : undefined;
  if (found && 'fault' in found) return judgeRun(tests, cases, { observations: [], stop: { reason: 'crashed', message: noReference }, stdout: '', stderr: '', durationMs: 0 });
  runOptions.signal?.throwIfAborted();
  const along = onTest && judgeAlong(tests, cases, onTest, found?.answers);
  const outcome = await sandbox.run({ runtime: program.runtime, code: program.code, files, limits: limitsFor(program.runtime, limits), inputs }, along ? {
    ...runOptions,
    onEvent: (event) => {
      options.onEvent?.(event);
      if (event.type === 'observed') along.observed(event.observation);
    },
  } : runOptions);
  return judgeRun(tests, cases, outcome, found?.answers);
}

/**
 * The same for an author's code, whose outcome is remembered or reported: what timed out runs once more, because a busy machine
 * stops honest code, too, and a loop that never ends shows itself a second time.
 */
export async function executeAuthors(
  sandbox: Sandbox, exercise: Exercise, program: { runtime: Runtime; code: string }, which: 'visible' | 'all', options: ExecuteOptions,
): Promise<Execution> {
  const execution = await executeExercise(sandbox, exercise, program, which, options);
  return execution.report.verdict === 'timed-out' ? executeExercise(sandbox, exercise, program, which, options) : execution;
}

/** Runs code without tests, with the runtime's default limits; a database begins with what `setup` makes. Throws SandboxBusy when the queue is full. */
export async function executePlayground(sandbox: Sandbox, body: Omit<PlaygroundBody, 'dataset'>, options: RunOptions, setup?: string): Promise<RunReport> {
  const input = playgroundInput(body, setup);
  const outcome = await sandbox.run({ runtime: body.runtime, code: body.code, files: body.files ?? {}, limits: limitsFor(body.runtime), inputs: [input] }, options);
  return judgePlayground(input, outcome);
}
