import { NativePromise } from './primordials.ts';
import { later } from './timers.ts';

/**
 * What a program asks of what is outside of its isolate: its databases. A request waits for its turn in the program's loop, like a
 * timer that is due; then the runner takes it, and brings the answer before the loop goes on:
 *
 *   request() ──turn──▶ ready ──takeRequest()──▶ with the runner ──answer()──▶ its promise settles
 */
interface Request { text: string; settle: (answer: string) => void; next: Request | undefined }

let first: Request | undefined;
let last: Request | undefined;
let ready = 0;
let taken: Request | undefined;
let whenIdle: () => boolean = () => false;

/** The answer is the runner's text, and comes in the order of the requests. */
export function request(text: string): Promise<string> {
  return new NativePromise((settle) => {
    const one: Request = { text, settle, next: undefined };
    if (last) last.next = one;
    else first = one;
    last = one;
    later(() => {
      ready += 1;
    });
  });
}

/** A request has its turn now. */
export function isAsking(): boolean {
  return ready > 0 && first !== undefined;
}

/** One was sent that has not been taken yet. */
export function hasRequests(): boolean {
  return first !== undefined;
}

/** Called by the runner, for the request whose turn it is. */
export function takeRequest(): string {
  taken = first;
  first = taken?.next;
  if (!first) last = undefined;
  if (ready > 0) ready -= 1;
  return taken?.text ?? '';
}

/** Brings the answer to what was taken last. */
export function settleRequest(text: string): void {
  const { settle } = taken ?? {};
  taken = undefined;
  settle?.(text);
}

export function forgetRequests(): void {
  first = undefined;
  last = undefined;
  ready = 0;
}

/** `work` is called when nothing is left to happen; it returns whether it has made something happen. */
export function onIdle(work: () => boolean): void {
  whenIdle = work;
}

export function wakeUp(): boolean {
  return whenIdle();
}
