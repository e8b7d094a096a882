import type { RunnerRequest, RunnerStop } from '../../../messages.ts';
import { callback, give, Harness, Isolate, IsolateStopped, type Snapshot } from '../../isolate.ts';
import type { Listener } from '../../runtime.ts';
import type { Answered, RunEnd } from './inside/inside.ts';

/** An isolate with the engine in it, ready for commands. */
export class Instance {
  readonly memoryMb: number;
  readonly isolate: Isolate;
  readonly harness: Harness<'run' | 'openProgram' | 'command'>;
  /** Gets what is printed, and the line of the command that runs. */
  take: (stdout: string, stderr: string, line: number) => void = () => {};
  /** Gets what came of each case, as JSON. */
  end: (answered: string) => void = () => {};

  constructor(snapshot: Snapshot, memoryMb: number) {
    this.memoryMb = memoryMb;
    this.isolate = new Isolate({ snapshot, memoryMb });
    const context = this.isolate.openContext();
    give(context, 'groundworkTake', callback((stdout, stderr, line) => this.take(stdout!, stderr!, Number(line)), { wait: false }));
    give(context, 'groundworkEnd', callback((answered) => this.end(answered!), { wait: false }));
    this.harness = new Harness(context, 'groundwork');
  }

  dispose(): void {
    this.isolate.dispose();
  }
}

interface Settings { instance: Instance; request: RunnerRequest; listener: Listener }

const reasonOf = { output: 'output-limit', memory: 'out-of-memory' } as const;

/** One run. Every case has a store of its own, within the same isolate: scripts are data there, and nothing but the store remembers them. */
export class Run {
  readonly #settings: Settings;
  #deadline = 0;
  #index = 0;
  #caseBegan = 0;
  /** Where the command stands that runs. */
  #line: number | undefined;

  constructor(settings: Settings) {
    this.#settings = settings;
    settings.instance.take = (stdout, stderr, line) => this.#take(stdout, stderr, line);
    settings.instance.end = (answered) => this.#end(JSON.parse(answered) as Answered);
  }

  dispose(): void {
    this.#settings.instance.dispose();
  }

  /** `begin` as in Runtime.observe. */
  async observe(begin: () => number): Promise<{ stop: RunnerStop; memoryBytes?: number }> {
    this.#deadline = begin();
    const stop = await this.#observe();
    const memoryBytes = this.#settings.instance.isolate.memory();
    return { stop, ...(memoryBytes === undefined ? {} : { memoryBytes }) };
  }

  /** All cases in one go: on a busy machine, going to another thread and back takes longer than a case. */
  async #observe(): Promise<RunnerStop> {
    const { request: { inputs, code, limits }, instance, listener } = this.#settings;
    if (!inputs.every(({ kind }) => kind === 'query')) throw new Error('Redis commands can only run cases of the kind query');
    this.#caseBegan = performance.now();
    try {
      const text = await instance.harness.run('run', [JSON.stringify({ inputs, code, room: limits.outputBytes, memoryMb: limits.memoryMb })], this.#left());
      const { stop } = JSON.parse(String(text)) as RunEnd;
      if (listener.full) return this.#stopped('output-limit');
      return stop ? this.#stopped(reasonOf[stop]) : { reason: 'finished' };
    } catch (error) {
      if (listener.full) return this.#stopped('output-limit');
      if (!(error instanceof IsolateStopped)) throw error;
      return this.#stopped(error.reason === 'memory' ? 'out-of-memory' : 'timed-out');
    }
  }

  #stopped(reason: 'timed-out' | 'out-of-memory' | 'output-limit'): RunnerStop {
    return { reason, ...(this.#line === undefined ? {} : { line: this.#line }) };
  }

  #take(stdout: string, stderr: string, line: number): void {
    const { listener } = this.#settings;
    if (stdout !== '') listener.print(this.#index, 'stdout', stdout);
    if (stderr !== '') listener.print(this.#index, 'stderr', stderr);
    if (line > 0) this.#line = line;
    if (listener.full) this.dispose();
  }

  #end(answered: Answered): void {
    if (this.#settings.listener.full) return;
    const now = performance.now();
    this.#settings.listener.observe({ ...answered, index: this.#index, durationMs: now - this.#caseBegan });
    this.#caseBegan = now;
    this.#index += 1;
    this.#line = undefined;
  }

  #left(): number {
    return Math.max(1, Math.ceil(this.#deadline - performance.now()));
  }
}
