import type { PlaygroundBody } from '../contract/api.ts';
import type { CaseInput, DataInput } from '../contract/exercise.ts';
import type { Observation, RunOutcome } from '../contract/observation.ts';
import type { RunReport, Verdict } from '../contract/report.ts';
import { isQueryRuntime, type QueryRuntime, runtimeFacts } from '../contract/runtimes.ts';
import { clipped, ended, explainNotLoaded } from './explain.ts';
import { describeError, waitingMessage } from './judge-case.ts';
import { describeQueryError } from './judge-query.ts';
import { readObservation, readRun, readStop } from './read-observation.ts';
import { shownResults } from './shown-results.ts';

/** The file of a playground that fills the database before the code works on it, such as `setup.sql`; it shows nothing. */
const setupFile = (runtime: QueryRuntime): string => `setup.${runtimeFacts[runtime].fences[0]}`;

/** One program with its standard input, or what a database is asked; or, where requests are given, one app that answers them in order. */
export function playgroundInput(body: Omit<PlaygroundBody, 'dataset'>, setup?: string): CaseInput {
  if (isQueryRuntime(body.runtime)) {
    const all = [setup, body.files?.[setupFile(body.runtime)]].filter((part) => part !== undefined);
    return { kind: 'query', setup: all.join('\n'), attempts: [], explain: false };
  }
  const data = playgroundData(body, setup);
  if (!body.requests) return { kind: 'program', stdin: body.stdin ?? '', argv: [], ...data };
  return {
    kind: 'http', ...data,
    requests: body.requests.map(({ method, path, headers, body: sent }) => ({ method: method.toUpperCase(), path, headers: headers ?? {}, ...(sent === undefined ? {} : { body: sent }) })),
  };
}

/** A program of a playground has the databases that it imports: empty ones, or what `setup` or a file such as `setup.sql` puts there. */
function playgroundData({ runtime, code, files = {} }: Omit<PlaygroundBody, 'dataset'>, setup: string | undefined): { data?: DataInput } {
  if (runtime !== 'javascript' && runtime !== 'typescript') return {};
  const imports = (name: string): boolean => [code, ...Object.values(files)].some((text) => new RegExp(`\\bfrom\\s*['"]${name}['"]`).test(text));
  const data = {
    ...(imports('database') ? { sql: [setup, files[setupFile('sql')]].filter((part) => part !== undefined).join('\n') } : {}),
    ...(imports('redis') ? { redis: files[setupFile('keyvalue')] ?? '' } : {}),
  };
  return Object.keys(data).length > 0 ? { data } : {};
}

/**
 * The report of a run without tests: `passed` when the program ends normally (exit code 0, nothing uncaught, the waiting
 * done, every request answered), else the verdict and the message say why. Never throws, whatever the outcome holds.
 */
export function judgePlayground(input: CaseInput, outcome: RunOutcome): RunReport {
  const run = readRun(outcome);
  const observation = readObservation(run.observations[0], 0);
  const base = { stdout: run.stdout, stderr: run.stderr, durationMs: run.durationMs, memoryMb: run.memoryMb, tests: [] };
  const responses = observation?.ended === 'responded' ? observation.responses : undefined;
  const report = (verdict: Verdict, more: Partial<RunReport> = {}): RunReport => ({ verdict, ...clipped(more), ...base, ...(responses ? { responses } : {}), ...shownResults(observation) });

  const stop = readStop(outcome?.stop);
  if (stop.reason === 'not-loaded') return report('error', explainNotLoaded(stop.error));
  if (stop.reason === 'crashed') return report('crashed', { message: stop.message });
  if (stop.reason !== 'finished') return report(stop.reason, { message: stop.message, line: stop.line, limit: stop.limit });
  if (!observation) return report('error', { message: 'What came back from the program cannot be read. Look for code that changes built-in objects.' });
  if (observation.ended === 'waits-forever') return report('timed-out', { message: waitingMessage });
  if (input.kind === 'query') return judgeAnswer(observation, report);
  const error = 'error' in observation ? observation.error : undefined;
  const exitCode = observation.ended === 'exited' ? observation.exitCode : undefined;
  if (error) return report('error', { message: ended(describeError(error)), line: error.line, column: error.column, exitCode });
  if (exitCode !== undefined && exitCode !== 0) return report('error', { message: `The program ended with exit code ${exitCode}; 0 means that all went well.`, exitCode });
  if (input.kind === 'http' && responses?.length !== input.requests.length) {
    return report('error', { message: 'The program did not answer every request. Look for what the file exports: a Hono app, as its default export.', exitCode });
  }
  if (input.kind === 'program' && exitCode === undefined) return report('error', { message: 'What came back does not fit a program.' });
  return report('passed', { exitCode });
}

function judgeAnswer(observation: Observation, report: (verdict: Verdict, more?: Partial<RunReport>) => RunReport): RunReport {
  if (observation.ended !== 'answered') return report('error', { message: 'What came back does not fit what a database answers.' });
  const { error } = observation;
  return error ? report('error', { message: ended(describeQueryError(error)), line: error.line, column: error.column }) : report('passed');
}
