import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { callback, giveBytes, giveModule, Harness, Isolate, keepBytes, runScript, type Bytes, type Context } from '../../isolate.ts';
import { randomText } from '../../randomness.ts';

/** V8's own heap in an isolate with Python: our host code and the files a program writes. */
const HEAP_MB = 64;

/** What prepare/python.ts wrote, read and compiled once per runner process. */
export interface Parts {
  python: WebAssembly.Module;
  trampoline: WebAssembly.Module;
  memory: Bytes;
  library: Bytes;
  host: string;
  entry: number;
  stackPointer: number;
  thread: number;
}

export function readParts(folder: string): Parts {
  const file = (name: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(join(folder, name)));
  const { entry, stackPointer, thread } = JSON.parse(readFileSync(join(folder, 'made.json'), 'utf8')) as Pick<Parts, 'entry' | 'stackPointer' | 'thread'>;
  return {
    python: new WebAssembly.Module(file('python.wasm')), trampoline: new WebAssembly.Module(file('trampoline.wasm')),
    memory: keepBytes(file('memory.bin')), library: keepBytes(file('library.zip')), host: readFileSync(join(folder, 'host.js'), 'utf8'),
    entry, stackPointer, thread,
  };
}

type Calls = 'open' | 'begin' | 'put' | 'stdin' | 'rewind' | 'ask' | 'stopped' | 'grown' | 'capped';

/** An isolate with a fresh interpreter in it, which has run nothing yet. */
export class Instance {
  readonly isolate: Isolate;
  readonly harness: Harness<Calls>;
  readonly #parts: Parts;
  readonly #context: Context;
  /** Told what the program prints; set before it runs. */
  onPrint: (stream: 'stdout' | 'stderr', text: string) => void = () => {};

  constructor(parts: Parts) {
    this.#parts = parts;
    this.isolate = new Isolate({ memoryMb: HEAP_MB });
    const context = this.#context = this.isolate.openContext();
    giveModule(context, 'groundworkModule', parts.python);
    giveModule(context, 'groundworkTrampoline', parts.trampoline);
    giveBytes(context, 'groundworkMemory', parts.memory);
    giveBytes(context, 'groundworkLibrary', parts.library);
    runScript(this.isolate, context, parts.host, 'groundwork:python');
    this.harness = new Harness<Calls>(context, '__groundwork');
    const madeAt = performance.now();
    const take = (kind: string, text: string): void => {
      if (kind === 'stdout' || kind === 'stderr') this.onPrint(kind, text);
    };
    const ask = (question: string, detail: string): string => {
      if (question === 'elapsed') return `${performance.now() - madeAt}`;
      if (question === 'random') return randomText(detail);
      const cut = detail.indexOf(' ');
      take(detail.slice(0, cut), detail.slice(cut + 1));
      return '';
    };
    this.harness.call('open', [parts.entry, parts.stackPointer, parts.thread, callback(take, { wait: false }), callback(ask, { wait: true })]);
    context.global.deleteSync('__groundwork');
  }

  /** Puts the interpreter back to how it was when it was new. */
  rewind(): void {
    giveBytes(this.#context, 'groundworkMemory', this.#parts.memory);
    this.harness.call('rewind');
  }

  dispose(): void {
    this.isolate.dispose();
  }
}
