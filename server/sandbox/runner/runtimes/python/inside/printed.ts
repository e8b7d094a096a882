import { decodeUtf8, sequenceAt } from './memory.ts';

const TOGETHER = 4_096;
/** So many writes may leave at once; from then on, one in so many ms. The rest waits for the next, or for the end. */
const AT_ONCE = 64;
const EVERY_MS = 20;

type Emit = (kind: string, text: string) => void;

/**
 * What a program prints, on its way out: as text, at once unless there is much of it. Counting characters keeps a
 * flood in here, for a character is at least one byte; the runner counts bytes and ends the run.
 */
export class Printed {
  readonly #emit: Emit;
  #room = 0;
  #waiting: { stream: string; text: string }[] = [];
  #length = 0;
  #mayLeave = AT_ONCE;
  #countedAt = 0;
  readonly #unfinished = new Map<string, Uint8Array>();

  constructor(emit: Emit) {
    this.#emit = emit;
  }

  allow(room: number): void {
    this.#room = room;
  }

  print(stream: 'stdout' | 'stderr', given: Uint8Array): void {
    if (this.#room < 0) return;
    let all: Uint8Array = given;
    const before = this.#unfinished.get(stream);
    if (before) {
      all = new Uint8Array(before.length + given.length);
      all.set(before);
      all.set(given, before.length);
      this.#unfinished.delete(stream);
    }
    let end = all.length;
    for (let back = 1; back <= Math.min(3, all.length); back += 1) {
      if (sequenceAt(all, all.length - back) === -1) end = all.length - back;
    }
    if (end < all.length) this.#unfinished.set(stream, all.slice(end));
    this.#add(stream, decodeUtf8(all.subarray(0, Math.min(end, this.#room + 4))));
  }

  #add(stream: string, text: string): void {
    if (text === '') return;
    const kept = text.slice(0, this.#room + 1);
    this.#room -= text.length;
    const last = this.#waiting.at(-1);
    if (last?.stream === stream) last.text += kept;
    else this.#waiting.push({ stream, text: kept });
    this.#length += kept.length;
    if (this.#room < 0 || this.#length > TOGETHER || this.#mayLeaveNow()) this.flush();
  }

  #mayLeaveNow(): boolean {
    const now = Date.now();
    this.#mayLeave = Math.min(AT_ONCE, this.#mayLeave + (now - this.#countedAt) / EVERY_MS);
    this.#countedAt = now;
    if (this.#mayLeave < 1) return false;
    this.#mayLeave -= 1;
    return true;
  }

  /** Bytes of a character whose end never came are let go. */
  flush(): void {
    const sent = this.#waiting;
    this.#waiting = [];
    this.#length = 0;
    for (const { stream, text } of sent) this.#emit(stream, text);
  }
}
