import { init, type Given, type Glue, type Imports } from 'php-glue';
import { stopForFibers } from './stops.ts';

/** What the glue reads of the binary, and what we do. */
interface Exports {
  memory: WebAssembly.Memory;
  __indirect_function_table: WebAssembly.Table;
  malloc(bytes: number): number;
  free(pointer: number): void;
  emscripten_get_sbrk_ptr(): number;
  _emscripten_stack_restore(pointer: number): void;
  executor_globals: WebAssembly.Global;
  zend_eval_stringl(code: number, length: number, result: number, name: number): number;
  zend_get_executed_filename(): number;
  zend_get_executed_lineno(): number;
  zend_observer_error_register(callback: number): void;
}

/** How PHP's output and input are connected. */
export interface Connections {
  stdin(): number | null;
  stdout(bytes: Uint8Array): void;
  stderr(bytes: Uint8Array): void;
  headers(bytes: Uint8Array): void;
  /** PHP's own report of an error that ends a script, before anything of the program hears of it; `type` is one of PHP's E_… */
  fatal(type: number, file: string, line: number, message: string): void;
}

/** E_ERROR, E_PARSE, E_CORE_ERROR, E_COMPILE_ERROR, and E_USER_ERROR, which a script may handle. https://www.php.net/manual/en/errorfunc.constants.php */
const FATAL = 1 | 4 | 16 | 64 | 256;

const EAFNOSUPPORT = -97;
const OPEN_FILES = 4096;
/** The struct is a little smaller. */
const EXECUTOR_GLOBALS_BYTES = 2048;
/**
 * The stack that C keeps in the memory. The build has 1 MB, below which its data stand: recursion would write over them before V8's own
 * limit ends it cleanly. With this much, V8's is always the first.
 */
const STACK_BYTES = 16 * 1024 * 1024;

/** One PHP: its memory, its files and how to call it. */
export interface Machine {
  glue: Glue;
  exports: Exports;
  /** Evaluated once when the file is next opened to be executed: the request has begun, and nothing of the program has. */
  before: { file: string; code: string } | undefined;
  stack: { low: number; high: number };
  /** Where PHP keeps the exit status of the script, once that is known. */
  exitStatusAt: number | undefined;
}

/** Makes an instance of the compiled binary, which may have `mostBytes` of memory. PHP itself is started later. */
export async function makeMachine(module: WebAssembly.Module, mostBytes: number, connections: Connections): Promise<Machine> {
  const machine = { before: undefined } as unknown as Machine;
  const byte = (write: (bytes: Uint8Array) => void) => (one: number | null): void => {
    if (one !== null) write(Uint8Array.of(one));
  };
  await new Promise<void>((resolve, reject) => {
    const given: Given = {
      noExitRuntime: true,
      mostBytes,
      ENV: {},
      quit: (_code, error) => { throw error; },
      print: () => {}, printErr: () => {},
      stdin: connections.stdin,
      stdout: byte(connections.stdout), stderr: byte(connections.stderr),
      onStdout: copied(connections.stdout), onStderr: copied(connections.stderr), onHeaders: copied(connections.headers),
      onAbort: (what) => reject(new Error(String(what))),
      onRuntimeInitialized: resolve,
      instantiateWasm(imports, done) {
        changeImports(imports.env, machine);
        const instance = new WebAssembly.Instance(module, imports);
        machine.exports = instance.exports as unknown as Exports;
        done({ exports: { ...instance.exports } }, module);
        return instance.exports;
      },
    };
    machine.glue = given as Glue;
    init('ISOLATE', given); // no platform it knows: it then looks for nothing around it
  });
  const low = machine.exports.malloc(STACK_BYTES);
  machine.stack = { low, high: (low + STACK_BYTES) & ~15 };
  machine.exports['_emscripten_stack_restore'](machine.stack.high);
  return machine;
}

/** What comes is a view on the memory, now of signed and now of unsigned bytes. */
function copied(write: (bytes: Uint8Array) => void) {
  return (view: ArrayBufferView) => write(new Uint8Array(view.buffer, view.byteOffset, view.byteLength).slice());
}

/** What a program could reach outside by: nothing. What waits, waits here. */
function changeImports(env: Imports, machine: Machine): void {
  const clock = new Int32Array(new SharedArrayBuffer(4));
  env.emscripten_sleep = (ms: number) => void Atomics.wait(clock, 0, 0, ms);
  env['__syscall_socket'] = () => EAFNOSUPPORT;
  for (const name of Object.keys(env)) {
    if (name.startsWith('__asyncjs__') || name === 'js_open_process' || name === '_dlopen_js') env[name] = () => -1;
  }
  for (const name of ['getcontext', 'makecontext', 'swapcontext']) env[name] = stopForFibers;
  env.getdtablesize = () => OPEN_FILES;
  const open = env['__syscall_openat'] as (folder: number, path: number, flags: number, more: number) => number;
  env['__syscall_openat'] = (folder: number, path: number, flags: number, more: number) => {
    if (machine.before && textAt(machine, path) === machine.before.file) {
      const { code } = machine.before;
      machine.before = undefined;
      evaluate(machine, code);
    }
    return open(folder, path, flags, more);
  };
}

