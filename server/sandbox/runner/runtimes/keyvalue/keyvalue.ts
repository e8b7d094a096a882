import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunnerRequest, RunnerStop } from '../../../messages.ts';
import { openSnapshot, type Snapshot } from '../../isolate.ts';
import type { Listener, Runtime } from '../../runtime.ts';
import { Instance, Run } from './run.ts';

const DEFAULT_MEMORY_MB = 64;

/**
 * Redis commands, one on a line: what a script may hold, and how a second client takes part, stands at the head of inside/script.ts. Every
 * run has a fresh isolate with the engine in it, made from a snapshot; once one has run, the next is made ahead. Every case begins with an
 * empty store, on 1 January 2026, and time passes only when commands let it.
 */
export class KeyValue implements Runtime {
  readonly #folder: string;
  #snapshot: Snapshot | undefined;
  #ahead: Instance | undefined;
  #running: Run | undefined;

  /** `folder` is what server/sandbox/prepare/keyvalue.ts made; nothing is read before it is needed. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  async prepare(): Promise<void> {
    this.#ahead ??= this.#make(DEFAULT_MEMORY_MB);
  }

  async observe(request: RunnerRequest, listener: Listener, begin: () => number): Promise<{ stop: RunnerStop; memoryBytes?: number }> {
    const run = new Run({ instance: this.take(request.limits.memoryMb), request, listener });
    this.#running = run;
    try {
      return await run.observe(begin);
    } finally {
      this.#running = undefined;
      // Nobody waits for this: the end of the run is told first.
      setImmediate(() => {
        run.dispose();
        this.prepare().catch(() => {}); // what cannot be made ahead is made, or fails, with the run that needs it
      });
    }
  }

  stop(): void {
    this.#running?.dispose();
  }

  drop(): void {
    this.#ahead?.dispose();
    this.#ahead = undefined;
    this.#snapshot = undefined;
  }

  /** An isolate that belongs to who takes it from now on: the one made ahead, or a new one. */
  take(memoryMb: number): Instance {
    const ahead = this.#ahead;
    this.#ahead = undefined;
    if (ahead?.memoryMb === memoryMb) return ahead;
    ahead?.dispose();
    return this.#make(memoryMb);
  }

  #make(memoryMb: number): Instance {
    this.#snapshot ??= openSnapshot(new Uint8Array(readFileSync(join(this.#folder, 'engine.snapshot'))));
    return new Instance(this.#snapshot, memoryMb);
  }
}
