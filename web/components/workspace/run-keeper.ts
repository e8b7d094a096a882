import type { SubmissionReport } from '../../../server/contract/api.ts';
import type { RunReport } from '../../../server/contract/report.ts';
import { paths } from '../../../server/contract/paths.ts';
import { ask } from './ask.ts';
import { MOST_ATTEMPTS, nextRunState, nothingRun, type Asked, type Current, type RunEvent, type RunState } from './run-state.ts';

/** Carries out what run-state.ts decides: asks for runs and submissions, waits when the server asks for patience. */
export class RunKeeper {
  state: RunState = nothingRun;
  readonly #exerciseId: string;
  readonly #changed: () => void;
  readonly #current: () => Current;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #controller: AbortController | undefined;

  /** `current`: what the editor holds now. */
  constructor(exerciseId: string, current: () => Current, changed: () => void) {
    this.#exerciseId = exerciseId;
    this.#current = current;
    this.#changed = changed;
  }

  /** Begins a run or a submission, unless one is under way. */
  begin(asked: Asked): void {
    if (this.state.phase === 'running' || this.state.phase === 'queued') return;
    this.handle({ type: 'ask', asked });
    void this.#send(asked);
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.#controller?.abort();
    this.handle({ type: 'cancelled', current: this.#current() });
  }

  handle(event: RunEvent): void {
    const next = nextRunState(this.state, event);
    if (next.phase === this.state.phase && next.outcome === this.state.outcome && next.problem === this.state.problem) return;
    this.state = next;
    this.#changed();
  }

  async #send(asked: Asked): Promise<void> {
    const controller = new AbortController();
    this.#controller = controller;
    const { action, runtime, code } = asked;
    const url = action === 'run' ? paths.api.runs(this.#exerciseId) : paths.api.submissions(this.#exerciseId);
    try {
      const answer = await ask<RunReport & Partial<SubmissionReport>>(url, { method: 'POST', body: { runtime, code }, signal: controller.signal });
      if (answer.ok) {
        this.handle({ type: 'answered', report: answer.body, solved: answer.body.solved ?? false, current: this.#current() });
      } else if (answer.why === 'busy' && this.state.phase === 'running' && this.state.attempt < MOST_ATTEMPTS) {
        this.handle({ type: 'busy', why: answer.sentence, dueAt: Date.now() + answer.retryAfterMs });
        this.#timer = setTimeout(() => {
          this.handle({ type: 'due' });
          void this.#send(asked);
        }, answer.retryAfterMs);
      } else {
        this.handle({ type: 'failed', problem: answer.sentence, current: this.#current() });
      }
    } catch (error) {
      if (!controller.signal.aborted) throw error; // else: the learner stopped waiting, and `cancel` said so
    }
  }
}
