import type { CaseInput } from '../../../../contract/exercise.ts';
import type { RunnerRequest, RunnerStop } from '../../../messages.ts';
import { IsolateStopped } from '../../isolate.ts';
import type { Listener } from '../../runtime.ts';
import type { CaseEnd } from './inside/inside.ts';
import type { Instance } from './instance.ts';

interface Settings {
  instance: Instance;
  /** Makes another one, when a case has cost the first. */
  make: () => Promise<Instance>;
  request: RunnerRequest;
  listener: Listener;
}

const reasonOf = { output: 'output-limit', memory: 'out-of-memory' } as const;

/** One run. Every case finds the database as it was made: after each, memory and files are put back as they were before the first. */
export class Run {
  readonly #settings: Settings;
  #instance: Instance;
  #deadline = 0;
  #index = -1;
  /** Where the statement begins that runs. */
  #line: number | undefined;
  #room: number;
  #disposed = false;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#instance = settings.instance;
    this.#room = settings.request.limits.outputBytes;
    this.#listen();
  }

  dispose(): void {
    this.#disposed = true;
    this.#instance.dispose();
  }

  /** `begin` as in Runtime.observe. */
  async observe(begin: () => number): Promise<{ stop: RunnerStop; memoryBytes?: number }> {
    this.#deadline = begin();
    const stop = await this.#observe();
    const memoryBytes = this.#instance.isolate.disposed ? undefined : Number(this.#instance.harness.call('memory'));
    return { stop, ...(memoryBytes === undefined ? {} : { memoryBytes }) };
  }

  async #observe(): Promise<RunnerStop> {
    const { inputs } = this.#settings.request;
    let usable = true;
    try {
      for (const [index, input] of inputs.entries()) {
        if (input.kind !== 'query') throw new Error(`SQL cannot run a case of the kind ${input.kind}`);
        if (index > 0 && !(usable && this.#instance.harness.call('rewind'))) await this.#replace();
        this.#index = index;
        this.#line = undefined;
        const end = await this.#case(input);
        if (end.stop) return this.#stopped(reasonOf[end.stop]);
        if (this.#settings.listener.full) return this.#stopped('output-limit');
        this.#room = end.room;
        usable = !end.broken;
      }
      return { reason: 'finished' };
    } catch (error) {
      if (this.#settings.listener.full) return this.#stopped('output-limit');
      if (!(error instanceof IsolateStopped)) throw error;
      return this.#stopped(error.reason === 'memory' ? 'out-of-memory' : 'timed-out');
    }
  }

  #stopped(reason: 'timed-out' | 'out-of-memory' | 'output-limit'): RunnerStop {
    return { reason, ...(this.#line === undefined ? {} : { line: this.#line }) };
  }

  async #case(input: CaseInput & { kind: 'query' }): Promise<CaseEnd> {
    const { code, limits: { memoryMb } } = this.#settings.request;
    const began = performance.now();
    const text = await this.#instance.harness.run('run', [JSON.stringify({ input, code, room: this.#room, memoryMb })], this.#left());
    const end = JSON.parse(String(text)) as CaseEnd;
    const { answered, error } = end;
    if (!end.stop) {
      this.#settings.listener.observe({
        ...(answered ?? { ended: 'answered', results: [], notices: [], attempts: [], ...(error ? { error } : {}) }), index: this.#index, durationMs: performance.now() - began,
      });
    }
    return end;
  }

  async #replace(): Promise<void> {
    this.#instance.dispose();
    const instance = await this.#settings.make();
    if (this.#disposed) instance.dispose();
    this.#instance = instance;
    this.#listen();
  }

  #listen(): void {
    this.#instance.take = (kind, text) => {
      if (kind === 'line') this.#line = Number(text);
      if (kind === 'stdout' || kind === 'stderr') this.#settings.listener.print(this.#index, kind, text);
    };
  }

  #left(): number {
    return Math.max(1, Math.ceil(this.#deadline - performance.now()));
  }
}