/** Starts PHP, which reads its configuration from /etc/php.ini. */
export function startPhp(machine: Machine, sapi: string, connections: Connections): void {
  call(machine, 'wasm_set_phpini_path', '/etc/php.ini');
  call(machine, 'wasm_set_sapi_name', sapi);
  call(machine, 'php_wasm_init');
  const report = (type: number, file: number, line: number, message: number): void => {
    if (type & FATAL) connections.fatal(type & FATAL, stringAt(machine, file), line, stringAt(machine, message));
  };
  const table = machine.exports['__indirect_function_table'];
  machine.exports.zend_observer_error_register(table.grow(1, asWasmFunction(report)));
}

/** Calls a function of the package by its name. Throws what ended PHP from inside. */
export function call(machine: Machine, name: string, ...values: (string | number)[]): number {
  return machine.glue.ccall(name, 'number', values.map((value) => (typeof value === 'number' ? 'number' : 'string')), values);
}

/**
 * Finds where PHP keeps the exit status, after a script that ended with `marked`. What the call that runs a script returns is the status
 * before shutdown functions and destructors, which may change it.
 */
export function findExitStatus(machine: Machine, marked: number): void {
  const from = Number(machine.exports.executor_globals.value);
  const numbers = new Int32Array(machine.exports.memory.buffer, from, EXECUTOR_GLOBALS_BYTES / 4);
  const found = numbers.indexOf(marked);
  machine.exitStatusAt = found < 0 ? undefined : from + found * 4;
}

/** The exit status of the script that ran last; undefined where it could not be found. */
export function exitStatus(machine: Machine): number | undefined {
  return machine.exitStatusAt === undefined ? undefined : new Int32Array(machine.exports.memory.buffer, machine.exitStatusAt, 1)[0];
}

/** Bytes that PHP has ever taken of its memory, its own data included; the room kept for C's stack does not count. */
export function memoryUsed(machine: Machine): number {
  return memoryTop(machine) - STACK_BYTES;
}

/** The end of what was ever in use. */
export function memoryTop(machine: Machine): number {
  const pointer = machine.exports.emscripten_get_sbrk_ptr();
  return new Uint32Array(machine.exports.memory.buffer)[pointer >>> 2]!;
}

/** Where PHP is at work, or was when it was ended. */
export function whereabouts(machine: Machine): { file: string; line: number } {
  return { file: textAt(machine, machine.exports.zend_get_executed_filename()), line: machine.exports.zend_get_executed_lineno() };
}

function evaluate(machine: Machine, code: string): void {
  const bytes = new TextEncoder().encode(`${code}\0startup\0`);
  const pointer = machine.exports.malloc(bytes.length);
  new Uint8Array(machine.exports.memory.buffer).set(bytes, pointer);
  const length = bytes.length - 'startup'.length - 2;
  machine.exports.zend_eval_stringl(pointer, length, 0, pointer + length + 1);
  machine.exports.free(pointer);
}

/** Text that ends in a zero byte. */
function textAt(machine: Machine, pointer: number): string {
  const memory = new Uint8Array(machine.exports.memory.buffer);
  return new TextDecoder().decode(memory.slice(pointer, memory.indexOf(0, pointer)));
}

/** A zend_string: counts and a hash (16 bytes), the length, the bytes. */
function stringAt(machine: Machine, pointer: number): string {
  if (pointer === 0) return '';
  const { buffer } = machine.exports.memory;
  const length = new DataView(buffer).getUint32(pointer + 16, true);
  return new TextDecoder().decode(new Uint8Array(buffer).slice(pointer + 20, pointer + 20 + length));
}

/** Functions of JavaScript cannot stand in a table; one that a module imports and exports again can. Takes four i32, returns nothing. */
function asWasmFunction(work: (...args: [number, number, number, number]) => void): unknown {
  const through = Uint8Array.of(
    0, 97, 115, 109, 1, 0, 0, 0,
    1, 8, 1, 0x60, 4, 0x7f, 0x7f, 0x7f, 0x7f, 0,
    2, 7, 1, 1, 101, 1, 102, 0, 0,
    7, 5, 1, 1, 102, 0, 0,
  );
  return new WebAssembly.Instance(new WebAssembly.Module(through), { e: { f: work } }).exports.f;
}
