import type { DataObserved, PlanNode, ProgramError, ResultSet, RunRequest, QueryError } from '../contract/observation.ts';
import type { HttpResponse } from '../contract/exercise.ts';
import type { Runtime } from '../contract/runtimes.ts';
import { VALUE_DEPTH, type Value } from '../contract/value.ts';

// What crosses the pipes between the server and a runner: one JSON text per line. The server believes nothing: a line that is
// too long or not of these shapes is dropped (a missing observation is a failed test), never evaluated or deserialised by V8.

/** Longest line the server takes; a runner that sends a longer one is ended. */
export const FRAME_BYTES = 8 * 1024 * 1024;
/** Most that one run may send in all. */
export const RUN_BYTES = 64 * 1024 * 1024;

export type Ended =
  | { ended: 'returned'; value: Value }
  | { ended: 'threw'; error: ProgramError }
  | { ended: 'exited'; exitCode: number; error?: ProgramError }
  | { ended: 'responded'; responses: HttpResponse[]; error?: ProgramError }
  | { ended: 'answered'; results: ResultSet[]; error?: QueryError; notices: string[]; probe?: ResultSet | QueryError; attempts: (QueryError | null)[]; plan?: PlanNode }
  | { ended: 'waits-forever' };

/** An Observation without what was printed, which the server collects itself. */
export type RunnerObservation = { index: number; durationMs: number; data?: DataObserved } & Ended;

/** A run as a runner gets it. */
export interface RunnerRequest extends RunRequest {
  /** The name of the learner's file in error messages. */
  fileName: string;
}

export type ToRunner =
  | { type: 'run'; request: RunnerRequest }
  /** Make, or let go of, the instance that the next run of this runtime would use. */
  | { type: 'prepare' | 'drop'; runtime: Runtime };

/** How a run ended, as far as the runner knows; the parent adds the limit's figure and the sentence. */
export type RunnerStop =
  | { reason: 'finished' }
  | { reason: 'not-loaded'; error: ProgramError }
  | { reason: 'timed-out'; line?: number }
  | { reason: 'out-of-memory' | 'output-limit'; line?: number };

export type FromRunner =
  | { type: 'ready' }
  /** The run has what it needs, and its program begins now. */
  | { type: 'begun' }
  /** Whether an instance of the runtime is there for the next run. */
  | { type: 'ahead'; runtime: string; there: boolean; processMb: number }
  /** `index` is -1 for what is printed outside of any case. */
  | { type: 'printed'; index: number; stream: 'stdout' | 'stderr'; text: string }
  | { type: 'observed'; observation: RunnerObservation }
  /** `last`: the process ends itself now. `memoryMb` is what the program had in use, `processMb` what the whole process has. */
  | { type: 'ended'; stop: RunnerStop; last: boolean; memoryMb?: number; processMb?: number };

type Fields = Record<string, unknown>;

