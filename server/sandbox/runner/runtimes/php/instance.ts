import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { callback, compiledAhead, evaluateNow, give, giveModule, Harness, Isolate, type CompiledAhead } from '../../isolate.ts';
import { randomText } from '../../randomness.ts';
import { ini, sapis, type Kind } from './settings.ts';

/** What is prepared for PHP (server/sandbox/prepare/php.ts), read and compiled once per process. */
export interface Prepared {
  inside: string;
  ahead: CompiledAhead;
  module: WebAssembly.Module;
  /** Our own PHP, by the name of its file. */
  php: Record<string, string>;
}

const PHP_FILES = ['program', 'readline', 'request', 'tests', 'values'];

const INSIDE = 'groundwork:php';
/** V8's own heap, beside PHP's memory: the harness, and the files that a program writes. */
const HEAP_MB = 128;
const MB = 1024 * 1024;

export function readPrepared(folder: string): Prepared {
  const text = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const inside = text('inside.js');
  const module = new WebAssembly.Module(new Uint8Array(readFileSync(join(folder, 'php.wasm'))));
  return { inside, ahead: compiledAhead(inside, INSIDE), module, php: Object.fromEntries(PHP_FILES.map((name) => [name, text(`${name}.php`)])) };
}

type HarnessFunction = 'boot' | 'load' | 'keep' | 'rewind' | 'program' | 'calls' | 'request' | 'leftBehind' | 'memory';

/** One PHP in an isolate, started and waiting for what it shall run. */
export class Instance {
  readonly kind: Kind;
  readonly memoryMb: number;
  readonly isolate: Isolate;
  readonly harness: Harness<HarnessFunction>;
  /** Gets what the harness tells. */
  take: (kind: string, text: string) => void = () => {};

  private constructor(kind: Kind, memoryMb: number, prepared: Prepared) {
    this.kind = kind;
    this.memoryMb = memoryMb;
    this.isolate = new Isolate({ memoryMb: HEAP_MB });
    const context = this.isolate.openContext();
    give(context, 'groundworkTake', callback((name, text) => this.take(name!, text!), { wait: false }));
    give(context, 'groundworkAsk', callback((question, detail) => (
      question === 'random' ? randomText(detail!) : ''), { wait: true }));
    giveModule(context, 'groundworkModule', prepared.module);
    const inside = this.isolate.compileAgain(prepared.inside, INSIDE, prepared.ahead);
    evaluateNow(inside, context, () => inside);
    this.harness = new Harness(context, 'groundwork');
  }

  /** Throws when the process has no memory left for one. */
  static async make(kind: Kind, memoryMb: number, prepared: Prepared): Promise<Instance> {
    const instance = new Instance(kind, memoryMb, prepared);
    try {
      await instance.harness.settled('boot', [JSON.stringify({ ini: ini(kind, memoryMb), sapi: sapis[kind], mostBytes: memoryMb * MB, php: prepared.php })]);
      return instance;
    } catch (error) {
      instance.dispose();
      throw error;
    }
  }

  dispose(): void {
    this.isolate.dispose();
  }
}
