import type { RunEvent, RunOutcome, RunRequest } from './observation.ts';

export interface RunOptions {
  /** Who asked, for fairness between learners: a learner's id or an address. */
  owner: string;
  /** Aborting takes a run out of the queue, or kills its runner. The promise then rejects with the signal's reason. */
  signal?: AbortSignal;
  onEvent?: (event: RunEvent) => void;
}

/** The door to the runners. Everything a program does comes back as a RunOutcome; only a full queue throws (SandboxBusy). */
export interface Sandbox {
  run(request: RunRequest, options: RunOptions): Promise<RunOutcome>;
  /** Runners at work now, and runs that wait for one. */
  readonly busy: number;
  readonly queued: number;
  ready(): { ok: true } | { ok: false; why: string };
  /** Lets running work finish (bounded by the deadlines), refuses new work, ends every runner. */
  close(): Promise<void>;
}
