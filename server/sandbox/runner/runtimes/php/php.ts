import type { RunnerRequest, RunnerStop } from '../../../messages.ts';
import type { Listener, Runtime } from '../../runtime.ts';
import { Instance, readPrepared, type Prepared } from './instance.ts';
import { Run } from './run.ts';
import type { Kind } from './settings.ts';

const DEFAULT_MEMORY_MB = 192;

/** PHP: every run in an instance of its own, started ahead of time. */
export class Php implements Runtime {
  readonly #folder: string;
  #prepared: Prepared | undefined;
  #ahead: Instance | undefined;
  #running: Run | undefined;
  #lastKind: Kind = 'cli';

  /** `folder` is what server/sandbox/prepare/php.ts made; nothing is read before it is needed. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  async prepare(): Promise<void> {
    this.#ahead ??= await this.#make(this.#lastKind, DEFAULT_MEMORY_MB);
  }

  async observe(request: RunnerRequest, listener: Listener, begin: () => number): Promise<{ stop: RunnerStop; memoryBytes?: number }> {
    const kind = request.inputs[0]?.kind === 'http' ? 'web' : 'cli';
    this.#lastKind = kind;
    const make = (): Promise<Instance> => this.#make(kind, request.limits.memoryMb);
    const run = new Run({ instance: this.#take(kind, request.limits.memoryMb) ?? await make(), make, request, listener });
    this.#running = run;
    try {
      return await run.observe(begin);
    } finally {
      this.#running = undefined;
      setImmediate(() => run.dispose()); // freeing it takes 3 ms, which nobody need wait for
    }
  }

  stop(): void {
    this.#running?.dispose();
  }

  drop(): void {
    this.#ahead?.dispose();
    this.#ahead = undefined;
    this.#prepared = undefined;
  }

  #take(kind: Kind, memoryMb: number): Instance | undefined {
    const ahead = this.#ahead;
    this.#ahead = undefined;
    if (ahead?.kind === kind && ahead.memoryMb === memoryMb) return ahead;
    ahead?.dispose();
    return undefined;
  }

  #make(kind: Kind, memoryMb: number): Promise<Instance> {
    this.#prepared ??= readPrepared(this.#folder);
    return Instance.make(kind, memoryMb, this.#prepared);
  }
}
