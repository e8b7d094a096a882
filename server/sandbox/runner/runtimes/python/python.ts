import type { RunnerRequest, RunnerStop } from '../../../messages.ts';
import type { Listener, Runtime } from '../../runtime.ts';
import { Instance, readParts, type Parts } from './instance.ts';
import { Run } from './run.ts';

/** Python: CPython as WebAssembly, in an isolate of its own for every run, started from the memory of an interpreter that has loaded everything. */
export class Python implements Runtime {
  readonly #folder: string;
  #parts: Parts | undefined;
  #ahead: Instance | undefined;
  #over: Instance[] = [];
  #running: Run | undefined;

  /** `folder` holds what prepare/python.ts made; it is read when Python is first needed. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  async prepare(): Promise<void> {
    this.#free();
    this.#ahead ??= this.#make();
  }

  async observe(request: RunnerRequest, listener: Listener, begin: () => number): Promise<{ stop: RunnerStop; memoryBytes?: number }> {
    const instance = this.#ahead ?? this.#make();
    this.#ahead = undefined;
    const run = new Run({ instance, request, listener, begin });
    this.#running = run;
    try {
      return await run.observe();
    } finally {
      this.#running = undefined;
      this.#over.push(instance);
    }
  }

  stop(): void {
    this.#running?.dispose();
  }

  drop(): void {
    this.#free();
    this.#ahead?.dispose();
    this.#ahead = undefined;
    this.#parts = undefined;
  }

  #make(): Instance {
    this.#parts ??= readParts(this.#folder);
    return new Instance(this.#parts);
  }

  #free(): void {
    for (const instance of this.#over) instance.dispose();
    this.#over = [];
  }
}
