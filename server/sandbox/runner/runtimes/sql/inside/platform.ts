import { TextDecoder, TextEncoder } from '../../javascript/inside/encoding.ts';

// What the package's glue takes for granted and an isolate does not have. It is imported first.

export type Take = (kind: string, text: string) => void;

const given = globalThis as unknown as { groundworkTake: Take; groundworkAsk: (question: string, detail: string) => string };
const { groundworkTake: take, groundworkAsk: ask } = given;
export const tell: Take = (kind, text) => take(kind, text);

const since = Date.now();
let last = 0;

/** Milliseconds that never stand still: an isolate has no finer clock, and asking outside takes longer than most of what is measured. */
function now(): number {
  last = Math.max(last + 0.0001, Date.now() - since);
  return last;
}

/** Milliseconds by the runner's fine clock. */
export const preciseNow = (): number => Number(ask('now', ''));

function getRandomValues(view: ArrayBufferView): ArrayBufferView {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  const random = ask('random', String(bytes.length));
  for (let index = 0; index < bytes.length; index += 1) bytes[index] = random.charCodeAt(index);
  return view;
}

const quiet = (): void => {};

Object.assign(globalThis, {
  TextEncoder, TextDecoder,
  performance: { now, timeOrigin: since },
  crypto: { getRandomValues },
  console: { log: quiet, error: quiet, warn: quiet, info: quiet, debug: quiet },
  setTimeout: () => 0, clearTimeout: quiet, // Postgres's own timers: the run's deadline is kept outside
});
