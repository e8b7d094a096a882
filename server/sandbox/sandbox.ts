import { totalmem } from 'node:os';
import { QUEUE_PER_RUNNER } from '../contract/limits.ts';
import type { RunOutcome, RunRequest } from '../contract/observation.ts';
import type { RunOptions, Sandbox, SandboxStats } from '../contract/sandbox.ts';
import type { Runtime } from '../contract/runtimes.ts';
import { SandboxBusy } from '../errors.ts';
import { AheadPlan } from './ahead.ts';
import { NoRunner, Pool, RUNS_PER_RUNNER, type RunnerEnd } from './pool.ts';
import { prepareRunners } from './prepare/prepare.ts';
import { FairQueue } from './queue.ts';
import { findWrap, type Wrap } from './wrap.ts';

interface WaitingRun {
  request: RunRequest;
  options: RunOptions;
  resolve: (outcome: RunOutcome) => void;
  reject: (error: unknown) => void;
  leave: () => void;
}

export interface SandboxOptions {
  runners: number;
  prepare?: typeof prepareRunners;
  /** The program that wraps runners, or false to go without; it is used only when it proves to work here. */
  bubblewrap?: string | false;
  /** What instances made ahead may take in all runners together, in MB; an eighth of the machine's memory, and at most 512, unless given. */
  aheadMb?: number | undefined;
  /** After how many runs a runner is replaced. */
  runsPerRunner?: number;
  /** Told of every runner that ended, with its last words; for the log. */
  onRunnerEnd?: (end: RunnerEnd) => void;
}

/** The walls around a runner, beside the isolate in it. `why` says how it is known, or what is in the way. */
export interface Isolation { permissionModel: true; bubblewrap: { used: boolean; why: string } }

/**
 * Opens the door to `runners` runner processes. Resolves as soon as a first one is ready, or when a start failed: `ready()` then
 * says why, and runs are refused with SandboxBusy until one starts.
 */
export async function openSandbox({ bubblewrap, ...options }: SandboxOptions): Promise<RunnerSandbox> {
  const wrap: Wrap = bubblewrap === false ? { used: false, why: 'It is switched off.' } : await findWrap(bubblewrap);
  const sandbox = new RunnerSandbox(options, wrap);
  await sandbox.open();
  return sandbox;
}

/** Queue and pool joined: a run waits its turn, then has a runner of its own. */
export class RunnerSandbox implements Sandbox {
  readonly #queue: FairQueue<WaitingRun>;
  readonly #pool: Pool;
  readonly #wrap: Wrap;
  #closing: Promise<void> | undefined;
  #onQuiet: (() => void) | undefined;
  /** How long runs take of late, for a sensible Retry-After. */
  #usualMs = 50;

  constructor({ runners, prepare = prepareRunners, aheadMb = aheadBudget(), runsPerRunner = RUNS_PER_RUNNER, onRunnerEnd }: SandboxOptions, wrap: Wrap) {
    this.#wrap = wrap;
    this.#queue = new FairQueue(QUEUE_PER_RUNNER * runners);
    this.#pool = new Pool({ size: runners, runsPerRunner, prepare: () => prepare(), wrap, ahead: new AheadPlan({ budgetMb: aheadMb }), onFree: () => this.#next(), onEnd: (end) => onRunnerEnd?.(end) });
  }

  open(): Promise<void> {
    return this.#pool.open();
  }

  get busy(): number {
    return this.#pool.busy;
  }

  get queued(): number {
    return this.#queue.size;
  }

  /** Process ids of the runners; for tests and metrics. */
  get pids(): number[] {
    return this.#pool.pids;
  }

  ready(): { ok: true } | { ok: false; why: string } {
    const why = this.#closing ? 'The server is stopping.' : this.#pool.trouble;
    return why === undefined ? { ok: true } : { ok: false, why };
  }

