import type { RunEvent, RunOutcome, RunRequest, Stop } from '../contract/observation.ts';
import type { Runtime } from '../contract/runtimes.ts';
import type { SandboxStats } from '../contract/sandbox.ts';
import { needsOf, sizeOf, suitable, type AheadPlan } from './ahead.ts';
import type { Prepared } from './prepare/prepare.ts';
import { RunnerProcess, type EndCause } from './runner-process.ts';
import type { Wrap } from './wrap.ts';

/** After that many runs a runner is replaced, so that whatever little it leaks never adds up. */
export const RUNS_PER_RUNNER = 5_000;
/** Resident memory above which an idle runner is replaced, beside what its instances made ahead and their compiled languages take. */
const RETIRE_ABOVE_MB = 400;
/** How often it is looked at whether something made ahead is still worth its memory. */
const REVIEW_MS = 30_000;
/** How a run ends whose owner went away; nobody reads it. */
const ABORTED: Stop = { reason: 'crashed', message: 'The run was cancelled.' };
/** Pauses between starts that fail: doubled each time. */
const BACK_OFF_MS = { first: 200, longest: 10_000 };
/** How many runners may be lost under a run that none of them took up. */
const RUNNERS_PER_RUN = 5;

/** A runner that is no more, for the log. */
export interface RunnerEnd {
  pid: number | undefined;
  cause: EndCause;
  runs: number;
  /** What the process wrote to its stderr last, such as V8's own words; no learner's output. */
  words: string;
}

/** Nothing can take a run now. */
export class NoRunner extends Error {}

export interface PoolOptions {
  size: number;
  runsPerRunner: number;
  prepare: () => Promise<Prepared>;
  wrap: Wrap;
  ahead: AheadPlan;
  /** A runner has become free, or none can be had. */
  onFree: () => void;
  onEnd: (end: RunnerEnd) => void;
}

type RunEars = { signal?: AbortSignal | undefined; onEvent?: ((event: RunEvent) => void) | undefined };

/**
 * Keeps `size` runners at work and one more ready ahead, so that a killed one is replaced at once.
 *
 *   start ──▶ idle ⇄ busy        a runner that died or is worn leaves; another is started
 *     └─fails─▶ pause, longer each time; meanwhile, with no runner left, runs are refused
 */
export class Pool {
  readonly #options: PoolOptions;
  readonly #all = new Set<RunnerProcess>();
  #idle: RunnerProcess[] = [];
  /** Runs that lost their runner before it took them up. */
  #bereft: { resolve: (runner: RunnerProcess) => void; reject: (error: NoRunner) => void }[] = [];
  #busy = 0;
  #working = 0;
  #starting = 0;
  #failures = 0;
  #useless = 0;
  /** Counts up with every start that failed: those under way together count once. */
  #round = 0;
  #why: string | undefined = 'The runners are starting.';
  #closed = false;
  #pause: NodeJS.Timeout | undefined;
  readonly #review = setInterval(() => this.#planAhead(), REVIEW_MS).unref();
  readonly #counted = { starts: 0, failedStarts: 0, startMs: undefined as number | undefined, replaced: {} as Record<string, number>, ahead: {} as SandboxStats['ahead'] };

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  get busy(): number {
    return this.#busy;
  }

  /** A runner can take a run now. */
  get free(): boolean {
    return this.#busy < this.#options.size && this.#idle.length > 0;
  }

  /** Why no runner can be had, when that is so. */
  get trouble(): string | undefined {
    return this.#idle.length + this.#working > 0 ? undefined : this.#why;
  }

  /** Starts fail, and nothing is left that could take a run. Once runners have been up, a single failure is tried again at once. */
  get failing(): boolean {
    return this.#failures > this.#forgiven && this.#idle.length + this.#working === 0;
  }

  /** That many runners in a row that end before they have finished a run count as starts that fail: whatever took all at once may do so, and once more. */
  get #allTwice(): number {
    return 2 * (this.#options.size + 1);
  }

