import type { RunReport, TestResult } from '../../../server/contract/report.ts';
import type { RunAction } from './run-state.ts';

export const testWords = { passed: 'passed', failed: 'failed', error: 'error', skipped: 'not run' } as const satisfies Record<TestResult['status'], string>;

/** `free`: a program without tests (the playground). */
export type Purpose = RunAction | 'free';

/** The one sentence that says what happened. It stands above the results and is what a screen reader announces. */
export function verdictSentence(report: RunReport, purpose: Purpose): string {
  const { verdict, tests, limit } = report;
  const failing = tests.filter(({ status }) => status !== 'passed').length;
  switch (verdict) {
    case 'passed':
      if (purpose === 'free') return 'The program ran to its end.';
      if (purpose === 'submit') return tests.length === 1 ? 'Solved: the test passes.' : `Solved: all ${tests.length} tests pass.`;
      return tests.length === 1 ? 'The visible test passes.' : `All ${tests.length} visible tests pass.`;
    case 'failed':
      return failing === tests.length && tests.length > 1
        ? `None of the ${tests.length} tests passes yet.`
        : `${failing} of ${count(tests.length, 'test')} ${failing === 1 ? 'does' : 'do'} not pass yet.`;
    case 'error':
      return report.line === undefined ? 'The program stopped with an error.' : `The program stopped with an error in line ${report.line}.`;
    case 'timed-out':
      return limit
        ? `The program was stopped after ${inSeconds(limit.value, limit.unit)}, its time limit.`
        : 'The program waits for something that never comes.';
    case 'out-of-memory':
      return limit ? `The program needed more than ${limit.value} ${limit.unit} of memory, its limit.` : 'The program needed more memory than it may have.';
    case 'output-limit':
      return limit ? `The program printed more than ${limit.value} ${limit.unit}, its output limit.` : 'The program printed more than it may.';
    case 'crashed':
      return 'The program ended so abruptly that it took its runner along.';
  }
}

/** The line of the learner's code to mark, with the words to put there. */
export function failingLine(report: RunReport): { line: number; column?: number; message: string } | undefined {
  if (report.line !== undefined && report.verdict !== 'passed') {
    return { line: report.line, column: report.column, message: report.message ?? verdictSentence(report, 'run') };
  }
  const test = report.tests.find(({ status, line }) => status !== 'passed' && line !== undefined);
  return test?.line === undefined ? undefined : { line: test.line, message: test.message ?? `“${test.name}” fails here.` };
}

export function countPassed(tests: TestResult[]): string {
  return `${tests.filter(({ status }) => status === 'passed').length}/${tests.length}`;
}

/** Time as people read it: 12 ms, 1.4 s. */
export function inDuration(ms: number): string {
  if (ms < 1) return 'under 1 ms';
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${Math.round(ms / 100) / 10} s`;
}

function inSeconds(value: number, unit: string): string {
  return unit === 'ms' && value >= 1_000 ? `${value / 1_000} s` : `${value} ${unit}`;
}

function count(many: number, word: string): string {
  return `${many} ${word}${many === 1 ? '' : 's'}`;
}