  isolation(): Isolation {
    return { permissionModel: true, bubblewrap: this.#wrap.used ? { used: true, why: 'A runner started inside it.' } : { used: false, why: this.#wrap.why } };
  }

  stats(): SandboxStats {
    return { ...this.#pool.stats, bubblewrap: this.#wrap.used ? { used: true } : { used: false, why: this.#wrap.why } };
  }

  /** Says that runs of these are to be reckoned with: instances are made ahead, as if each had just been used. */
  expect(runtimes: Iterable<Runtime>): void {
    this.#pool.expect(runtimes);
  }

  run(request: RunRequest, options: RunOptions): Promise<RunOutcome> {
    return new Promise((resolve, reject) => {
      options.signal?.throwIfAborted();
      if (this.#closing) throw new SandboxBusy('The server is stopping; try again in a moment.', 5);
      if (this.#pool.failing) throw noRunner();
      const waiting: WaitingRun = { request, options, resolve, reject, leave: () => {} };
      const leave = (): void => {
        if (this.#queue.remove(options.owner, waiting)) reject(options.signal?.reason);
      };
      options.signal?.addEventListener('abort', leave);
      waiting.leave = () => options.signal?.removeEventListener('abort', leave);
      this.#queue.add(options.owner, waiting);
      this.#next();
      this.#makeRoom();
      if (this.#queue.size > 0) this.#tellPositions(waiting);
    });
  }

  #makeRoom(): void {
    for (let left = this.#queue.overflow(); left; left = this.#queue.overflow()) {
      const others = this.#queue.waitingOf(left.owner) > 0;
      const why = others ? 'More of your programs are waiting than there is room for' : 'Many people are running programs right now';
      left.item.leave();
      left.item.reject(new SandboxBusy(`${why}; try again in a moment.`, this.#retryAfter()));
    }
  }

  #tellPositions(only?: WaitingRun): void {
    for (const [waiting, position] of this.#queue.positions()) {
      if (!only || only === waiting) waiting.options.onEvent?.({ type: 'queued', position });
    }
  }

  #next(): void {
    if (this.#pool.failing) {
      for (const { reject, leave } of this.#queue.clear()) {
        leave();
        reject(noRunner());
      }
    }
    let moved = false;
    while (this.#pool.free) {
      const waiting = this.#queue.take();
      if (!waiting) break;
      moved = true;
      void this.#begin(waiting);
    }
    if (moved && this.#queue.size > 0) this.#tellPositions();
    if (this.busy === 0) this.#onQuiet?.();
  }

  async #begin({ request, options, resolve, reject, leave }: WaitingRun): Promise<void> {
    leave();
    options.onEvent?.({ type: 'started' });
    try {
      const outcome = await this.#pool.run(request, { signal: options.signal, onEvent: options.onEvent });
      this.#usualMs += (outcome.durationMs - this.#usualMs) / 10;
      if (options.signal?.aborted) reject(options.signal.reason);
      else resolve(outcome);
    } catch (error) {
      reject(error instanceof NoRunner ? noRunner() : error);
    } finally {
      this.#queue.ended(options.owner);
      this.#next();
    }
  }

  #retryAfter(): number {
    return Math.max(1, Math.ceil((this.#queue.size * this.#usualMs) / 1000));
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await Promise.resolve(); // so that #closing is set before anything asks
    for (const { reject, leave } of this.#queue.clear()) {
      leave();
      reject(new SandboxBusy('The server is stopping; try again in a moment.', 5));
    }
    if (this.busy > 0) await new Promise<void>((resolve) => (this.#onQuiet = resolve));
    await this.#pool.close();
  }
}

function aheadBudget(): number {
  const bytes = process.constrainedMemory();
  return Math.min(512, Math.min(totalmem(), bytes > 0 ? bytes : Infinity) / 8 / 1024 / 1024);
}

function noRunner(): SandboxBusy {
  return new SandboxBusy('Programs cannot run at the moment; try again in a moment.', 5);
}
