import { NativeTypeError } from './primordials.ts';
import { type Format, PRINTED, printFields } from './printed.ts';

// https://streams.spec.whatwg.org/: readable streams as bodies of requests and responses need them; no pipes, no byte readers.

interface Source<T> {
  start?(controller: Controller<T>): unknown;
  pull?(controller: Controller<T>): unknown;
  cancel?(reason: unknown): unknown;
}
interface Waiting<T> { resolve: (result: { value: T | undefined; done: boolean }) => void; reject: (error: unknown) => void }
interface Controller<T> { enqueue(chunk: T): void; close(): void; error(error: unknown): void; readonly desiredSize: number }

export class ReadableStream<T = unknown> {
  #chunks: T[] = [];
  #waiting: Waiting<T>[] = [];
  #closed = false;
  #failed = false;
  #error: unknown;
  #locked = false;
  #pulling = false;
  #started = false;
  readonly #source: Source<T>;
  readonly #controller: Controller<T>;

  constructor(source: Source<T> = {}) {
    this.#source = source;
    const room = (): number => 1 - this.#chunks.length;
    this.#controller = {
      enqueue: (chunk) => this.#enqueue(chunk),
      close: () => this.#close(),
      error: (error) => this.#fail(error),
      get desiredSize() { return room(); },
    };
    void this.#start();
  }

  async #start(): Promise<void> {
    try {
      await this.#source.start?.(this.#controller);
      this.#started = true;
      await this.#pull();
    } catch (error) {
      this.#fail(error);
    }
  }
  async #pull(): Promise<void> {
    if (!this.#started || this.#pulling || this.#closed || this.#failed || !this.#source.pull || this.#chunks.length > 0) return;
    this.#pulling = true;
    try {
      await this.#source.pull(this.#controller);
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#pulling = false;
    }
    if (this.#waiting.length > 0) void this.#pull();
  }
  #enqueue(chunk: T): void {
    if (this.#closed) throw new NativeTypeError('Invalid state: Controller is already closed');
    const waiting = this.#waiting.shift();
    if (waiting) waiting.resolve({ value: chunk, done: false });
    else this.#chunks.push(chunk);
  }
  #close(): void {
    if (this.#closed) throw new NativeTypeError('Invalid state: Controller is already closed');
    this.#closed = true;
    for (const waiting of this.#waiting.splice(0)) waiting.resolve({ value: undefined, done: true });
  }
  #fail(error: unknown): void {
    if (this.#failed) return;
    this.#failed = true;
    this.#error = error;
    for (const waiting of this.#waiting.splice(0)) waiting.reject(error);
  }
  #read(): Promise<{ value: T | undefined; done: boolean }> {
    if (this.#chunks.length > 0) {
      const value = this.#chunks.shift();
      void this.#pull();
      return Promise.resolve({ value, done: false });
    }
    if (this.#failed) return Promise.reject(this.#error);
    if (this.#closed) return Promise.resolve({ value: undefined, done: true });
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      void this.#pull();
    });
  }

  get locked(): boolean { return this.#locked; }
  [PRINTED](_left: number | null, format: Format): unknown {
    const state = this.#failed ? 'errored' : this.#closed && this.#chunks.length === 0 ? 'closed' : 'readable';
    return printFields(this, 'ReadableStream', format, () => ({ locked: this.#locked, state, supportsBYOB: false }));
  }
  getReader() {
    if (this.#locked) throw new NativeTypeError('Invalid state: ReadableStream is locked');
    this.#locked = true;
    return {
      read: () => this.#read(),
      releaseLock: () => { this.#locked = false; },
      cancel: (reason?: unknown) => this.#cancel(reason),
    };
  }
  async #cancel(reason?: unknown): Promise<void> {
    this.#chunks = [];
    if (!this.#closed) this.#close();
    await this.#source.cancel?.(reason);
  }
  cancel(reason?: unknown): Promise<void> { return this.#cancel(reason); }
  async *values(): AsyncGenerator<T> {
    const reader = this.getReader();
    try {
      for (;;) {
        const { value, done } = await reader.read();
        if (done) return;
        yield value as T;
      }
    } finally {
      reader.releaseLock();
    }
  }
  [Symbol.asyncIterator](): AsyncGenerator<T> { return this.values(); }
  tee(): [ReadableStream<T>, ReadableStream<T>] {
    const reader = this.getReader();
    const controllers: Controller<T>[] = [];
    let reading = false;
    const pull = async (): Promise<void> => {
      if (reading) return;
      reading = true;
      const { value, done } = await reader.read();
      reading = false;
      for (const controller of controllers) {
        if (done) controller.close();
        else controller.enqueue(value as T);
      }
    };
    const half = (): ReadableStream<T> => new ReadableStream<T>({ start: (controller) => void controllers.push(controller), pull });
    return [half(), half()];
  }
  get [Symbol.toStringTag](): string { return 'ReadableStream'; }
}
