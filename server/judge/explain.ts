import type { Limits } from '../contract/limits.ts';
import type { ProgramError, Stop } from '../contract/observation.ts';
import type { RunReport } from '../contract/report.ts';
import { describeError, waitingMessage } from './judge-case.ts';
import type { JudgedCase } from './judge-case.ts';
import { count } from './print.ts';

type Explanation = Pick<RunReport, 'message' | 'line' | 'column' | 'limit'>;

/** What happened, where, and what to look at next, in a sentence or two; nothing when everything passed. */
export function explain(stop: Stop, ordered: JudgedCase[], first: JudgedCase | undefined, limits: Limits): Explanation {
  if (stop.reason === 'not-loaded') return explainNotLoaded(stop.error);
  if (stop.reason === 'crashed') return { message: inCase(stop.message, first) };
  if (stop.reason !== 'finished') return { message: inCase(stop.message, first), line: stop.line, limit: stop.limit };
  if (ordered.length === 0) return { message: 'There is no test to run here. Submit runs the hidden ones, too.' };
  if (!first) return {};
  const { testCase, judgement, observation } = first;
  if (observation?.ended === 'waits-forever') {
    return { message: inCase(waitingMessage, first), limit: { name: 'time', value: limits.timeMs, unit: 'ms' } };
  }
  if (testCase.hidden) return { message: `${failing(ordered)} Look first at “${testCase.name}”; it is a hidden test, so its input is not shown.` };
  return { message: `${failing(ordered)} Look first at “${testCase.name}”: ${judgement.message ?? ''}`.trimEnd(), line: judgement.line };
}

/** A syntax error, or one before any test could start: where it is and what it says, and nothing about tests. */
export function explainNotLoaded(error: ProgramError): Explanation {
  const column = error.line !== undefined && error.column !== undefined ? `, column ${error.column}` : '';
  const what = describeError(error, error.line === undefined ? '' : ` at line ${error.line}${column}`);
  return { message: `${ended(what)} The code could not start.`, line: error.line, column: error.column };
}

/** `text` as a sentence: with a full stop, unless it ends like one. */
export function ended(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

function inCase(message: string, first: JudgedCase | undefined): string {
  return first ? `${message} This happened in the test “${first.testCase.name}”.` : message;
}

function failing(ordered: JudgedCase[]): string {
  const failed = ordered.filter(({ judgement }) => judgement.status !== 'passed').length;
  if (ordered.length === 1) return 'The test does not pass.';
  return `${failed} of ${count(ordered.length, 'test')} ${failed === 1 ? 'does' : 'do'} not pass.`;
}
