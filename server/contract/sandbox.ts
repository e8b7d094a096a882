import type { Runtime } from './runtimes.ts';
import type { RunEvent, RunOutcome, RunRequest } from './observation.ts';

export interface RunOptions {
  /** Who asked, for fairness between learners: a learner's id or an address. */
  owner: string;
  /** Aborting takes a run out of the queue, or kills its runner. The promise then rejects with the signal's reason. */
  signal?: AbortSignal;
  onEvent?: (event: RunEvent) => void;
}

/** What the runners have been through since the sandbox was opened; for metrics and `npm run doctor`. Counters only grow. */
export interface SandboxStats {
  /** Runner processes that became ready, and attempts that did not. */
  starts: number;
  failedStarts: number;
  /** How long the latest start took until the runner was ready, in ms; undefined before the first. */
  startMs?: number;
  /** Runners that were replaced, by why: a short fixed word each, such as `worn`, `memory`, `deadline`, `crashed`. */
  replaced: Record<string, number>;
  /** Runs of runtimes that take long to open, by whether an instance was ready for them or had to be made. */
  ahead: Partial<Record<Runtime, { ready: number; made: number }>>;
  /** Resident memory of each living runner in MB, as last measured. */
  memoryMb: number[];
  /** Whether runners start inside bubblewrap, and why not when they don't. */
  bubblewrap: { used: true } | { used: false; why: string };
}

/** The door to the runners. Everything a program does comes back as a RunOutcome; only a full queue throws (SandboxBusy). */
export interface Sandbox {
  run(request: RunRequest, options: RunOptions): Promise<RunOutcome>;
  /** Runners at work now, and runs that wait for one. */
  readonly busy: number;
  readonly queued: number;
  ready(): { ok: true } | { ok: false; why: string };
  stats?(): SandboxStats;
  /** Lets running work finish (bounded by the deadlines), refuses new work, ends every runner. */
  close(): Promise<void>;
}
