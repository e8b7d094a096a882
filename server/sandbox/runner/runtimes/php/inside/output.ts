import { fromUtf8 } from '../../javascript/inside/encoding.ts';
import { host } from './platform.ts';
import { Stop } from './stops.ts';

/**
 * So many pieces of output leave one by one, as they come; what comes after is gathered, which is many times cheaper. What is gathered is
 * lost only when the whole process has to be killed.
 */
const AT_ONCE = 1000;
const GATHERED_CHARACTERS = 2048;
const GATHERED_MS = 20;

type Stream = 'stdout' | 'stderr';

/** What PHP prints, on its way to the runner: as text, in order, no more than allowed. */
export class Output {
  /** Bytes that may still be printed. */
  room = Number.POSITIVE_INFINITY;
  readonly #decoders: Record<Stream, Utf8> = { stdout: new Utf8(), stderr: new Utf8() };
  #stream: Stream = 'stdout';
  #waiting = '';
  #pieces = 0;
  #sentAt = 0;

  /** Throws a Stop past the limit. */
  print(stream: Stream, bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.room -= bytes.length;
    const full = this.room < 0;
    // one byte too many tells the runner that there would have been more
    const text = this.#decoders[stream].decode(full ? bytes.subarray(0, Math.max(1, bytes.length + this.room + 1)) : bytes);
    if (stream !== this.#stream) this.flush();
    this.#stream = stream;
    this.#waiting += text;
    this.#pieces += 1;
    if (full || this.#pieces < AT_ONCE || this.#waiting.length > GATHERED_CHARACTERS || Date.now() - this.#sentAt > GATHERED_MS) this.flush();
    if (full) throw new Stop('output');
  }

  flush(): void {
    if (this.#waiting !== '') host.take(this.#stream, this.#waiting);
    this.#waiting = '';
    this.#sentAt = Date.now();
  }

  /** At the end of a case: what was cut within a character is over, too. */
  end(): void {
    for (const stream of ['stdout', 'stderr'] as const) {
      const rest = this.#decoders[stream].end();
      if (rest === '') continue;
      if (stream !== this.#stream) this.flush();
      this.#stream = stream;
      this.#waiting += rest;
    }
    this.flush();
    this.#pieces = 0;
  }
}

/** Decodes UTF-8 that comes in pieces, which may end within a character. */
export class Utf8 {
  #rest = new Uint8Array();

  decode(bytes: Uint8Array): string {
    let all = bytes;
    if (this.#rest.length > 0) {
      all = new Uint8Array(this.#rest.length + bytes.length);
      all.set(this.#rest);
      all.set(bytes, this.#rest.length);
    }
    const whole = all.length - unfinished(all);
    this.#rest = all.slice(whole);
    return fromUtf8(all.subarray(0, whole))!;
  }

  end(): string {
    const rest = fromUtf8(this.#rest)!;
    this.#rest = new Uint8Array();
    return rest;
  }
}

/** How many bytes at the end begin a character and do not finish it. */
function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0;
  }
  return 0;
}
