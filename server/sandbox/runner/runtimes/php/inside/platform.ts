import { TextDecoder, TextEncoder } from '../../javascript/inside/encoding.ts';

// What the package's glue takes for granted and an isolate does not have. It is imported first.

export type Take = (kind: string, text: string) => void;
export type Ask = (question: string, detail: string) => string;

const given = globalThis as unknown as { groundworkTake: Take; groundworkAsk: Ask };
export const host: { take: Take; ask: Ask } = { take: given.groundworkTake, ask: given.groundworkAsk };

/** Milliseconds that never stand still: a thousand readings within one of V8's milliseconds still differ. */
let last = 0;
function now(): number {
  last = Math.max(last + 0.001, Date.now() - since);
  return last;
}
const since = Date.now();

function getRandomValues<T extends ArrayBufferView>(view: T): T {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  const random = host.ask('random', String(bytes.length));
  for (let index = 0; index < bytes.length; index += 1) bytes[index] = random.charCodeAt(index);
  return view;
}

const quiet = (): void => {};

Object.assign(globalThis, {
  TextEncoder, TextDecoder,
  performance: { now, timeOrigin: since },
  crypto: { getRandomValues },
  console: { log: quiet, error: quiet, warn: quiet, info: quiet, debug: quiet },
  setTimeout: () => 0, clearTimeout: quiet,
});

// The build suspends WebAssembly for what takes time outside; here nothing does (socket and process functions fail at once, sleep waits),
// so both wrappers are the identity.
Object.assign(WebAssembly, {
  Suspending: function Suspending(work: unknown) { return work; },
  promising: (work: unknown) => work,
});
