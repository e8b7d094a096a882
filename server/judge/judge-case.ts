import type { CallCase, HttpCase, ProgramCase, QueryCase, TestCase, Tests } from '../contract/exercise.ts';
import type { Observation, ProgramError } from '../contract/observation.ts';
import type { Expected } from '../contract/value.ts';
import { type CaseJudgement, unfitting } from './case-judgement.ts';
import { findDifference } from './compare.ts';
import { dataOf, judgeData } from './judge-data.ts';
import { judgeQuery, type Reference } from './judge-query.ts';
import { functionName, type Notation, notationOf } from './notation.ts';
import { clip, printShort, printValue } from './print.ts';
import { findResponseDifference, printExpectation, printRequest, printResponse } from './response.ts';
import { findTextDifference } from './text.ts';

/** A test case together with what the program did and what the judge makes of it. */
export interface JudgedCase { testCase: TestCase; observation: Observation | undefined; judgement: CaseJudgement }

type Ended<Ending extends Observation['ended']> = Extract<Observation, { ended: Ending }>;

export const waitingMessage = 'It waits for a promise that nothing ever settles, so it would wait forever. '
  + 'Look for an await, or a Promise whose resolve and reject are never called.';

/** What stands on the "expected" side may be long, too. */
const PRINTED_TEXT = 4_000;

/**
 * Compares the observation of one case with its expectation, which for a query is what the reference solution gave.
 * Whatever the observation holds, this never throws.
 */
export function judgeCase(tests: Tests, testCase: TestCase, observation: Observation | undefined, reference?: Reference): CaseJudgement {
  if (!observation) {
    return { status: 'failed', kind: 'nothing to read', message: 'What came back for this test cannot be read, so it counts as failed. Look for code that changes built-in objects or the program around it.' };
  }
  if (observation.ended === 'waits-forever') return { status: 'error', kind: 'waits forever', message: waitingMessage };
  if (tests.kind === 'query') return judgeQuery(testCase as QueryCase, observation, reference);
  const judgement = judgeBehaviour(tests, testCase, observation);
  const data = dataOf(testCase);
  return data && judgement.status === 'passed' ? judgeData(data, observation, judgement) : judgement;
}

/** What the program gave back, without what it left in its databases. */
function judgeBehaviour(tests: Exclude<Tests, { kind: 'query' }>, testCase: TestCase, observation: Observation): CaseJudgement {
  switch (tests.kind) {
    case 'call': return judgeCall(tests, testCase as CallCase, observation);
    case 'program': return judgeProgram(testCase as ProgramCase, observation);
    case 'http': return judgeHttp(testCase as HttpCase, observation);
  }
}

/** What a case gives to the program, readable: `sumOf([1, 2])`, the standard input, or the requests. */
export function printInput(tests: Tests, testCase: TestCase): string | undefined {
  const { dataset = '', redis = '' } = dataOf(testCase) ?? {};
  const before = [dataset === '' ? '' : `the dataset ${dataset}`, clip(redis, PRINTED_TEXT)].filter((part) => part !== '');
  return [...before, printGiven(tests, testCase) ?? []].flat().join('\n') || undefined;
}

function printGiven(tests: Tests, testCase: TestCase): string | undefined {
  switch (tests.kind) {
    case 'call': {
      const { args, earlier = [], afterMs } = testCase as CallCase;
      const written = [...earlier, args].map((values) => `${functionName(tests.function, tests.shownIn)}(${values.map((value) => printValue(value, notationOf(tests.shownIn))).join(', ')})`);
      return [...written.slice(0, -1), `${afterMs === undefined ? '' : `${afterMs / 1_000} s later: `}${written.at(-1)}`].join('\n');
    }
    case 'http': return (testCase as HttpCase).requests.map(({ send }) => `${send.afterMs === undefined ? '' : `${send.afterMs / 1_000} s later: `}${printRequest(send)}`).join('\n');
    case 'program': {
      const { argv, stdin } = testCase as ProgramCase;
      const given = [argv.length > 0 ? `arguments: ${argv.map((argument) => printShort(argument)).join(' ')}` : '', clip(stdin, PRINTED_TEXT)];
      return given.filter((part) => part !== '').join('\n') || undefined;
    }
    case 'query': {
      const { dataset, probe } = testCase as QueryCase;
      return [dataset === '' ? '' : `the dataset ${dataset}`, probe === undefined ? '' : `afterwards: ${clip(probe, PRINTED_TEXT)}`].filter((part) => part !== '').join('\n') || undefined;
    }
  }
}

