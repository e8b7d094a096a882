import type { ProgramError, Stop } from '../contract/observation.ts';
import type { RunReport } from '../contract/report.ts';
import { describeError, waitingMessage } from './judge-case.ts';
import type { JudgedCase } from './judge-case.ts';
import { clip, count } from './print.ts';

type Explanation = Pick<RunReport, 'message' | 'line' | 'column' | 'limit'>;

/** A longer message is no message any more; the whole text of an error is in stderr. */
const MESSAGE_CHARACTERS = 2_000;

/**
 * What happened, where, and what to look at next, in a sentence or two; nothing when everything passed. `told` is the case
 * that the run was stopped in, or the first that did not pass.
 */
export function explain(stop: Stop, ordered: JudgedCase[], told: JudgedCase | undefined): Explanation {
  return clipped(explainAtLength(stop, ordered, told));
}

/** With a message that is short enough to stand in a report. */
export function clipped<E extends { message?: string }>(explanation: E): E {
  return explanation.message === undefined ? explanation : { ...explanation, message: clip(explanation.message, MESSAGE_CHARACTERS) };
}

function explainAtLength(stop: Stop, ordered: JudgedCase[], told: JudgedCase | undefined): Explanation {
  if (stop.reason === 'not-loaded') return explainNotLoaded(stop.error);
  if (stop.reason === 'crashed') return { message: inCase(stop.message, told) };
  if (stop.reason !== 'finished') return { message: inCase(stop.message, told), line: stop.line, limit: stop.limit };
  if (ordered.length === 0) return { message: 'There is no test to run here. Submit runs the hidden ones, too.' };
  if (!told) return {};
  const { testCase, judgement, observation } = told;
  // No limit was reached: the run ended as soon as it was known that nothing would happen any more.
  if (observation?.ended === 'waits-forever') return { message: inCase(waitingMessage, told) };
  if (testCase.hidden) return { message: `${failing(ordered)} Look first at “${testCase.name}”; it is a hidden test, so its input is not shown.` };
  return { message: `${failing(ordered)} Look first at “${testCase.name}”: ${judgement.message ?? ''}`.trimEnd(), line: judgement.line, ...(judgement.column === undefined ? {} : { column: judgement.column }) };
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

function inCase(message: string, told: JudgedCase | undefined): string {
  return told ? `${message} This happened in the test “${told.testCase.name}”.` : message;
}

function failing(ordered: JudgedCase[]): string {
  const failed = ordered.filter(({ judgement }) => judgement.status !== 'passed').length;
  if (ordered.length === 1) return 'The test does not pass.';
  return `${failed} of ${count(ordered.length, 'test')} ${failed === 1 ? 'does' : 'do'} not pass.`;
}
