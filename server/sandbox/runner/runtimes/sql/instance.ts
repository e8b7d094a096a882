import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { callback, compiledAhead, evaluateNow, give, giveModule, giveShared, Harness, Isolate, type CompiledAhead } from '../../isolate.ts';
import { randomText } from '../../randomness.ts';

/** What is prepared for SQL (server/sandbox/prepare/sql.ts), read and compiled once per process. */
export interface Prepared {
  inside: string;
  ahead: CompiledAhead;
  postgres: WebAssembly.Module;
  libraries: { name: string; bytes: number; module: WebAssembly.Module }[];
  /** As JSON: where each file stands within `bytes`. */
  list: string;
  bytes: SharedArrayBuffer;
}

const INSIDE = 'groundwork:sql';
/** Libraries that Postgres may load, and has loaded before a run begins. */
const LIBRARIES = ['plpgsql', 'dict_snowball'];
/** V8's own heap, beside Postgres's memory: results, and the files that statements write, which are bounded for themselves. */
const HEAP_MB = 512;
/** What Postgres's memory can ever grow to: the ceiling of contract/limits.ts. A run sets its own limit below that. */
const MOST_MB = 256;

type FileList = { files: [path: string, mode: number, start: number, length: number][] };

export function readPrepared(folder: string): Prepared {
  const inside = readFileSync(join(folder, 'inside.js'), 'utf8');
  const list = readFileSync(join(folder, 'files.json'), 'utf8');
  const read = readFileSync(join(folder, 'files.bin'));
  const bytes = new SharedArrayBuffer(read.length);
  new Uint8Array(bytes).set(read);
  const { files } = JSON.parse(list) as FileList;
  const libraries = LIBRARIES.map((name) => {
    const [, , start, length] = files.find(([path]) => path.endsWith(`/${name}.so`))!;
    return { name, bytes: length, module: new WebAssembly.Module(new Uint8Array(read.subarray(start, start + length))) };
  });
  const postgres = new WebAssembly.Module(new Uint8Array(readFileSync(join(folder, 'pglite.wasm'))));
  return { inside, ahead: compiledAhead(inside, INSIDE), postgres, libraries, list, bytes };
}

type HarnessFunction = 'boot' | 'run' | 'open' | 'execute' | 'probe' | 'rewind' | 'memory';

/** One Postgres in an isolate, started and waiting for statements. */
export class Instance {
  readonly isolate: Isolate;
  readonly harness: Harness<HarnessFunction>;
  /** Gets what the harness tells. */
  take: (kind: string, text: string) => void = () => {};

  private constructor(prepared: Prepared) {
    this.isolate = new Isolate({ memoryMb: HEAP_MB });
    const context = this.isolate.openContext();
    give(context, 'groundworkTake', callback((kind, text) => this.take(kind!, text!), { wait: false }));
    give(context, 'groundworkAsk', callback((question, detail) => (
      question === 'random' ? randomText(detail!) : String(performance.now())), { wait: true }));
    giveModule(context, 'groundworkPostgres', prepared.postgres);
    for (const { name, module } of prepared.libraries) giveModule(context, `groundwork_${name}`, module);
    giveShared(context, 'groundworkFiles', prepared.bytes);
    const inside = this.isolate.compileAgain(prepared.inside, INSIDE, prepared.ahead);
    evaluateNow(inside, context, () => inside);
    this.harness = new Harness(context, 'groundwork');
  }

  /** Throws when the process has no memory left for one. */
  static async make(prepared: Prepared): Promise<Instance> {
    const instance = new Instance(prepared);
    try {
      const libraries = Object.fromEntries(prepared.libraries.map(({ name, bytes }) => [name, bytes]));
      await instance.harness.settled('boot', [JSON.stringify({ files: JSON.parse(prepared.list), mostMb: MOST_MB, libraries })]);
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
