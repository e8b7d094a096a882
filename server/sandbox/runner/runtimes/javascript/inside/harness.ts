import { apply, stringSlice } from './primordials.ts';

/**
 * What the runner gave this context. Everything printed or observed leaves through `emit`; `ask` gets what only the
 * runner can know (random bytes, a parsed URL, a digest). Both take and give plain text, never an object.
 */
export interface Connection {
  /** Does not wait for the runner. */
  emit: (kind: string, text: string) => void;
  /** Waits for the answer. */
  ask: (question: string, ...details: string[]) => string;
}

/** The question that only hands a message over; see ../realm.ts. */
const TAKE = 'take';
/** How many messages may be on their way to the runner before one waits for all of them. */
const MESSAGES_IN_FLIGHT = 64;

let connection: Connection | undefined;
let inFlight = 0;
let room = 0;
let overflowed = false;

/** Called once per context, before any learner code. `outputBytes` is what this context may print. */
export function connect(given: Connection, outputBytes: number): void {
  connection = given;
  room = outputBytes;
}

export function emit(kind: string, text: string): void {
  if (!connection) return;
  inFlight += 1;
  if (inFlight < MESSAGES_IN_FLIGHT) return connection.emit(kind, text);
  emitAndWait(kind, text);
}

/** Waits until the runner took it and all that was sent before, which keeps a flood from piling up. */
function emitAndWait(kind: string, text: string): void {
  inFlight = 0;
  ask(TAKE, kind, text);
}

export function ask(question: string, ...details: string[]): string {
  if (!connection) throw new Error('There is no runner to ask.');
  return apply(connection.ask, undefined, [question, details[0] ?? '', details[1] ?? '', details[2] ?? '']) as string;
}

/**
 * Sends printed text out as it comes. A character is at least one byte, so counting characters keeps a flood in here;
 * the runner counts bytes and ends the run when there are too many.
 */
export function print(stream: 'stdout' | 'stderr', text: string): void {
  if (overflowed || text === '') return;
  if (text.length <= room) {
    room -= text.length;
    emit(stream, text);
    return;
  }
  overflowed = true;
  emit(stream, stringSlice(text, 0, room + 1));
}

/** Ends the program: the runner disposes of the isolate while this waits, so no line after it ever runs. */
export function exitNow(code: number): never {
  emitAndWait('exit', `${code}`);
  for (;;);
}