/** `TypeError at line 3: x is not a function`; the line first, since a message may be several sentences long. */
export function describeError(error: ProgramError, where = error.line === undefined ? '' : ` at line ${error.line}`): string {
  const name = clip(error.name, 100) + where;
  return error.message === '' ? name : `${name}: ${clip(error.message, 500)}`;
}

function judgeCall(tests: Tests & { kind: 'call' }, testCase: CallCase, observation: Observation): CaseJudgement {
  const notation = notationOf(tests.shownIn);
  if (observation.ended === 'exited') {
    const why = observation.error ? ` with ${describeError(observation.error)}` : ` with exit code ${observation.exitCode}`;
    return { status: 'error', kind: 'ended early', message: `The program ended${why} before ${functionName(tests.function, tests.shownIn)} gave an answer.`, line: observation.error?.line };
  }
  if (observation.ended !== 'returned' && observation.ended !== 'threw') return unfitting();
  const answer = testCase.throws === undefined ? judgeReturn(testCase, observation, notation) : judgeThrow(testCase.throws, observation, notation);
  if (answer.status !== 'passed' || testCase.stdout === undefined) return answer;
  return judgePrinted('wrong output', 'the output', testCase.stdout, observation.stdout) ?? answer;
}

function judgeReturn(testCase: CallCase, observation: Ended<'returned' | 'threw'>, notation: Notation): CaseJudgement {
  const expected = testCase.returns === undefined ? undefined : printValue(testCase.returns, notation);
  if (observation.ended === 'threw') return { ...judgeError(observation.error), expected };
  const actual = printValue(observation.value, notation);
  // A case that only looks at what is printed, or at what is in the database, takes any value.
  if (testCase.returns === undefined) return testCase.stdout === undefined && !testCase.data?.probe ? unfitting() : { status: 'passed', kind: 'passed' };
  const difference = findDifference(testCase.returns, observation.value, { about: testCase.about, notation });
  if (!difference) return { status: 'passed', kind: 'passed', expected, actual };
  const kind = actual === notation.undefined ? 'no value' : 'wrong value';
  return { status: 'failed', kind, message: sentence(difference.path, difference.message), path: difference.path || undefined, expected, actual };
}

function judgeThrow(throws: NonNullable<CallCase['throws']>, observation: Ended<'returned' | 'threw'>, notation: Notation): CaseJudgement {
  const wanted = throws === true ? {} : throws;
  const named = wanted.name ?? 'an error';
  const told = wanted.message === undefined ? '' : ` with a message ${messageWords(wanted.message)}`;
  const expected = `${named}${told} to be thrown`;
  if (observation.ended === 'returned') {
    const actual = printValue(observation.value, notation);
    return { status: 'failed', kind: 'did not throw', message: `expected ${expected}, got the value ${printShort(observation.value, notation)}`, expected, actual };
  }
  const { error } = observation;
  const actual = describeError(error);
  if (wanted.name !== undefined && error.name !== wanted.name) {
    return { status: 'failed', kind: `threw ${error.name}`, message: `expected ${expected}, got ${actual}`, expected, actual, line: error.line };
  }
  if (wanted.message !== undefined && !messageFits(wanted.message, error.message)) {
    return { status: 'failed', kind: 'wrong message', message: `expected ${expected}, got the message ${printShort(error.message)}`, expected, actual, line: error.line };
  }
  return { status: 'passed', kind: 'passed', expected, actual };
}

function messageFits(expected: Expected, message: string): boolean {
  return typeof expected === 'string' ? message.includes(expected) : findDifference(expected, message) === undefined;
}

function messageWords(expected: Expected): string {
  return typeof expected === 'string' ? `that contains ${printShort(expected)}` : `that is ${printShort(expected)}`;
}

