import type { CaseInput } from '../../../../../contract/exercise.ts';
import type { Observation, QueryError, ResultSet } from '../../../../../contract/observation.ts';
import { asText, isFailure, OutOfMemory } from '../engine/engine.ts';
import { cellOf, printed } from './cells.ts';
import { errorOf, failureOf } from './errors.ts';
import { programHarness } from './program.ts';
import { FIRST_CLIENT, Scripts, type Answer } from './script.ts';

// The harness inside an isolate: a store for each case, and what the runner calls. Values cross as JSON texts.

export type Answered = Omit<Extract<Observation, { ended: 'answered' }>, 'index' | 'stdout' | 'stderr' | 'durationMs'>;
/** How a run ended, when not by itself. */
export interface RunEnd { stop?: 'output' | 'memory' }

type Query = CaseInput & { kind: 'query' };
/** `room`: how many characters may be printed, in all cases together. */
interface Given { inputs: Query[]; code: string; room: number; memoryMb: number }

/** 1 January 2026, 0 h UTC: where the clock stands when a case begins. Only commands move it. */
const BEGINNING = Date.UTC(2026, 0, 1);
/** Where it stops, whatever is slept: the last moment of a JavaScript date. */
const END = 8.64e15;
const MB = 1024 * 1024;
/** A string is copied when it changes, and flattened when it is read: so many times its size has to fit. */
const COPIES = 4;
/** What is printed is told together, up to so many characters or ms. */
const TOLD_CHARACTERS = 4_096;
const TOLD_MS = 20;
/** Results that are kept: so many of the first, and of the last so many or up to twice as many. */
const MOST_RESULTS = 1_000;

/** More was printed than may be. */
class OutputFull extends Error {}

const platform = globalThis as unknown as { groundworkTake(stdout: string, stderr: string, line: string): void; groundworkEnd(answered: string): void; groundwork: unknown };

/** Runs every case, tells what came of each, and says how that ended. */
function run(text: string): string {
  const { inputs, code, memoryMb, room } = JSON.parse(text) as Given;
  let left = room;
  try {
    for (const input of inputs) {
      const observing = new Observing(input, code, memoryMb, left);
      platform.groundworkEnd(JSON.stringify(observing.observe()));
      left = observing.room;
    }
    return JSON.stringify({} satisfies RunEnd);
  } catch (error) {
    const stop = error instanceof OutputFull ? 'output' : isMemory(error) ? 'memory' : undefined;
    if (!stop) throw error;
    return JSON.stringify({ stop } satisfies RunEnd);
  }
}

/** Beside our own, V8's words for a text or a list that is longer than it can make. */
function isMemory(error: unknown): boolean {
  return error instanceof OutOfMemory || (error instanceof RangeError && /^Invalid (?:string|array) length/.test(error.message));
}

class Observing {
  readonly #input: Query;
  readonly #code: string;
  readonly #memoryMb: number;
  readonly #answered: Answered = { ended: 'answered', results: [], notices: [], attempts: [] };
  #speaker = FIRST_CLIENT;
  #untold = '';
  #toldLine = 0;
  #toldAt = 0;
  room: number;

  constructor(input: Query, code: string, memoryMb: number, room: number) {
    this.#input = input;
    this.#code = code;
    this.#memoryMb = memoryMb;
    this.room = room;
  }

  observe(): Answered {
    const { setup, probe, attempts } = this.#input;
    const scripts = this.#open();
    const broken = failureOf(() => firstError(scripts, setup));
    if (broken) {
      this.#answered.error = { ...broken, message: `The data of this exercise cannot be set up: ${broken.message}` };
      return this.#answered;
    }
    const error = failureOf(() => this.#runCode(scripts, this.#code));
    if (error) {
      this.#answered.error = error;
      this.#tell(`${error.message}\n`);
    }
    this.#tell();
    if (probe !== undefined) this.#answered.probe = this.#probe(scripts, probe);
    this.#answered.attempts = attempts.map((attempt) => this.#attempt(attempt));
    return this.#answered;
  }

  #open(): Scripts {
    let now = BEGINNING;
    const clock = { now: () => now, sleep: (ms: number) => void (now = Math.min(now + ms, END)) };
    return new Scripts({ clock, random: randomFrom(BEGINNING), mostBytes: (this.#memoryMb * MB) / COPIES });
  }

  #runCode(scripts: Scripts, code: string): undefined {
    const notices = scripts.run(code, { line: (number) => this.#begin(number), answer: (answer) => this.#show(answer) });
    for (const notice of notices) {
      this.#answered.notices.push(notice);
      this.#tell(`${notice}\n`);
    }
  }

  /** Prints a reply, under its client's name when that changes, and keeps it. */
  #show({ client, command, reply }: Answer): void {
    const head = client === this.#speaker ? '' : `#@ ${asText(client)}\n`;
    this.#speaker = client;
    const text = head + printed(command, reply, this.room);
    this.#untold += text;
    if (text.length > this.room) this.#tell();
    this.#use(text.length);
    const { results } = this.#answered;
    results.push(resultOf([cellOf(reply)], asText(command)));
    if (results.length === 3 * MOST_RESULTS) results.splice(MOST_RESULTS, MOST_RESULTS);
  }

  /** Before a command runs, the runner knows where it stands and has what was printed before: it may be the last that is heard. */
  #begin(line: number): void {
    if (line === this.#toldLine && this.#untold.length < TOLD_CHARACTERS && Date.now() < this.#toldAt + TOLD_MS) return;
    this.#toldLine = line;
    this.#tell();
  }

  #tell(stderr = ''): void {
    platform.groundworkTake(this.#untold, stderr, String(this.#toldLine));
    this.#untold = '';
    this.#toldAt = Date.now();
  }

  #use(characters: number): void {
    this.room -= characters;
    if (this.room < 0) throw new OutputFull();
  }

  #probe(scripts: Scripts, probe: string): ResultSet | QueryError {
    const cells: string[] = [];
    const error = failureOf(() => void scripts.run(probe, { line() {}, answer: ({ command, reply }) => {
      this.#use(printed(command, reply, this.room).length);
      cells.push(cellOf(reply));
    } }));
    return error ?? resultOf(cells, 'PROBE');
  }

  /** Everything is done again, up to where the attempt begins: so nothing of it is left for the next. */
  #attempt(attempt: string): QueryError | null {
    const scripts = this.#open();
    const quiet = { line() {}, answer() {} };
    failureOf(() => void scripts.run(this.#input.setup, quiet));
    failureOf(() => void scripts.run(this.#code, quiet));
    return failureOf(() => firstError(scripts, attempt)) ?? null;
  }
}

function resultOf(cells: string[], command: string): ResultSet {
  return { columns: [{ name: 'reply', type: 'reply' }], rows: cells.map((cell) => [cell]), rowCount: cells.length, command, durationMs: 0 };
}

/** The first error that is answered to a script. */
function firstError(scripts: Scripts, code: string): QueryError | undefined {
  let found: QueryError | undefined;
  let line = 0;
  scripts.run(code, { line: (number) => void (line = number), answer: ({ reply }) => {
    if (!found && isFailure(reply)) found = errorOf(asText(reply.error), line);
  } });
  return found;
}

/** The same numbers in every run, so that a script answers the same today and tomorrow: https://en.wikipedia.org/wiki/Xorshift, 32 bits. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

platform.groundwork = Object.freeze({ run, ...programHarness(randomFrom(BEGINNING)) });
