import ivm from 'isolated-vm';

// The only file that knows isolated-vm. Learner code never gets a Reference, an ExternalCopy or the ivm module: what crosses
// into an isolate is text, numbers and callbacks.

export type Snapshot = ivm.ExternalCopy<ArrayBuffer>;
export type Module = ivm.Module;
export type Context = ivm.Context;
type HarnessFunction = ivm.Reference<(...args: unknown[]) => unknown>;
type Plain = string | number | boolean | undefined;

/**
 * Runs `source` once and keeps the heap it leaves. `warmUp` then runs in a context that is thrown away: what it calls stays
 * compiled. Only our own code goes in here.
 */
export function makeSnapshot(source: string, warmUp: string, filename: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(ivm.Isolate.createSnapshot([{ code: source, filename }], warmUp).copy());
}

export function openSnapshot(bytes: Uint8Array<ArrayBuffer>): Snapshot {
  return new ivm.ExternalCopy(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

/** How work in an isolate came to its end before its own. */
export class IsolateStopped extends Error {
  readonly reason: 'time' | 'memory' | 'disposed';
  constructor(reason: 'time' | 'memory' | 'disposed', cause: unknown) {
    super(`isolate stopped: ${reason}`, { cause });
    this.reason = reason;
  }
  /** Where it was when its time was up, as V8 writes a stack. */
  get where(): string {
    return this.cause instanceof Error ? `${this.cause.stack}` : '';
  }
}

/** isolated-vm tells these apart by their sentences only (src/isolate/run_with_timeout.h). */
function translate(error: unknown): unknown {
  const message = error instanceof Error ? error.message : '';
  if (message === 'Script execution timed out.') return new IsolateStopped('time', error);
  if (message === 'Isolate was disposed during execution due to memory limit') return new IsolateStopped('memory', error);
  if (message.startsWith('Isolate was disposed') || /^Isolated? is disposed/.test(message)) return new IsolateStopped('disposed', error);
  return error;
}

export class Isolate {
  readonly #isolate: ivm.Isolate;

  /** `memoryMb` bounds V8's heap, by and large; the memory of a WebAssembly instance is beside it and has to be bounded where it is made. */
  constructor(options: { snapshot?: Snapshot; memoryMb: number }) {
    this.#isolate = new ivm.Isolate({ ...(options.snapshot ? { snapshot: options.snapshot } : {}), memoryLimit: options.memoryMb });
  }

  get disposed(): boolean {
    return this.#isolate.isDisposed;
  }

  openContext(): Context {
    return this.#isolate.createContextSync();
  }

  /** Throws a SyntaxError whose message ends in `[file:line:column]`. */
  compile(code: string, filename: string): Module {
    return this.#isolate.compileModuleSync(code, { filename });
  }

  /** Compiles a large module of ours with what an earlier compilation of the same code left; see `compiledAhead`. */
  compileAgain(code: string, filename: string, ahead: CompiledAhead): Module {
    return this.#isolate.compileModuleSync(code, { filename, cachedData: ahead });
  }

  script(code: string, filename: string): ivm.Script {
    return this.#isolate.compileScriptSync(code, { filename });
  }

  /** Bytes in use, within V8's heap and in buffers beside it; undefined once it is disposed of. */
  memory(): number | undefined {
    if (this.#isolate.isDisposed) return undefined;
    const heap = this.#isolate.getHeapStatisticsSync();
    return heap.used_heap_size + heap.externally_allocated_size;
  }

  /** Ends whatever runs in it and frees it. Safe to call twice. */
  dispose(): void {
    if (!this.#isolate.isDisposed) this.#isolate.dispose();
  }
}

/** A harness found in a context under a global name, which has to be gone before learner code runs. It must be frozen. */
export class Harness<Names extends string> {
  readonly #harness: ivm.Reference<Record<string, (...args: unknown[]) => unknown>>;
  readonly #functions = new Map<Names, HarnessFunction>();

  constructor(context: Context, globalName: string) {
    this.#harness = context.global.getSync(globalName, { reference: true });
  }

  /** Calls a function that returns a promise, off the main thread, and waits for it. */
  async settled(name: Names, args: Plain[] = []): Promise<Plain> {
    try {
      return await this.#function(name).apply(undefined, args, { result: { promise: true } }) as Plain;
    } catch (error) {
      throw translate(error);
    }
  }

  call(name: Names, args: (Plain | Callback)[] = []): Plain {
    return this.#function(name).applySync(undefined, args) as Plain;
  }

  /** Runs off the main thread, for at most `timeMs`. Throws IsolateStopped, or a copy of an error nothing handled. */
  async run(name: Names, args: Plain[], timeMs: number): Promise<Plain> {
    try {
      return await this.#function(name).apply(undefined, args, { timeout: timeMs }) as Plain;
    } catch (error) {
      throw translate(error);
    }
  }

  #function(name: Names): HarnessFunction {
    const found = this.#functions.get(name) ?? this.#harness.getSync(name, { reference: true });
    this.#functions.set(name, found);
    return found;
  }
}

/** V8's code cache of a module. Only what was made here from our own code may be given back to V8. */
export type CompiledAhead = ivm.ExternalCopy<ArrayBuffer>;

/** What compiling `code` leaves for the next isolate that compiles it. */
export function compiledAhead(code: string, filename: string): CompiledAhead {
  const isolate = new ivm.Isolate();
  try {
    const { cachedData } = isolate.compileModuleSync(code, { filename, produceCachedData: true }) as { cachedData?: CompiledAhead };
    if (!cachedData) throw new Error(`V8 made no code cache of ${filename}`);
    return cachedData;
  } finally {
    isolate.dispose();
  }
}

/** Sets a global: text and numbers are copied, a callback calls back into the runner. */
export function give(context: Context, name: string, value: Plain | Callback): void {
  context.global.setSync(name, value);
}

/** Sets a global to a WebAssembly module that this process has compiled: the compiled code is shared, which takes 0.2 ms. */
export function giveModule(context: Context, name: string, module: WebAssembly.Module): void {
  // Without `release` the process would never exit by itself.
  context.global.setSync(name, new ivm.ExternalCopy({ module }).copyInto({ release: true }));
  context.evalSync(`globalThis[${JSON.stringify(name)}] = globalThis[${JSON.stringify(name)}].module`);
}

/** Sets a global to memory that this process and all isolates that are given it share; nobody writes to it any more. */
export function giveShared(context: Context, name: string, memory: SharedArrayBuffer): void {
  context.global.setSync(name, new ivm.ExternalCopy(memory).copyInto({ release: true }));
}

/** Bytes kept outside of any isolate, to be copied into many. */
export type Bytes = ivm.ExternalCopy<ArrayBuffer>;

export function keepBytes(bytes: Uint8Array<ArrayBuffer>): Bytes {
  return openSnapshot(bytes);
}

/** Sets a global to an ArrayBuffer with a copy of the bytes. */
export function giveBytes(context: Context, name: string, bytes: Bytes): void {
  context.global.setSync(name, bytes.copyInto());
}

/** Runs a script of ours at once, on this thread; its result is dropped. */
export function runScript(isolate: Isolate, context: Context, code: string, filename: string): void {
  isolate.script(code, filename).runSync(context);
}

export type Callback = ivm.Callback;

/** A function of the runner as a plain function in the isolate; arguments and result are copied. */
export function callback(work: (...args: string[]) => string | void, options: { wait: boolean }): Callback {
  return options.wait ? new ivm.Callback(work) : new ivm.Callback(work, { ignored: true });
}

/** Connects a module to what it imports. `resolve` returns the module for a specifier, or throws what the learner shall read. */
export function link(module: Module, context: Context, resolve: (specifier: string, importer: Module) => Module): void {
  module.instantiateSync(context, resolve);
}

/** Evaluates a linked module off the main thread; see Harness.run for what it throws. */
export async function evaluate(module: Module, timeMs: number): Promise<void> {
  try {
    await module.evaluate({ timeout: timeMs });
  } catch (error) {
    throw translate(error);
  }
}

/** Evaluates a module of ours at once, on this thread. */
export function evaluateNow(module: Module, context: Context, resolve: (specifier: string) => Module): void {
  module.instantiateSync(context, resolve);
  module.evaluateSync();
}
