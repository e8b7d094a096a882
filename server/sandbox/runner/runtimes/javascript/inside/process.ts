import { fromUtf8 } from './encoding.ts';
import { bytesOf } from './encode.ts';
import { inspect } from './formatter.ts';
import { ask, exitNow, print } from './harness.ts';
import { append, apply, NativeTypeError, numberOf, stringIndexOf, stringOf, stringSlice } from './primordials.ts';
import { later } from './timers.ts';

// `process` as far as a program in here needs it: https://nodejs.org/api/process.html. There is no environment, no file and no
// other process to speak of.

type Handler = (...values: unknown[]) => void;

/** Just enough of an EventEmitter for process and its streams. */
class Emitter {
  readonly #handlers: { event: string; handler: Handler; once: boolean }[] = [];
  protected onListen(_event: string): void {}
  on(event: string, handler: Handler): this {
    this.#handlers.push({ event, handler, once: false });
    this.onListen(event);
    return this;
  }
  addListener(event: string, handler: Handler): this { return this.on(event, handler); }
  once(event: string, handler: Handler): this {
    this.#handlers.push({ event, handler, once: true });
    this.onListen(event);
    return this;
  }
  off(event: string, handler: Handler): this {
    const at = this.#handlers.findIndex((entry) => entry.event === event && entry.handler === handler);
    if (at >= 0) this.#handlers.splice(at, 1);
    return this;
  }
  removeListener(event: string, handler: Handler): this { return this.off(event, handler); }
  removeAllListeners(event?: string): this {
    for (let at = this.#handlers.length - 1; at >= 0; at -= 1) if (!event || this.#handlers[at]!.event === event) this.#handlers.splice(at, 1);
    return this;
  }
  listenerCount(event: string): number { return this.#handlers.filter((entry) => entry.event === event).length; }
  emit(event: string, ...values: unknown[]): boolean {
    const found = this.#handlers.filter((entry) => entry.event === event);
    for (const entry of found) {
      if (entry.once) this.off(event, entry.handler);
      apply(entry.handler, this, values);
    }
    return found.length > 0;
  }
}

function writableText(chunk: unknown): string {
  if (typeof chunk === 'string') return chunk;
  const bytes = bytesOf(chunk);
  if (bytes) return fromUtf8(bytes) ?? '';
  throw new NativeTypeError(`The "chunk" argument must be of type string or an instance of Buffer, TypedArray, or DataView. Received ${inspect(chunk)}`);
}

class Output extends Emitter {
  readonly isTTY = false;
  readonly columns = 80;
  readonly writable = true;
  readonly #stream: 'stdout' | 'stderr';
  constructor(stream: 'stdout' | 'stderr') {
    super();
    this.#stream = stream;
  }
  write(chunk: unknown, encoding?: unknown, done?: unknown): boolean {
    print(this.#stream, writableText(chunk));
    const callback = typeof encoding === 'function' ? encoding : done;
    if (typeof callback === 'function') later(callback as () => void);
    return true;
  }
  end(chunk?: unknown): this {
    if (chunk !== undefined && typeof chunk !== 'function') this.write(chunk);
    return this;
  }
}

/** Everything the case gives as input, read at once as text: by `for await`, by events, or line by line through read(). */
class Input extends Emitter {
  readonly isTTY = false;
  readonly readable = true;
  #text = '';
  #started = false;
  #listening = false;
  give(text: string): void { this.#text = text; }
  setEncoding(): this { return this; }
  resume(): this {
    this.#flow();
    return this;
  }
  pause(): this { return this; }
  ref(): this { return this; }
  unref(): this { return this; }
  protected override onListen(event: string): void {
    if (event === 'data') this.#flow();
    if (event === 'readable' && !this.#listening) {
      this.#listening = true;
      later(() => {
        this.emit('readable');
        if (this.#text === '') this.#end();
      });
    }
  }
  read(): string | null {
    const text = this.#text;
    this.#text = '';
    if (text === '' && this.#listening) later(() => this.#end());
    else if (this.#listening) later(() => void this.emit('readable'));
    return text === '' ? null : text;
  }
  #ended = false;
  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.emit('end');
    this.emit('close');
  }
  #flow(): void {
    if (this.#started) return;
    this.#started = true;
    later(() => {
      const text = this.#text;
      this.#text = '';
      if (text !== '') this.emit('data', text);
      later(() => this.#end());
    });
  }
  async *[Symbol.asyncIterator](): AsyncGenerator<string> {
    const text = this.#text;
    this.#text = '';
    if (text !== '') yield text;
  }
  /** One line after the other, without its end; for node:readline. */
  takeLine(): string | undefined {
    if (this.#text === '') return undefined;
    const end = stringIndexOf(this.#text, '\n');
    const line = end < 0 ? this.#text : stringSlice(this.#text, 0, end);
    this.#text = end < 0 ? '' : stringSlice(this.#text, end + 1);
    return line.endsWith('\r') ? stringSlice(line, 0, -1) : line;
  }
}

class Process extends Emitter {
  argv: string[] = ['node', 'main.js'];
  execArgv: string[] = [];
  env: Record<string, string | undefined> = {};
  exitCode: number | string | undefined = undefined;
  readonly pid = 1;
  readonly platform = 'linux';
  readonly arch = 'x64';
  readonly version = 'v24.0.0';
  readonly versions = { node: '24.0.0' };
  readonly stdin = new Input();
  readonly stdout = new Output('stdout');
  readonly stderr = new Output('stderr');
  cwd(): string { return '/'; }
  uptime(): number { return numberOf(ask('now')) / 1000; }
  hrtime: unknown;
  nextTick(callback: Handler, ...values: unknown[]): void { queueMicrotask(() => void apply(callback, undefined, values)); }
  exit(code?: unknown): never {
    if (code !== undefined) this.exitCode = code as number;
    try {
      this.emit('exit', exitCodeOf(this));
    } finally {
      exitNow(exitCodeOf(this));
    }
  }
  emitWarning(warning: unknown): void { print('stderr', `(node:1) Warning: ${stringOf(warning)}\n`); }
}

export const process = new Process();
const nanoseconds = (): bigint => BigInt(Math.round(numberOf(ask('now')) * 1e6));
process.hrtime = Object.assign(
  (before?: [number, number]): [number, number] => {
    const now = nanoseconds() - (before ? BigInt(before[0]) * 1_000_000_000n + BigInt(before[1]) : 0n);
    return [Number(now / 1_000_000_000n), Number(now % 1_000_000_000n)];
  },
  { bigint: nanoseconds },
);
const { stdin } = process;

/** What a case gives a program. */
export function giveProgram({ stdin: text, argv }: { stdin: string; argv: string[] }, fileName: string): void {
  stdin.give(text);
  process.argv = ['node', fileName];
  for (let index = 0; index < argv.length; index += 1) append(process.argv, argv[index]!);
}

/** The exit code as Node would report it: 0 to 255, 1 when it is no number. */
export function exitCodeOf({ exitCode }: { exitCode: unknown }): number {
  if (exitCode === undefined || exitCode === null) return 0;
  const code = numberOf(exitCode);
  return Number.isInteger(code) ? ((code % 256) + 256) % 256 : 1;
}

/** Tells handlers of 'exit' that the program is over; the exit code it has set. */
export function exitProgram(): number {
  process.emit('exit', exitCodeOf(process));
  return exitCodeOf(process);
}