function judgeProgram(testCase: ProgramCase, observation: Observation): CaseJudgement {
  if (observation.ended === 'threw') return judgeError(observation.error);
  if (observation.ended !== 'exited') return unfitting();
  const { error, exitCode } = observation;
  if (exitCode !== testCase.exitCode && error) return { ...judgeError(error), ...shownOutput(testCase, observation) };
  const fault = (testCase.stdout === undefined ? undefined : judgePrinted('wrong output', 'the output', testCase.stdout, observation.stdout))
    ?? (testCase.stderr === undefined ? undefined : judgePrinted('wrong error output', 'the error output', testCase.stderr, observation.stderr));
  if (fault) return error ? { ...fault, message: `${fault.message}. It ended with ${describeError(error)}`, line: error.line } : fault;
  if (exitCode === testCase.exitCode) return { status: 'passed', kind: 'passed', ...shownOutput(testCase, observation) };
  return {
    status: 'failed', kind: `exit code ${exitCode}`, message: `exit code: expected ${testCase.exitCode}, got ${exitCode}`,
    path: 'exit code', expected: String(testCase.exitCode), actual: String(exitCode),
  };
}

function shownOutput(testCase: ProgramCase, observation: Observation): { expected?: string; actual?: string } {
  return testCase.stdout === undefined ? {} : { expected: printText(testCase.stdout), actual: clip(observation.stdout, PRINTED_TEXT) };
}

function judgePrinted(kind: string, what: string, expected: Expected, actual: string): CaseJudgement | undefined {
  const difference = findTextDifference(expected, actual);
  if (!difference) return undefined;
  return {
    status: 'failed', kind, message: `${what}: ${difference.message}`, expected: printText(expected), actual: clip(actual, PRINTED_TEXT),
    path: difference.line === undefined ? undefined : `line ${difference.line}`,
  };
}

function printText(expected: Expected): string {
  return typeof expected === 'string' ? clip(expected, PRINTED_TEXT) : printValue(expected);
}

function judgeHttp(testCase: HttpCase, observation: Observation): CaseJudgement {
  if (observation.ended === 'threw') return judgeError(observation.error);
  if (observation.ended === 'exited') {
    return observation.error ? judgeError(observation.error)
      : { status: 'error', kind: 'ended early', message: `The program ended with exit code ${observation.exitCode} before every request was answered.` };
  }
  if (observation.ended !== 'responded') return unfitting();
  const { error, responses } = observation;
  const { requests } = testCase;
  if (responses.length > requests.length) return unfitting();
  let last: CaseJudgement = { status: 'passed', kind: 'passed' };
  for (const [index, request] of requests.entries()) {
    const which = `${request.send.method} ${clip(request.send.path, 80)}`;
    const where = requests.length === 1 ? which : `request ${index + 1} of ${requests.length}, ${which}`;
    const response = responses[index];
    if (!response) {
      const why = error ? describeError(error) : 'the app gave no response';
      return { status: 'error', kind: `request ${index} ${error?.name ?? 'no response'}`, message: `${where}: ${why}`, line: error?.line, expected: printExpectation(request.expect) };
    }
    const shown = { expected: printExpectation(request.expect), actual: printResponse(response, request.expect) };
    const difference = findResponseDifference(request.expect, response);
    if (!difference) {
      last = { status: 'passed', kind: 'passed', ...shown };
      continue;
    }
    const because = error ? `; the app threw ${describeError(error)}` : '';
    return {
      status: error ? 'error' : 'failed', kind: `request ${index} ${difference.part}${error ? ` ${error.name}` : ''}`, path: difference.path,
      message: `${where}: ${difference.path}: ${difference.message}${because}`, line: error?.line, ...shown,
    };
  }
  return requests.length === 0 ? unfitting() : last;
}

function judgeError(error: ProgramError): CaseJudgement {
  return { status: 'error', kind: `threw ${clip(error.name, 100)}`, message: describeError(error), line: error.line, actual: describeError(error) };
}

function sentence(path: string, message: string): string {
  return path === '' ? message : `${path}: ${message}`;
}