/** The message on a line; undefined when it is not one. */
export function readMessage(line: string): FromRunner | undefined {
  let message: unknown;
  try {
    message = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (!isFields(message)) return undefined;
  switch (message.type) {
    case 'ready': case 'begun': return { type: message.type };
    case 'printed': return isIndex(message.index, -1) && isStream(message.stream) && typeof message.text === 'string'
      ? { type: 'printed', index: message.index, stream: message.stream, text: message.text } : undefined;
    case 'ahead': return typeof message.runtime === 'string' && typeof message.there === 'boolean' && isFigure(message.processMb)
      ? { type: 'ahead', runtime: message.runtime, there: message.there, processMb: message.processMb } : undefined;
    case 'observed': {
      const observation = readObservation(message.observation);
      return observation && { type: 'observed', observation };
    }
    case 'ended': {
      const stop = readStop(message.stop);
      return stop && {
        type: 'ended', stop, last: message.last === true,
        ...(isFigure(message.memoryMb) ? { memoryMb: message.memoryMb } : {}), ...(isFigure(message.processMb) ? { processMb: message.processMb } : {}),
      };
    }
    default: return undefined;
  }
}

function readObservation(given: unknown): RunnerObservation | undefined {
  if (!isFields(given) || !isIndex(given.index, 0) || !isFigure(given.durationMs)) return undefined;
  const ended = readEnded(given);
  const data = given.data === undefined ? undefined : readData(given.data);
  if (given.data !== undefined && !data) return undefined;
  return ended && { index: given.index, durationMs: given.durationMs, ...(data ? { data } : {}), ...ended };
}

function readData(given: unknown): DataObserved | undefined {
  if (!isFields(given) || !isIndex(given.queries, 0)) return undefined;
  const probe = given.probe === undefined ? undefined : isResultSet(given.probe) ? asResultSet(given.probe) : readQueryError(given.probe);
  if (given.probe !== undefined && !probe) return undefined;
  return { queries: given.queries, ...(probe ? { probe } : {}) };
}

function readEnded(given: Fields): Ended | undefined {
  const error = given.error === undefined ? undefined : readError(given.error);
  if (given.error !== undefined && !error) return undefined;
  switch (given.ended) {
    case 'returned': return isValue(given.value) ? { ended: 'returned', value: given.value } : undefined;
    case 'threw': return error && { ended: 'threw', error };
    case 'exited': return Number.isSafeInteger(given.exitCode) ? { ended: 'exited', exitCode: given.exitCode as number, ...(error ? { error } : {}) } : undefined;
    case 'responded': {
      if (!Array.isArray(given.responses)) return undefined;
      const responses = given.responses.map(readResponse);
      return responses.every((response) => response !== undefined)
        ? { ended: 'responded', responses: responses as HttpResponse[], ...(error ? { error } : {}) } : undefined;
    }
    case 'answered': return readAnswered(given);
    case 'waits-forever': return { ended: 'waits-forever' };
    default: return undefined;
  }
}

/** Rows as wide as there are columns; a plan is shown and looked into, so it has to be one at every depth. */
function readAnswered(given: Fields): Ended | undefined {
  const { results, notices, attempts, error, probe, plan } = given;
  if (!Array.isArray(results) || !results.every(isResultSet) || !isTexts(notices) || !Array.isArray(attempts)) return undefined;
  const failure = error === undefined ? undefined : readQueryError(error);
  const probed = probe === undefined ? undefined : isResultSet(probe) ? asResultSet(probe) : readQueryError(probe);
  const tried = attempts.map((attempt) => (attempt === null ? null : readQueryError(attempt)));
  if ((error !== undefined && !failure) || (probe !== undefined && !probed) || tried.includes(undefined) || (plan !== undefined && !isPlan(plan))) return undefined;
  return {
    ended: 'answered', results: results.map(asResultSet), notices, attempts: tried as (QueryError | null)[],
    ...(failure ? { error: failure } : {}), ...(probed ? { probe: probed } : {}), ...(plan === undefined ? {} : { plan }),
  };
}

function isResultSet(given: unknown): given is ResultSet {
  if (!isFields(given) || !Array.isArray(given.columns) || !Array.isArray(given.rows) || typeof given.command !== 'string') return false;
  const width = given.columns.length;
  return isIndex(given.rowCount, 0) && isFigure(given.durationMs)
    && given.columns.every((column) => isFields(column) && typeof column.name === 'string' && typeof column.type === 'string')
    && given.rows.every((row) => Array.isArray(row) && row.length === width && row.every((value) => value === null || typeof value === 'string'));
}

function asResultSet({ columns, rows, rowCount, command, durationMs }: ResultSet): ResultSet {
  return { columns: columns.map(({ name, type }) => ({ name, type })), rows, rowCount, command, durationMs };
}

function readQueryError(given: unknown): QueryError | undefined {
  const error = readError(given);
  if (!error || !isFields(given) || typeof given.code !== 'string' || !/^[0-9A-Za-z]{1,40}$/.test(given.code)) return undefined;
  return {
    ...error, code: given.code,
    ...(typeof given.detail === 'string' ? { detail: given.detail } : {}), ...(typeof given.hint === 'string' ? { hint: given.hint } : {}),
  };
}

function isPlan(given: unknown, depth = VALUE_DEPTH): given is PlanNode {
  if (depth === 0 || !isFields(given) || typeof given['Node Type'] !== 'string') return false;
  if (![given['Relation Name'], given['Index Name']].every((name) => name === undefined || typeof name === 'string')) return false;
  return given.Plans === undefined || (Array.isArray(given.Plans) && given.Plans.every((node) => isPlan(node, depth - 1)));
}

function isTexts(given: unknown): given is string[] {
  return Array.isArray(given) && given.every((text) => typeof text === 'string');
}

function readResponse(given: unknown): HttpResponse | undefined {
  if (!isFields(given) || !isFields(given.headers) || typeof given.body !== 'string') return undefined;
  if (!Number.isSafeInteger(given.status) || !Object.values(given.headers).every((value) => typeof value === 'string')) return undefined;
  return { status: given.status as number, headers: given.headers as Record<string, string>, body: given.body };
}

function readError(given: unknown): ProgramError | undefined {
  if (!isFields(given) || typeof given.name !== 'string' || typeof given.message !== 'string') return undefined;
  return {
    name: given.name, message: given.message,
    ...(isIndex(given.line, 1) ? { line: given.line } : {}), ...(isIndex(given.column, 1) ? { column: given.column } : {}),
    ...(typeof given.stack === 'string' ? { stack: given.stack } : {}),
  };
}

function readStop(given: unknown): RunnerStop | undefined {
  if (!isFields(given)) return undefined;
  const line = isIndex(given.line, 1) ? { line: given.line } : {};
  switch (given.reason) {
    case 'finished': return { reason: 'finished' };
    case 'not-loaded': {
      const error = readError(given.error);
      return error && { reason: 'not-loaded', error };
    }
    case 'timed-out': case 'out-of-memory': case 'output-limit': return { reason: given.reason, ...line };
    default: return undefined;
  }
}

const TAGS: Record<string, (tagged: Fields, depth: number) => boolean> = {
  undefined: () => true,
  empty: () => true,
  truncated: () => true,
  number: (tagged) => ['NaN', '-0', 'Infinity', '-Infinity'].includes(tagged.value as string),
  bigint: (tagged) => typeof tagged.value === 'string' && /^-?\d+$/.test(tagged.value),
  date: (tagged) => typeof tagged.value === 'string',
  regexp: (tagged) => typeof tagged.value === 'string',
  symbol: (tagged) => typeof tagged.value === 'string',
  function: (tagged) => typeof tagged.name === 'string',
  bytes: (tagged) => typeof tagged.base64 === 'string',
  error: (tagged) => typeof tagged.name === 'string' && typeof tagged.message === 'string',
  cycle: (tagged) => isIndex(tagged.up, 1),
  set: (tagged, depth) => Array.isArray(tagged.items) && tagged.items.every((item) => isValue(item, depth)),
  map: (tagged, depth) => isPairs(tagged.entries) && tagged.entries.every(([key, value]) => isValue(key, depth) && isValue(value, depth)),
  object: (tagged, depth) => (tagged.class === undefined || typeof tagged.class === 'string')
    && isPairs(tagged.entries) && tagged.entries.every(([key, value]) => typeof key === 'string' && isValue(value, depth)),
};

/** Whether this is a Value of contract/value.ts, no deeper than a runner may write one. */
function isValue(given: unknown, depth = VALUE_DEPTH + 1): given is Value {
  if (given === null || typeof given === 'boolean' || typeof given === 'number' || typeof given === 'string') return true;
  if (depth === 0) return false;
  if (Array.isArray(given)) return given.every((item) => isValue(item, depth - 1));
  return isFields(given) && typeof given.$ === 'string' && Object.hasOwn(TAGS, given.$) && TAGS[given.$]!(given, depth - 1);
}

function isPairs(given: unknown): given is [unknown, unknown][] {
  return Array.isArray(given) && given.every((pair) => Array.isArray(pair) && pair.length === 2);
}

function isFields(given: unknown): given is Fields {
  return typeof given === 'object' && given !== null && !Array.isArray(given);
}

function isIndex(given: unknown, least: number): given is number {
  return Number.isSafeInteger(given) && (given as number) >= least;
}

function isFigure(given: unknown): given is number {
  return typeof given === 'number' && Number.isFinite(given) && given >= 0;
}

function isStream(given: unknown): given is 'stdout' | 'stderr' {
  return given === 'stdout' || given === 'stderr';
}

/** Cuts a stream of bytes into lines, holding at most FRAME_BYTES of an unfinished one. */
export class LineReader {
  #rest = '';
  readonly #decoder = new TextDecoder();
  readonly #onLine: (line: string) => void;

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  /** False when the line that is coming in is longer than allowed. */
  push(bytes: Uint8Array): boolean {
    const parts = this.#decoder.decode(bytes, { stream: true }).split('\n');
    parts[0] = this.#rest + parts[0]!;
    this.#rest = parts.pop()!;
    for (const line of parts) this.#onLine(line);
    return this.#rest.length <= FRAME_BYTES;
  }
}
