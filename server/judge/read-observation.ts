import type { HttpResponse } from '../contract/exercise.ts';
import type { ExceededLimit, Observation, ProgramError, RunOutcome, Stop } from '../contract/observation.ts';
import { readAnswer, readData } from './read-answer.ts';

// What comes out of a runner was written next to the learner's code and may have been forged by it. Whatever is not shaped
// as the contract says is read as undefined, which the judge counts as a failed test. Values are left to compare.ts.

/** The observation of the case at `index`, or undefined when it is missing, malformed or about another case. */
export function readObservation(raw: unknown, index: number): Observation | undefined {
  if (!isRecord(raw) || raw.index !== index) return undefined;
  if (typeof raw.stdout !== 'string' || typeof raw.stderr !== 'string') return undefined;
  const data = raw.data === undefined ? undefined : readData(raw.data);
  if (raw.data !== undefined && !data) return undefined;
  const base = { index, stdout: raw.stdout, stderr: raw.stderr, durationMs: milliseconds(raw.durationMs), ...(data ? { data } : {}) };
  const error = raw.error === undefined ? undefined : readError(raw.error);
  if (raw.error !== undefined && !error) return undefined;
  switch (raw.ended) {
    case 'returned': return raw.value === undefined ? undefined : { ...base, ended: 'returned', value: raw.value as Extract<Observation, { ended: 'returned' }>['value'] };
    case 'threw': return error ? { ...base, ended: 'threw', error } : undefined;
    case 'exited': return isInteger(raw.exitCode) ? { ...base, ended: 'exited', exitCode: raw.exitCode, error } : undefined;
    case 'responded': {
      const responses = Array.isArray(raw.responses) ? raw.responses.map(readResponse) : [undefined];
      return responses.every((response) => response !== undefined) ? { ...base, ended: 'responded', responses, error } : undefined;
    }
    case 'answered': {
      const answer = readAnswer(raw, error);
      return answer && { ...base, ended: 'answered', ...answer };
    }
    case 'waits-forever': return { ...base, ended: 'waits-forever' };
    default: return undefined;
  }
}

/** How the run ended; what cannot be understood counts as a crash. */
export function readStop(raw: unknown): Stop {
  if (isRecord(raw)) {
    if (raw.reason === 'finished') return { reason: 'finished' };
    if (raw.reason === 'not-loaded') return { reason: 'not-loaded', error: readError(raw.error) ?? { name: 'Error', message: 'The code could not be loaded.' } };
    if (raw.reason === 'crashed' && typeof raw.message === 'string') return { reason: 'crashed', message: raw.message };
    if (raw.reason === 'timed-out' || raw.reason === 'out-of-memory' || raw.reason === 'output-limit') {
      const limit = readLimit(raw.limit);
      if (limit && typeof raw.message === 'string') return { reason: raw.reason, limit, message: raw.message, line: lineIn(raw.line) };
    }
  }
  return { reason: 'crashed', message: 'The program ended in a way that left nothing to look at.' };
}

/** The parts of an outcome that stand beside observations and stop, with anything malformed left out. */
export function readRun(raw: RunOutcome): { observations: unknown[]; stdout: string; stderr: string; durationMs: number; memoryMb?: number } {
  const outcome: Record<string, unknown> = isRecord(raw) ? raw : {};
  return {
    observations: Array.isArray(outcome.observations) ? outcome.observations : [],
    stdout: typeof outcome.stdout === 'string' ? outcome.stdout : '',
    stderr: typeof outcome.stderr === 'string' ? outcome.stderr : '',
    durationMs: milliseconds(outcome.durationMs),
    memoryMb: typeof outcome.memoryMb === 'number' && Number.isFinite(outcome.memoryMb) ? rounded(outcome.memoryMb, 10) : undefined,
  };
}

function readError(raw: unknown): ProgramError | undefined {
  if (!isRecord(raw) || typeof raw.name !== 'string' || typeof raw.message !== 'string') return undefined;
  return {
    name: raw.name, message: raw.message, line: lineIn(raw.line), column: lineIn(raw.column),
    stack: typeof raw.stack === 'string' ? raw.stack : undefined,
  };
}

function readResponse(raw: unknown): HttpResponse | undefined {
  if (!isRecord(raw) || !isInteger(raw.status) || typeof raw.body !== 'string' || !isRecord(raw.headers)) return undefined;
  const headers = Object.entries(raw.headers);
  if (!headers.every((entry): entry is [string, string] => typeof entry[1] === 'string')) return undefined;
  return { status: raw.status, headers: Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])), body: raw.body };
}

function readLimit(raw: unknown): ExceededLimit | undefined {
  if (!isRecord(raw) || typeof raw.value !== 'number') return undefined;
  const known = (raw.name === 'time' && raw.unit === 'ms') || (raw.name === 'memory' && raw.unit === 'MB') || (raw.name === 'output' && raw.unit === 'KiB');
  return known ? { name: raw.name, value: raw.value, unit: raw.unit } as ExceededLimit : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isInteger(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function lineIn(value: unknown): number | undefined {
  return isInteger(value) && value >= 1 ? value : undefined;
}

function milliseconds(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? rounded(value, 100) : 0;
}

/** Digits beyond these measure nothing; a forged figure that is too large to round stays as it is. */
function rounded(value: number, steps: number): number {
  const scaled = value * steps;
  return Number.isFinite(scaled) ? Math.round(scaled) / steps : value;
}
