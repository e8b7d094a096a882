import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunnerRequest, RunnerStop } from '../../../messages.ts';
import { Isolate, openSnapshot, type Snapshot } from '../../isolate.ts';
import type { Listener, Runtime } from '../../runtime.ts';
import { openRealm } from './realm.ts';
import { type Instance, Run } from './run.ts';

const DEFAULT_MEMORY_MB = 64;

/** Documents: mongosh's manner of writing, on data of the run's own. Every run in a fresh isolate, made from a snapshot ahead of time. */
export class Documents implements Runtime {
  readonly #folder: string;
  #snapshot: Snapshot | undefined;
  #ahead: Instance & { memoryMb: number } | undefined;
  #running: Run | undefined;

  /** `folder` is what server/sandbox/prepare/documents.ts made; nothing is read before it is needed. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  async prepare(): Promise<void> {
    this.#ahead ??= this.#make(DEFAULT_MEMORY_MB);
  }

  async observe(request: RunnerRequest, listener: Listener, begin: () => number): Promise<{ stop: RunnerStop; memoryBytes?: number }> {
    const { memoryMb } = request.limits;
    const run = new Run({ instance: this.#take(memoryMb), make: () => this.#make(memoryMb), request, listener, deadline: begin() });
    this.#running = run;
    try {
      return await run.observe();
    } finally {
      this.#running = undefined;
      // When nobody waits for it any more: the one is freed, and the next is made.
      setImmediate(() => {
        run.dispose();
        if (!this.#running) void this.prepare();
      });
    }
  }

  stop(): void {
    this.#running?.dispose();
  }

  drop(): void {
    this.#ahead?.isolate.dispose();
    this.#ahead = undefined;
    this.#snapshot = undefined;
  }

  #take(memoryMb: number): Instance {
    const ahead = this.#ahead;
    if (ahead?.memoryMb !== memoryMb) return this.#make(memoryMb);
    this.#ahead = undefined;
    return ahead;
  }

  #make(memoryMb: number): Instance & { memoryMb: number } {
    this.#snapshot ??= openSnapshot(new Uint8Array(readFileSync(join(this.#folder, 'documents.snapshot'))));
    const isolate = new Isolate({ snapshot: this.#snapshot, memoryMb });
    return { memoryMb, isolate, realm: openRealm(isolate) };
  }
}
