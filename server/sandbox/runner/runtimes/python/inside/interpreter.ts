import { clockCalls, resetClocks, skip, today, type Clock } from './clocks.ts';
import { Descriptors } from './descriptors.ts';
import { errno } from './errno.ts';
import { Files, KIND, type Device } from './files.ts';
import { bytes, decodeUtf8, encodeUtf8, growTo, openMemory, readI32, readU32, writeU32 } from './memory.ts';
import type { Printed } from './printed.ts';
import { fileCalls } from './system-calls.ts';

/** What this build of Python exports of its C interface (https://docs.python.org/3/c-api/), as far as it is used here; pointers are numbers. */
export interface Interpreter {
  memory: WebAssembly.Memory;
  __indirect_function_table: WebAssembly.Table;
  __stack_pointer: WebAssembly.Global<'i32'>;
  _PyRuntime: WebAssembly.Global<'i32'>;
  _PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET: WebAssembly.Global<'i32'>;
  malloc(size: number): number;
  free(at: number): void;
  PyUnicode_FromStringAndSize(at: number, length: number): number;
  PyUnicode_AsUTF8AndSize(text: number, lengthAt: number): number;
  PyObject_CallOneArg(callable: number, argument: number): number;
  Py_DecRef(object: number): void;
  PyErr_Clear(): void;
  PyErr_Occurred(): number;
  PyThreadState_GetUnchecked(): number;
  PyEval_RestoreThread(thread: number): void;
  PyEval_GetFrame(): number;
  PyFrame_GetBack(frame: number): number;
  PyFrame_GetCode(frame: number): number;
  PyFrame_GetLineNumber(frame: number): number;
  PyObject_GetAttrString(object: number, name: number): number;
}

/** What prepare made: an interpreter that has loaded everything, as it was then. */
export interface Made {
  module: WebAssembly.Module;
  trampoline: WebAssembly.Module;
  memory: Uint8Array<ArrayBuffer>;
  /** The standard library, as a zip file. */
  library: Uint8Array<ArrayBuffer>;
  /** The place of the Python function that takes a request and gives an answer, both JSON. */
  entry: number;
  stackPointer: number;
  /** The place of the state of its only thread. */
  thread: number;
}

/** The program ended the whole process, as `os._exit` does. */
export class Exited {
  readonly code: number;
  constructor(code: number) {
    this.code = code;
  }
}

/** The call into Python ended by an exception that nothing took care of. */
export class Unanswered extends Error {}

const SLEEP = 1_000_001;
const SKIP = 1_000_002;
/** How long one wait is at most: between two, V8 can end the program. */
const NAP_MS = 20;

/** A Python interpreter that stands where `made` was when it was made, and can be put back there. */
export class Python {
  readonly #made: Omit<Made, 'memory'>;
  readonly #size: number;
  readonly #python: Interpreter;
  readonly #printed: Printed;
  readonly #clock: Clock;
  readonly #table: WebAssembly.Table;
  readonly #stackPointer: WebAssembly.Global<'i32'>;
  /** Where the interpreter looks for its trampoline, and what has to stand there. */
  readonly #trampoline: { pointer: number; at: number };
  #cap = 0;
  #files!: Files;
  #open!: Descriptors;
  /** Looked up by the calls below, so that a rewound interpreter has fresh files. */
  #fileCalls: Record<string, (...args: never[]) => number> = {};

