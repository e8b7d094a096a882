import { QUEUE_PER_RUNNER } from '../contract/limits.ts';
import type { RunOutcome, RunRequest } from '../contract/observation.ts';
import type { RunOptions, Sandbox } from '../contract/sandbox.ts';
import { SandboxBusy } from '../errors.ts';
import { Pool } from './pool.ts';
import { prepareRunners } from './prepare.ts';
import { FairQueue } from './queue.ts';

interface WaitingRun {
  request: RunRequest;
  options: RunOptions;
  resolve: (outcome: RunOutcome) => void;
  reject: (error: unknown) => void;
  leave: () => void;
}

/**
 * Opens the door to `runners` runner processes. Resolves as soon as a first one is ready, or when a start failed: `ready()` then
 * says why, and runs are refused with SandboxBusy until one starts.
 */
export async function openSandbox(options: { runners: number; prepare?: typeof prepareRunners }): Promise<RunnerSandbox> {
  const sandbox = new RunnerSandbox(options.runners, options.prepare ?? prepareRunners);
  await sandbox.open();
  return sandbox;
}

/** Queue and pool joined: a run waits its turn, then has a runner of its own. */
export class RunnerSandbox implements Sandbox {
  readonly #queue: FairQueue<WaitingRun>;
  readonly #pool: Pool;
  #closing: Promise<void> | undefined;
  #onQuiet: (() => void) | undefined;
  /** How long runs take of late, for a sensible Retry-After. */
  #usualMs = 50;

  constructor(runners: number, prepare: typeof prepareRunners) {
    this.#queue = new FairQueue(QUEUE_PER_RUNNER * runners);
    this.#pool = new Pool({ size: runners, prepare: () => prepare(), onFree: () => this.#next() });
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

  run(request: RunRequest, options: RunOptions): Promise<RunOutcome> {
    return new Promise((resolve, reject) => {
      options.signal?.throwIfAborted();
      if (this.#closing) throw new SandboxBusy('The server is stopping; try again in a moment.', 5);
      if (this.#pool.failing) throw noRunner();
      if (this.#queue.full) throw new SandboxBusy('Many people are running programs right now; try again in a moment.', this.#retryAfter());
      const waiting: WaitingRun = { request, options, resolve, reject, leave: () => {} };
      const leave = (): void => {
        if (this.#queue.remove(options.owner, waiting)) reject(options.signal?.reason);
      };
      options.signal?.addEventListener('abort', leave);
      waiting.leave = () => options.signal?.removeEventListener('abort', leave);
      this.#queue.add(options.owner, waiting);
      this.#next();
      if (this.#queue.size > 0) this.#tellPositions(waiting);
    });
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
      reject(error);
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

function noRunner(): SandboxBusy {
  return new SandboxBusy('Programs cannot run at the moment; try again in a moment.', 5);
}
