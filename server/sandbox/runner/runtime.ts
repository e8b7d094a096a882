import type { RunnerObservation, RunnerRequest, RunnerStop } from '../messages.ts';

/** Where a runtime tells what the program does, while it does it. */
export interface Listener {
  /** `index` is the case that was running, -1 outside of any. Throws nothing; past the output limit, `full` becomes true. */
  print(index: number, stream: 'stdout' | 'stderr', text: string): void;
  observe(observation: RunnerObservation): void;
  readonly full: boolean;
}

/**
 * A language as the runner knows it. `prepare` makes an instance ahead of the run that will use it, so that a run only
 * compiles and runs; every run gets an instance of its own, which is disposed of afterwards.
 */
export interface Runtime {
  /** Makes the instance that the next run will probably need, unless it is there already. */
  prepare(): Promise<void>;
  /**
   * Runs every case. Makes an instance first if none is there, then calls `begin` just before learner code is first touched: from
   * then on the clock runs. `begin` returns the deadline (performance.now()), at which the run ends by itself; the parent kills the
   * process if it doesn't.
   */
  observe(request: RunnerRequest, listener: Listener, begin: () => number): Promise<{ stop: RunnerStop; memoryBytes?: number }>;
  /** Stops a run from outside, because memory or output ran over. */
  stop(): void;
  /** Lets go of the instance made ahead and of all that can be made again; nothing runs meanwhile. */
  drop(): void;
}