  constructor(made: Made, printed: Printed, clock: Clock) {
    const { memory, ...rest } = made; // its memory is not kept: it is as large as all the rest, and most instances are never rewound
    this.#made = rest;
    this.#size = memory.length;
    this.#printed = printed;
    this.#clock = clock;
    const instance = new WebAssembly.Instance(made.module, this.#imports());
    this.#python = instance.exports as unknown as Interpreter;
    openMemory(this.#python);
    const { __indirect_function_table: table, __stack_pointer: stackPointer, _PyRuntime: state, _PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET: offset } = this.#python;
    this.#table = table;
    this.#stackPointer = stackPointer;
    const trampoline = new WebAssembly.Instance(made.trampoline, { env: { __indirect_function_table: table, memory: this.#python.memory } });
    const at = table.grow(1);
    table.set(at, trampoline.exports.trampoline_call);
    growTo(memory.length, memory.length);
    this.#trampoline = { pointer: state.value + readI32(offset.value), at };
    this.rewind(memory);
  }

  /** Back to how it was made: `memory` is what its memory held then; files and clocks are as fresh. */
  rewind(memory: Uint8Array<ArrayBuffer>): void {
    bytes.set(memory);
    bytes.fill(0, memory.length);
    this.#refused = false;
    this.#stackPointer.value = this.#made.stackPointer;
    writeU32(this.#trampoline.pointer, this.#trampoline.at);
    resetClocks();
    this.#openFiles();
  }

  /** How much more memory the program may have than the interpreter itself. */
  allow(more: number): void {
    this.#cap = this.#size + more;
  }

  /** Bytes of memory beyond those of a fresh interpreter. */
  get grown(): number {
    return Math.max(0, bytes.length - this.#size);
  }

  get capped(): boolean {
    return this.#refused;
  }
  #refused = false;

  /** What the program reads from its standard input. */
  giveInput(text: string): void {
    this.#input = encodeUtf8(text);
  }
  #input = new Uint8Array(0);

  put(path: string, text: string): void {
    this.#files.put(this.#files.absolute(path, '/app'), encodeUtf8(text));
  }

  /** Calls the harness. Throws Exited, Unanswered, or what WebAssembly throws; after any of these it has to be rewound. */
  ask(request: string): string {
    const python = this.#python;
    const encoded = encodeUtf8(request);
    const at = python.malloc(encoded.length + 4);
    if (at === 0) throw new Unanswered();
    bytes.set(encoded, at);
    const argument = python.PyUnicode_FromStringAndSize(at, encoded.length);
    const answer = python.PyObject_CallOneArg(this.#made.entry, argument);
    python.Py_DecRef(argument);
    if (answer === 0) throw new Unanswered();
    const text = python.PyUnicode_AsUTF8AndSize(answer, at);
    const answered = decodeUtf8(bytes.subarray(text, text + readU32(at)));
    python.Py_DecRef(answer);
    python.free(at);
    return answered;
  }

  /** The line of `fileName` that is running, seen from outside of a program that was stopped; 0 when it is in none. */
  lineOf(fileName: string): number {
    const python = this.#python;
    if (python.PyThreadState_GetUnchecked() === 0) python.PyEval_RestoreThread(this.#made.thread); // it was waiting
    const name = python.malloc(16);
    bytes.set(encodeUtf8('co_filename\0'), name);
    for (let frame = python.PyEval_GetFrame(), steps = 0; frame !== 0 && steps < 2_000; frame = python.PyFrame_GetBack(frame), steps += 1) {
      const file = python.PyUnicode_AsUTF8AndSize(python.PyObject_GetAttrString(python.PyFrame_GetCode(frame), name), name + 12);
      if (decodeUtf8(bytes.subarray(file, file + readU32(name + 12))) === fileName) return python.PyFrame_GetLineNumber(frame);
    }
    return 0;
  }

  #openFiles(): void {
    const files = new Files(today);
    this.#files = files;
    this.#open = new Descriptors(files);
    this.#fileCalls = fileCalls(files, this.#open, today);
    for (const folder of ['/app', '/dev', '/home', '/lib', '/tmp', '/usr']) files.createFolder(folder);
    files.createFolder('/home/learner');
    files.put('/lib/python314.zip', this.#made.library).fixed = true;
    const nothing: Device = { read: () => new Uint8Array(0), write: () => {} };
    const devices: Record<string, Device> = {
      null: nothing, zero: { ...nothing, read: (room) => new Uint8Array(room) },
      urandom: { ...nothing, read: (room) => Uint8Array.from(this.#clock.random(Math.min(room, 32_768)), (character) => character.charCodeAt(0)) },
      stdin: { ...nothing, read: (room) => this.#read(room) },
      stdout: { ...nothing, write: (given) => this.#printed.print('stdout', given) },
      stderr: { ...nothing, write: (given) => this.#printed.print('stderr', given) },
    };
    for (const [name, device] of Object.entries(devices)) {
      const node = files.create(`/dev/${name}`, KIND.device | 0o666);
      node.device = device;
    }
    for (const fixed of ['/', '/dev', '/home', '/lib', '/usr']) files.get(fixed).fixed = true;
    for (const [name, flags] of [['stdin', 0], ['stdout', 1], ['stderr', 1]] as const) this.#open.open(`/dev/${name}`, flags, 0);
    files.folder = '/app';
  }

  /**
   * Everything the interpreter may import. What is not named here is refused: above all the several hundred functions by which Pyodide
   * joins Python and JavaScript, so that no Python code, and no corrupted memory either, has a way to a JavaScript object.
   */
  #imports(): WebAssembly.Imports {
    const known: Record<string, (...args: never[]) => unknown> = {
      ...clockCalls(this.#clock),
      emscripten_resize_heap: (size: number) => this.#grow(size >>> 0),
      emscripten_get_heap_max: () => this.#cap,
      emscripten_runtime_keepalive_push: () => {},
      emscripten_runtime_keepalive_pop: () => {},
      _emscripten_runtime_keepalive_clear: () => {},
      exit: leave, proc_exit: leave, _abort_js: () => leave(134), __assert_fail: () => leave(134),
      _PyEM_TrampolineCall_JS: (callee: number, one: number, two: number, three: number) => (this.#table.get(callee) as (...args: number[]) => number)(one, two, three),
      __call_sighandler: (handler: number, signal: number) => (this.#table.get(handler) as (signal: number) => void)(signal),
      _Py_CheckEmscriptenSignals_Helper: () => 0, _setitimer_js: () => 0, _emscripten_system: () => -errno.notImplemented,
      _maybe_connect_async: () => null, _maybe_recvfrom_async: () => null, _maybe_sendto_async: () => null, _maybe_poll_async: () => null, _try_fcntl64: () => 0, _try_shutdown: () => 0,
      __syscall_fadvise64: (what: number, offset: bigint) => this.#advise(what, Number(offset) / 1000),
      __syscall_poll: (_list: number, count: number) => count,
      getaddrinfo: () => -4, // EAI_FAIL
    };
    const imports: Record<string, Record<string, WebAssembly.ImportValue>> = {};
    const files = fileCalls(new Files(() => 0), new Descriptors(new Files(() => 0)), () => 0);
    for (const { module, name, kind } of WebAssembly.Module.imports(this.#made.module)) {
      const of = (imports[module] ??= {});
      if (kind === 'global') of[name] = new WebAssembly.Global({ value: 'i32', mutable: true }, 0);
      else if (Object.hasOwn(files, name)) of[name] = (...args: never[]) => this.#fileCalls[name]!(...args);
      else if (Object.hasOwn(known, name)) of[name] = known[name]!;
      else if (name.startsWith('__syscall_')) of[name] = () => -errno.notImplemented;
      else of[name] = () => leave(134);
    }
    return imports;
  }

  #read(room: number): Uint8Array {
    const given = this.#input.subarray(0, room);
    this.#input = this.#input.subarray(given.length);
    return given;
  }

  #grow(size: number): number {
    if (growTo(size, this.#cap)) return 1;
    this.#refused = true;
    return 0;
  }

  /** `posix_fadvise` has no use here; the harness waits by it, and moves the clocks. */
  #advise(what: number, ms: number): number {
    if (what === SKIP) skip(ms);
    if (what === SLEEP) {
      this.#printed.flush();
      const until = this.#clock.elapsed() + ms;
      const cell = new Int32Array(new SharedArrayBuffer(4));
      for (let left = ms; left > 0; left = until - this.#clock.elapsed()) Atomics.wait(cell, 0, 0, Math.min(left, NAP_MS));
    }
    return 0;
  }
}

function leave(code: number): never {
  throw new Exited(code);
}