  get #forgiven(): number {
    return this.#counted.starts > 0 ? 1 : 0;
  }

  /** Process ids of the runners; for tests and metrics. */
  get pids(): number[] {
    return [...this.#all].flatMap((runner) => runner.pid ?? []);
  }

  get stats(): Omit<SandboxStats, 'bubblewrap'> {
    const { starts, failedStarts, startMs, replaced, ahead } = this.#counted;
    return { starts, failedStarts, ...(startMs === undefined ? {} : { startMs }), replaced: { ...replaced }, ahead: structuredClone(ahead), memoryMb: [...this.#all].map(({ memoryMb }) => memoryMb) };
  }

  /** Starts what is missing. Resolves when a first runner is ready or a start has failed. */
  async open(): Promise<void> {
    await Promise.race(this.#fill());
  }

  #fill(): Promise<void>[] {
    const starts: Promise<void>[] = [];
    while (!this.#closed && !this.#pause && this.#idle.length + this.#working + this.#starting < this.#options.size + 1) starts.push(this.#start());
    return starts;
  }

  async #start(): Promise<void> {
    this.#starting += 1;
    const round = this.#round;
    try {
      const prepared = await this.#options.prepare();
      if (this.#closed) return;
      const since = performance.now();
      const runner = new RunnerProcess(prepared, this.#options.wrap);
      this.#all.add(runner);
      runner.onAhead = (failed) => {
        if (failed) this.#options.ahead.failed(failed);
        this.#planAhead();
      };
      void runner.exited.then(() => this.#gone(runner));
      await runner.ready;
      this.#counted.starts += 1;
      this.#counted.startMs = performance.now() - since;
      this.#why = 'The runners are being restarted.';
      this.#offer(runner);
    } catch (error) {
      if (this.#closed) return;
      this.#counted.failedStarts += 1;
      if (this.#counts(round)) this.#backOff(`No runner can start: ${firstLine(error instanceof Error ? error.message : String(error))}`);
    } finally {
      this.#starting -= 1;
      this.#fill();
      if (!this.#closed) this.#options.onFree();
    }
  }

  /** Whether what befell something begun in `round` is news: what took it may have taken all that were there. */
  #counts(round: number): boolean {
    if (round !== this.#round) return false;
    this.#round += 1;
    return true;
  }

  #backOff(why: string): void {
    this.#why = why;
    if (this.#closed || this.#pause) return;
    this.#failures += 1;
    const inARow = this.#failures - this.#forgiven + Math.max(0, this.#useless - this.#allTwice);
    if (inARow <= 0) return; // #start fills up when it has ended
    const wait = Math.min(BACK_OFF_MS.first * 2 ** (inARow - 1), BACK_OFF_MS.longest);
    this.#pause = setTimeout(() => {
      this.#pause = undefined;
      this.#fill();
    }, wait);
    if (!this.failing) return;
    for (const { reject } of this.#bereft.splice(0)) reject(new NoRunner(why));
  }

  #gone(runner: RunnerProcess): void {
    this.#all.delete(runner);
    this.#idle = this.#idle.filter((other) => other !== runner);
    const cause = runner.cause ?? 'idle';
    if (cause !== 'closed' && cause !== 'not-started') this.#counted.replaced[cause] = (this.#counted.replaced[cause] ?? 0) + 1;
    this.#options.onEnd({ pid: runner.pid, cause, runs: runner.runs, words: lastWords(runner.diagnosis) });
    if (cause === 'idle') {
      this.#useless += 1;
      if (this.#useless >= this.#allTwice && runner.runs === 0) this.#backOff(`Runners end before they have finished a run: ${firstLine(runner.diagnosis)}`);
    }
    this.#fill();
    if (!this.#closed) this.#options.onFree();
  }

  /** Runs on a free runner; call only when one is `free`. Throws NoRunner when its runner was lost and none can be had. */
  async run(request: RunRequest, ears: RunEars): Promise<RunOutcome> {
    this.#busy += 1;
    try {
      for (let lost = 0; lost < RUNNERS_PER_RUN; lost += 1) {
        const outcome = await this.#tryRun(this.#take(needsOf(request)) ?? await this.#another(), request, ears);
        if (outcome) {
          this.#useless = this.#failures = 0; // that a runner was ready proves less: it may have ended at once
          return outcome;
        }
      }
      throw new NoRunner('One runner after the other ended before it took the run up.');
    } finally {
      this.#busy -= 1;
      this.#fill();
      this.#options.onFree();
    }
  }

  expect(runtimes: Iterable<Runtime>): void {
    for (const runtime of runtimes) this.#options.ahead.used(runtime);
    this.#planAhead();
  }

  #take(needs: Runtime[]): RunnerProcess | undefined {
    const runner = suitable(this.#idle, needs);
    this.#idle = this.#idle.filter((other) => other !== runner);
    for (const runtime of needs) {
      this.#options.ahead.used(runtime);
      if (!runner) continue;
      const counted = (this.#counted.ahead[runtime] ??= { ready: 0, made: 0 });
      counted[runner.ahead.has(runtime) ? 'ready' : 'made'] += 1;
    }
    return runner;
  }

  /** One step at a time, so that what is made ahead never keeps all cores from those who wait. */
  #planAhead(): void {
    if (this.#closed || [...this.#all].some(({ preparing }) => preparing)) return;
    const holders = [...this.#all].map((runner) => ({ runner, idle: this.#idle.includes(runner), ahead: runner.ahead }));
    for (let step = this.#options.ahead.next(holders); step; step = this.#options.ahead.next(holders)) {
      step.holder.runner[step.order](step.runtime);
      if (step.order === 'prepare') return;
    }
  }

  /** Undefined when the runner turned out to be gone before it began. */
  async #tryRun(runner: RunnerProcess, request: RunRequest, { signal, onEvent }: RunEars): Promise<RunOutcome | undefined> {
    if (!runner.alive) return undefined;
    const abort = (): void => runner.kill(ABORTED, 'cancelled');
    signal?.addEventListener('abort', abort);
    this.#working += 1;
    try {
      return await runner.run(request, onEvent);
    } finally {
      this.#working -= 1;
      signal?.removeEventListener('abort', abort);
      this.#giveBack(runner);
    }
  }

  /** Waits until a runner is there for a run whose own was lost. */
  #another(): Promise<RunnerProcess> {
    this.#fill();
    return new Promise((resolve, reject) => {
      if (this.failing || this.#closed) reject(new NoRunner(this.#why));
      else this.#bereft.push({ resolve, reject });
    });
  }

  #offer(runner: RunnerProcess): void {
    const bereft = this.#bereft.shift();
    if (bereft) bereft.resolve(runner);
    else this.#idle.push(runner);
    this.#planAhead();
  }

  #giveBack(runner: RunnerProcess): void {
    if (!runner.alive || this.#closed) return;
    if (runner.runs >= this.#options.runsPerRunner) void runner.end('worn');
    else if (runner.memoryMb > RETIRE_ABOVE_MB + [...runner.opened].reduce((sum, runtime) => sum + 2 * sizeOf(runtime), 0)) void runner.end('large');
    else this.#offer(runner);
  }

  /** Ends every runner; call when none is busy any more. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#why = 'The server is stopping.';
    clearTimeout(this.#pause);
    clearInterval(this.#review);
    this.#idle = [];
    for (const { reject } of this.#bereft.splice(0)) reject(new NoRunner(this.#why));
    await Promise.all([...this.#all].map((runner) => runner.end('closed')));
  }
}

/** V8 may follow its own words by a stack with the learner's names in it; that part is left out. */
function lastWords(stderr: string): string {
  return stderr.replace(/<--- JS stacktrace[\s\S]*/, '').trim().slice(-2_000);
}

function firstLine(text: string): string {
  const lines = text.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  return lines.find((line) => line.includes('Error')) ?? lines[0] ?? 'it did not say why';
}
