import type { RunEvent, RunOutcome, RunRequest, Stop } from '../contract/observation.ts';
import type { Prepared } from './prepare.ts';
import { RunnerProcess } from './runner-process.ts';

/** After that many runs a runner is replaced, so that whatever little it leaks never adds up. */
const RUNS_PER_RUNNER = 500;
/** Resident memory above which an idle runner is replaced. */
const RETIRE_ABOVE_MB = 400;
/** How a run ends whose owner went away; nobody reads it. */
const ABORTED: Stop = { reason: 'crashed', message: 'The run was cancelled.' };
/** Pauses between starts that fail: doubled each time. */
const BACK_OFF_MS = { first: 200, longest: 10_000 };

/**
 * Keeps `size` runners at work and one more ready ahead, so that a killed one is replaced at once.
 *
 *   start ──▶ idle ⇄ busy        a runner that died or is worn leaves; another is started
 */
export class Pool {
  readonly #size: number;
  readonly #prepare: () => Promise<Prepared>;
  readonly #onFree: () => void;
  readonly #all = new Set<RunnerProcess>();
  #idle: RunnerProcess[] = [];
  #busy = 0;
  #starting = 0;
  #failures = 0;
  #why: string | undefined = 'The runners are starting.';
  #closed = false;
  #pause: NodeJS.Timeout | undefined;

  constructor(options: { size: number; prepare: () => Promise<Prepared>; onFree: () => void }) {
    this.#size = options.size;
    this.#prepare = options.prepare;
    this.#onFree = options.onFree;
  }

  get busy(): number {
    return this.#busy;
  }

  /** A runner can take a run now. */
  get free(): boolean {
    return this.#busy < this.#size && this.#idle.length > 0;
  }

  /** Why no runner can be had, when that is so. */
  get trouble(): string | undefined {
    return this.#idle.length + this.#busy > 0 ? undefined : this.#why;
  }

  /** The last start failed, and nothing is left that could take a run. */
  get failing(): boolean {
    return this.#failures > 0 && this.#idle.length + this.#busy === 0;
  }

  /** Process ids of the runners; for tests and metrics. */
  get pids(): number[] {
    return [...this.#all].flatMap((runner) => runner.pid ?? []);
  }

  /** Starts what is missing. Resolves when a first runner is ready or a start has failed. */
  async open(): Promise<void> {
    await Promise.race(this.#fill());
  }

  #fill(): Promise<void>[] {
    const starts: Promise<void>[] = [];
    while (!this.#closed && !this.#pause && this.#idle.length + this.#busy + this.#starting < this.#size + 1) starts.push(this.#start());
    return starts;
  }

  async #start(): Promise<void> {
    this.#starting += 1;
    try {
      const prepared = await this.#prepare();
      if (this.#closed) return;
      const runner = new RunnerProcess(prepared);
      this.#all.add(runner);
      void runner.exited.then(() => this.#gone(runner));
      await runner.ready;
      this.#failures = 0;
      this.#why = 'The runners are being restarted.';
      this.#idle.push(runner);
    } catch (error) {
      this.#why = `No runner can start: ${firstLine(error)}`;
      this.#backOff();
    } finally {
      this.#starting -= 1;
      if (!this.#closed) this.#onFree();
    }
  }

  #backOff(): void {
    if (this.#closed || this.#pause) return;
    const wait = Math.min(BACK_OFF_MS.first * 2 ** this.#failures, BACK_OFF_MS.longest);
    this.#failures += 1;
    this.#pause = setTimeout(() => {
      this.#pause = undefined;
      this.#fill();
    }, wait);
  }

  #gone(runner: RunnerProcess): void {
    this.#all.delete(runner);
    this.#idle = this.#idle.filter((other) => other !== runner);
    this.#fill();
  }

  /** Runs on a free runner; call only when one is `free`. */
  async run(request: RunRequest, options: { signal?: AbortSignal | undefined; onEvent?: ((event: RunEvent) => void) | undefined }): Promise<RunOutcome> {
    this.#busy += 1;
    try {
      for (;;) {
        const outcome = await this.#tryRun(this.#idle.shift() ?? await this.#another(), request, options);
        if (outcome) return outcome;
      }
    } finally {
      this.#busy -= 1;
      this.#fill();
      this.#onFree();
    }
  }

  /** Undefined when the runner turned out to be gone before it began. */
  async #tryRun(runner: RunnerProcess, request: RunRequest, options: { signal?: AbortSignal | undefined; onEvent?: ((event: RunEvent) => void) | undefined }): Promise<RunOutcome | undefined> {
    if (!runner.alive) return undefined;
    const abort = (): void => runner.kill(ABORTED);
    options.signal?.addEventListener('abort', abort);
    try {
      return await runner.run(request, options.onEvent);
    } finally {
      options.signal?.removeEventListener('abort', abort);
      this.#giveBack(runner);
    }
  }

  /** Waits until a runner is there for a run whose own was lost. */
  async #another(): Promise<RunnerProcess> {
    for (;;) {
      this.#fill();
      const runner = this.#idle.shift();
      if (runner) return runner;
      await new Promise((resolve) => setTimeout(resolve, 20));
      if (this.#closed) throw new Error('the pool is closed');
    }
  }

  #giveBack(runner: RunnerProcess): void {
    if (runner.alive && !this.#closed) {
      if (runner.runs >= RUNS_PER_RUNNER || runner.memoryMb > RETIRE_ABOVE_MB) void runner.end();
      else this.#idle.push(runner);
    }
  }

  /** Ends every runner; call when none is busy any more. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#why = 'The server is stopping.';
    clearTimeout(this.#pause);
    this.#idle = [];
    await Promise.all([...this.#all].map((runner) => runner.end()));
  }
}

function firstLine(error: unknown): string {
  const lines = `${error instanceof Error ? error.message : error}`.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  return lines.find((line) => line.includes('Error')) ?? lines[0] ?? 'for a reason it did not name';
}
