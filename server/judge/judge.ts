import type { CallCase, CaseInput, TestCase, Tests } from '../contract/exercise.ts';
import type { Observation, RunOutcome, Stop } from '../contract/observation.ts';
import type { RunReport, TestResult, Verdict } from '../contract/report.ts';
import { explain } from './explain.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { Fingerprint } from './fingerprint.ts';
import type { CaseJudgement } from './case-judgement.ts';
import { dataInputOf } from './judge-data.ts';
import { judgeCase, printInput } from './judge-case.ts';
import type { JudgedCase } from './judge-case.ts';
import type { Reference } from './judge-query.ts';
import { clip } from './print.ts';
import { shownOutput } from './shown-output.ts';
import { readObservation, readRun, readStop } from './read-observation.ts';
import { shownResults } from './shown-results.ts';

/** How a run that did not finish is called. A finished one is called after its first case that did not pass. */
const verdictOfStop = {
  'finished': undefined,
  'not-loaded': 'error',
  'timed-out': 'timed-out',
  'out-of-memory': 'out-of-memory',
  'output-limit': 'output-limit',
  'crashed': 'crashed',
} satisfies Record<Stop['reason'], Verdict | undefined>;

/**
 * How a finished run is called after the first case, as the author ordered them, that did not pass: that case is also the
 * one whose hint, line and message the learner is shown, so verdict and message speak of the same thing.
 */
const verdictOfFirst = {
  failed: 'failed',
  error: 'error',
  'waits-forever': 'timed-out',
  // Cannot be: only a run that did not finish skips cases. If it happens, it is no pass.
  skipped: 'failed',
} satisfies Record<string, Verdict>;

/** Case output beyond this is cut in a report: the whole output stands beside the tests anyway. */
const CASE_OUTPUT = 16 * 1024;

/**
 * The cases to run and what enters the runner for each: inputs, never an expectation. Hidden cases run last, so that code
 * which keeps what it was given cannot print or return a hidden input within a visible case.
 */
export function inputsOf(tests: Tests, which: 'visible' | 'all'): { cases: TestCase[]; inputs: CaseInput[] } {
  const visible = tests.cases.filter((testCase) => !testCase.hidden);
  const cases: TestCase[] = which === 'visible' ? visible : [...visible, ...tests.cases.filter((testCase) => testCase.hidden)];
  return { cases, inputs: cases.map((testCase) => inputOf(tests, testCase)) };
}

function inputOf(tests: Tests, testCase: TestCase): CaseInput {
  if ('dataset' in testCase) {
    const { dataset, probe, refuses = [], plan } = testCase;
    const setup = tests.kind === 'query' ? [tests.schema, Object.hasOwn(tests.datasets, dataset) ? (tests.datasets[dataset] ?? '') : ''] : [];
    return { kind: 'query', setup: setup.filter((part) => part !== '').join('\n'), ...(probe === undefined ? {} : { probe }), attempts: refuses.map(({ statement }) => statement), explain: plan !== undefined };
  }
  const data = dataInputOf(tests, testCase);
  if ('args' in testCase) return { kind: 'call', function: tests.kind === 'call' ? tests.function : '', args: testCase.args, ...earlierOf(testCase), ...data };
  if ('requests' in testCase) return { kind: 'http', requests: testCase.requests.map((request) => request.send), ...data };
  return { kind: 'program', stdin: testCase.stdin, argv: testCase.argv, ...data };
}

function earlierOf({ earlier, afterMs }: CallCase): Pick<CallCase, 'earlier' | 'afterMs'> {
  return { ...(earlier ? { earlier } : {}), ...(afterMs === undefined ? {} : { afterMs }) };
}

/**
 * Compares what a program did with what was expected. `cases` are those that `inputsOf` gave, in that order; the report
 * lists them in the author's. `passed` means that every case passed and the run finished. Never throws, whatever the
 * outcome holds.
 */
export function judge(tests: Tests, cases: TestCase[], outcome: RunOutcome, references?: References): RunReport {
  return judgeRun(tests, cases, outcome, references).report;
}

/** What the reference solution gave, by the name of the case; for tests of the kind `query`. */
export type References = ReadonlyMap<string, Reference>;

/** The report together with the fingerprint that mistakes are recognised by. */
export function judgeRun(tests: Tests, cases: TestCase[], outcome: RunOutcome, references?: References): { report: RunReport; fingerprint: Fingerprint } {
  const run = readRun(outcome);
  const stop = readStop(outcome?.stop);
  const seen = cases.map((testCase, index) => (isCutShort(testCase, run.observations[index]) && stop.reason !== 'finished' ? undefined : run.observations[index]));
  const reached = stop.reason === 'finished' ? cases.length : stop.reason === 'not-loaded' ? -1 : firstMissing(seen, cases.length);
  const judged = cases.map((testCase, index): JudgedCase => (index < reached
    ? judgeOne(tests, testCase, seen[index], index, references)
    : { testCase, observation: undefined, judgement: index === reached ? stoppedCase(stop) : skippedCase }));
  const fingerprint = fingerprintOf(stop, judged);

  const place = new Map<TestCase, number>(tests.cases.map((testCase, index) => [testCase, index]));
  const ordered = judged.toSorted((a, b) => (place.get(a.testCase) ?? 0) - (place.get(b.testCase) ?? 0));
  const first = ordered.find(({ judgement }) => judgement.status === 'failed' || judgement.status === 'error');
  // A run that was stopped tells of the case it was stopped in, whichever failed before.
  const told = stop.reason === 'finished' ? first : judged[reached];
  const report: RunReport = {
    verdict: verdictOf(stop, ordered),
    ...explain(stop, ordered, told),
    exitCode: tests.kind === 'program' ? exitCodeOf(ordered, first) : undefined,
    stdout: shownOutput(run.stdout, judged, reached, 'stdout'),
    stderr: shownOutput(run.stderr, judged, reached, 'stderr'),
    durationMs: run.durationMs,
    memoryMb: run.memoryMb,
    ...shownResults(ordered.find(({ testCase }) => !testCase.hidden)?.observation),
    tests: ordered.map((one) => resultOf(tests, one, one === told && !isStructural(one))),
  };
  return { report, fingerprint };
}

