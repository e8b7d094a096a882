import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

// Run by prepare/python.ts in a process of its own, with the folder to write to: starts Pyodide's build of CPython once, without Pyodide's
// own bridge to JavaScript, loads what learners use and our harness, and keeps the memory it leaves.

const [, , target] = process.argv;
const HARNESS = join(import.meta.dirname, 'harness');
const PYODIDE = dirname(createRequire(import.meta.url).resolve('pyodide/package.json'));

interface Emscripten {
  FS: { mkdirTree(path: string): void; writeFile(path: string, data: Uint8Array | string): void; readFile(path: string): Uint8Array };
  ENV: Record<string, string>;
  HEAPU8: Uint8Array;
  stringToNewUTF8(text: string): number;
  _PyRun_SimpleString(code: number): number;
  _PyThreadState_Get(): number;
  _PyUnstable_ThreadState_SetStackProtection(thread: number, start: number, size: number): number;
}
type CreateModule = (settings: Record<string, unknown>) => Promise<Emscripten>;

const source = readFileSync(join(PYODIDE, 'pyodide.asm.mjs'), 'utf8');
const { default: createModule } = await import(pathToFileURL(join(PYODIDE, 'pyodide.asm.mjs')).href) as { default: CreateModule };
let exported: WebAssembly.Exports = {};
const wasm = new WebAssembly.Module(readFileSync(join(PYODIDE, 'pyodide.asm.wasm')));

const python = await createModule({
  API: { config: { jsglobals: globalThis, env: {}, args: [], enableRunUntilComplete: false }, runtimeEnv: { IN_NODE: true }, lockFilePromise: Promise.resolve({}) },
  arguments: [],
  thisProgram: 'python',
  preRun: [(module: Emscripten) => {
    module.FS.mkdirTree('/lib/python3.14/site-packages');
    module.FS.mkdirTree('/lib/python3.14/lib-dynload');
    module.FS.writeFile('/lib/python314.zip', readFileSync(join(PYODIDE, 'python_stdlib.zip')));
    module.FS.mkdirTree('/home/learner');
    module.FS.mkdirTree('/app');
    module.FS.mkdirTree('/groundwork');
    for (const name of readdirSync(HARNESS).filter((name) => name.endsWith('.py'))) module.FS.writeFile(`/groundwork/${name}`, readFileSync(join(HARNESS, name)));
    Object.assign(module.ENV, { HOME: '/home/learner', USER: 'learner', LOGNAME: 'learner', PATH: '/', LANG: 'C.UTF-8', TZ: 'UTC', PYTHONHASHSEED: '0', PYTHONINSPECT: '1', PYTHONDONTWRITEBYTECODE: '1', PYTHONNOUSERSITE: '1' });
  }],
  instantiateWasm: (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void) => {
    // What the bridge asks about errors of JavaScript: there are none.
    const nothing = Symbol('nothing');
    const zone = (_offset: number, _daylight: number, ...names: number[]): void => {
      for (const at of names) new Uint8Array((exported.memory as WebAssembly.Memory).buffer).set(Buffer.from('UTC\0'), at);
    };
    Object.assign(imports.env!, { Jsv_GetError_import: () => nothing, JsvError_Check: (value: unknown) => value === nothing, _tzset_js: zone });
    const instance = new WebAssembly.Instance(wasm, imports);
    exported = instance.exports;
    done(instance, wasm);
    return {};
  },
});

/**
 * How much of its own stack the interpreter may use before it raises a RecursionError. V8's stack, which grows alongside, is the shorter one:
 * comparing nested lists fills it when 511 KiB of the interpreter's are in use (measured), and a full one ends the interpreter.
 */
const STACK_BYTES = 448 * 1024;
const { __stack_pointer: stackPointer } = exported;
const stackTop = (stackPointer as WebAssembly.Global).value as number;
const { _PyThreadState_Get: currentThread, _PyUnstable_ThreadState_SetStackProtection: protectStack, _PyRun_SimpleString: runText } = python;
const thread = currentThread();
protectStack(thread, stackTop - STACK_BYTES, STACK_BYTES);

run("import sys; sys.path.insert(0, '/groundwork'); import settle; settle.settle()");
const memory = forget(python.HEAPU8.slice());
run("import sys; sys.path.insert(0, '/groundwork'); import library; library.write('/groundwork/library.zip')");

const found = JSON.parse(new TextDecoder().decode(python.FS.readFile('/groundwork/made.json'))) as { entry: number; version: string };
writeFileSync(join(target!, 'python.wasm'), readFileSync(join(PYODIDE, 'pyodide.asm.wasm')));
writeFileSync(join(target!, 'memory.bin'), lastUsed(memory));
writeFileSync(join(target!, 'library.zip'), python.FS.readFile('/groundwork/library.zip'));
writeFileSync(join(target!, 'trampoline.wasm'), trampoline());
writeFileSync(join(target!, 'made.json'), JSON.stringify({ ...found, stackPointer: stackTop, thread }));
process.exit(0);

function run(code: string): void {
  if (runText(python.stringToNewUTF8(code)) !== 0) throw new Error(`this failed in Python: ${code}`);
}

/** Takes modules out of the table of those built in that lead outside of Python, or at its own memory. */
function forget(heap: Uint8Array): Uint8Array {
  const view = new DataView(heap.buffer);
  const gone = ['_pyodide_core', '_ctypes', '_posixsubprocess', '_interpreters', '_interpqueues', '_interpchannels', '_remote_debugging', '_testinternalcapi', '_testcapi'];
  const name = (at: number): string => {
    const start = view.getUint32(at, true);
    return start === 0 ? '' : Buffer.from(heap.subarray(start, heap.indexOf(0, start))).toString('latin1');
  };
  // PyImport_Inittab: pairs of a name and the function that makes the module, up to a pair of zeros. The interpreter works with a copy.
  const start = view.getUint32((exported.PyImport_Inittab as WebAssembly.Global).value as number, true);
  const pairs = new Map<bigint, string>();
  for (let at = start; name(at) !== ''; at += 8) pairs.set(view.getBigUint64(at, true), name(at));
  const harmless = [...pairs].find(([, module]) => module === 'errno')?.[0];
  const found = new Set<string>();
  if (harmless === undefined) throw new Error('no table of built-in modules where it was expected');
  for (let at = 0; at + 8 <= heap.length; at += 4) {
    const module = pairs.get(view.getBigUint64(at, true));
    if (module === undefined || !gone.includes(module)) continue;
    view.setBigUint64(at, harmless, true);
    found.add(module);
  }
  if (!found.has('_pyodide_core') || !found.has('_ctypes')) throw new Error(`of the modules to forget, only ${[...found].join()} were there`);
  return heap;
}

/** Without the zeros at its end, in whole pages. */
function lastUsed(heap: Uint8Array): Uint8Array {
  let end = heap.length;
  while (end > 0 && heap[end - 1] === 0) end -= 1;
  return heap.subarray(0, Math.ceil(end / 65_536) * 65_536);
}

/** The small module by which CPython calls functions that take fewer arguments than they are given. */
function trampoline(): Uint8Array {
  const hex = /getWasmTrampolineModule\(\)\{return new WebAssembly\.Module\(hexStringToUTF8Array\("([0-9a-f]+)"/.exec(source)?.[1];
  if (!hex) throw new Error('Pyodide has no trampoline where it was expected');
  return Buffer.from(hex, 'hex');
}
