import { decodeUtf8, sequenceAt } from './memory.ts';

const TOGETHER = 4_096;
const WAIT_MS = 20;

type Emit = (kind: string, text: string) => void;

/**
 * What a program prints, on its way out: as text, each line at once unless they come in quick succession. Counting characters keeps a
 * flood in here, for a character is at least one byte; the runner counts bytes and ends the run.
 */
export class Printed {
  readonly #emit: Emit;
  #room = 0;
  #waiting: { stream: string; text: string }[] = [];
  #length = 0;
  #sentAt = 0;
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
    if (this.#room < 0 || this.#length > TOGETHER || (kept.endsWith('\n') && Date.now() - this.#sentAt > WAIT_MS)) this.flush();
  }

  /** Bytes of a character whose end never came are let go. */
  flush(): void {
    const sent = this.#waiting;
    this.#waiting = [];
    this.#length = 0;
    this.#sentAt = Date.now();
    for (const { stream, text } of sent) this.#emit(stream, text);
  }
}