function judgeOne(tests: Tests, testCase: TestCase, raw: unknown, index: number, references?: References): JudgedCase {
  const observation = readObservation(raw, index);
  return { testCase, observation, judgement: judgeCase(tests, testCase, observation, references?.get(testCase.name)) };
}

/**
 * Judges a run's cases while it goes on: `observed` takes each observation as it comes, and `onTest` gets each result that
 * the report will have as well, in the order of the run and without a gap (a case past one that is missing counts as not
 * reached). No result has its hint yet: which failing case is the first is known only at the end. Never throws by itself.
 */
export function judgeAlong(tests: Tests, cases: TestCase[], onTest: (result: TestResult) => void, references?: References): { observed(observation: Observation): void } {
  const waiting = new Map<number, Observation>();
  let next = 0;
  return {
    observed(observation) {
      if (observation.index >= next && !waiting.has(observation.index)) waiting.set(observation.index, observation);
      for (;;) {
        const [testCase, raw] = [cases[next], waiting.get(next)];
        if (!testCase || !raw || isCutShort(testCase, raw)) return;
        waiting.delete(next);
        onTest(resultOf(tests, judgeOne(tests, testCase, raw, next, references), false));
        next += 1;
      }
    },
  };
}

/** Whether an app was stopped between its answers: the runner hands over those it has, which are not yet what the case did. */
function isCutShort(testCase: TestCase, raw: unknown): boolean {
  if (!('requests' in testCase) || typeof raw !== 'object' || raw === null) return false;
  const { ended, responses, error } = raw as { ended?: unknown; responses?: unknown; error?: unknown };
  return ended === 'responded' && error === undefined && Array.isArray(responses) && responses.length < testCase.requests.length;
}

const skippedCase: CaseJudgement = { status: 'skipped', kind: 'skipped' };

/** The case that was under way when the run was ended. */
function stoppedCase(stop: Stop): CaseJudgement {
  const message = 'message' in stop ? stop.message : undefined;
  return { status: 'error', kind: stop.reason, message, line: 'line' in stop ? stop.line : undefined };
}

function firstMissing(observations: unknown[], length: number): number {
  let index = 0;
  while (index < length && observations[index] !== undefined && observations[index] !== null) index += 1;
  return index;
}

/**
 * Whether the code lacks what every test asks of it, such as the exported function. The runner's words for that begin with
 * "Your code" and have no line; an author's hint, which speaks of the task, would lead astray.
 */
function isStructural({ observation }: JudgedCase): boolean {
  const error = observation && 'error' in observation ? observation.error : undefined;
  return error?.name === 'TypeError' && error.line === undefined && error.message.startsWith('Your code ');
}

function verdictOf(stop: Stop, ordered: JudgedCase[]): Verdict {
  const stopped = verdictOfStop[stop.reason];
  if (stopped) return stopped;
  // A run without a case proves nothing.
  if (ordered.length === 0) return 'failed';
  const first = ordered.find(({ judgement }) => judgement.status !== 'passed');
  if (!first || first.judgement.status === 'passed') return 'passed';
  return verdictOfFirst[first.observation?.ended === 'waits-forever' ? 'waits-forever' : first.judgement.status];
}

function exitCodeOf(ordered: JudgedCase[], first: JudgedCase | undefined): number | undefined {
  const { observation } = first ?? ordered.findLast((one) => one.observation) ?? {};
  // Of a hidden case nothing but its status is told.
  return first?.testCase.hidden || observation?.ended !== 'exited' ? undefined : observation.exitCode;
}

/** What a learner may see of one case: of a hidden one its name and status, and the hint that its author wrote for them. */
function resultOf(tests: Tests, { testCase, judgement, observation }: JudgedCase, isTold: boolean): TestResult {
  const { name, hidden } = testCase;
  const result: TestResult = { name, status: judgement.status, hidden, durationMs: observation?.durationMs ?? 0 };
  if (isTold && testCase.hint !== undefined) result.hint = testCase.hint;
  if (hidden) return result;
  return {
    ...result,
    message: judgement.message, path: judgement.path, line: judgement.line,
    input: printInput(tests, testCase), expected: judgement.expected, actual: judgement.actual,
    expectedRows: judgement.expectedRows, actualRows: judgement.actualRows, plan: judgement.plan,
    stdout: observation ? clip(observation.stdout, CASE_OUTPUT) : undefined,
  };
}
