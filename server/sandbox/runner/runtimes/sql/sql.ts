import type { RunnerRequest, RunnerStop } from '../../../messages.ts';
import type { Listener, Runtime } from '../../runtime.ts';
import { Instance, readPrepared, type Prepared } from './instance.ts';
import { Run } from './run.ts';

/** SQL: every run has a Postgres of its own, started ahead of time. */
export class Sql implements Runtime {
  readonly #folder: string;
  #prepared: Prepared | undefined;
  #ahead: Instance | undefined;
  #running: Run | undefined;

  /** `folder` is what server/sandbox/prepare/sql.ts made; nothing is read before it is needed. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  async prepare(): Promise<void> {
    this.#ahead ??= await this.#make();
  }

  async observe(request: RunnerRequest, listener: Listener, begin: () => number): Promise<{ stop: RunnerStop; memoryBytes?: number }> {
    const run = new Run({ instance: await this.take(), make: () => this.take(), request, listener });
    this.#running = run;
    try {
      return await run.observe(begin);
    } finally {
      this.#running = undefined;
      run.dispose();
    }
  }

  /** An instance that belongs to who takes it from now on: the one made ahead, or a new one. */
  async take(): Promise<Instance> {
    const ahead = this.#ahead;
    this.#ahead = undefined;
    return ahead ?? await this.#make();
  }

  stop(): void {
    this.#running?.dispose();
  }

  drop(): void {
    this.#ahead?.dispose();
    this.#ahead = undefined;
    this.#prepared = undefined;
  }

  #make(): Promise<Instance> {
    this.#prepared ??= readPrepared(this.#folder);
    return Instance.make(this.#prepared);
  }
}
