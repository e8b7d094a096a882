import type { Submission } from '../../../server/contract/api.ts';
import { paths } from '../../../server/contract/paths.ts';
import { ask, askForReport, type Refusal, type ReportEvent } from './ask.ts';
import { isInFlight, MOST_ATTEMPTS, nextRunState, nothingRun, type Asked, type Current, type Outcome, type RunEvent, type RunState } from './run-state.ts';

/** What takes longer is shown; an idle server answers within 50 ms. */
export const SLOW_MS = 250;
/** A submission is looked up after this long, then less and less often. */
const LOOK_AGAIN_MS = { first: 1_000, longest: 10_000 };

/** Carries out what run-state.ts decides: asks for runs and submissions, waits when the server asks for patience, looks a submission up whose answer was lost. */
export class RunKeeper {
  state: RunState = nothingRun;
  readonly #exerciseId: string;
  readonly #changed: () => void;
  readonly #current: () => Current;
  readonly #answered: (outcome: Outcome) => void;
  #slow: ReturnType<typeof setTimeout> | undefined;
  #flight: AbortController | undefined;
  /** No stream has broken off where the report alone then came: something on the way that takes streams apart. */
  #streams = true;

  /** `current`: what the editor holds now. `answered` hears of results that have just come. */
  constructor(exerciseId: string, { current, changed, answered }: { current: () => Current; changed: () => void; answered: (outcome: Outcome) => void }) {
    this.#exerciseId = exerciseId;
    this.#current = current;
    this.#changed = changed;
    this.#answered = answered;
  }

  /** Begins a run or a submission, unless one is under way. */
  begin(asked: Asked): void {
    if (isInFlight(this.state)) return;
    this.handle({ type: 'ask', asked });
    this.#takeOff();
  }

  /** Waits for a stored submission that is still to be judged, unless something is under way. */
  follow(submissionId: string, asked: Asked): void {
    if (isInFlight(this.state)) return;
    this.handle({ type: 'found-waiting', asked, submissionId });
    this.#takeOff();
  }

  #takeOff(): void {
    const flight = new AbortController();
    this.#flight = flight;
    this.#slow = setTimeout(() => { this.handle({ type: 'slow' }); }, SLOW_MS);
    this.#fly(flight.signal).catch((error: unknown) => {
      if (!flight.signal.aborted) throw error; // else: the learner stopped waiting, and `cancel` said so
    });
  }

  cancel(): void {
    this.#flight?.abort();
    this.handle({ type: 'cancelled', current: this.#current() });
  }

  handle(event: RunEvent): void {
    const asked = isInFlight(this.state) ? this.state.asked : undefined;
    const next = nextRunState(this.state, event);
    if (next === this.state) return;
    const edited = event.type === 'edited' && next.phase === this.state.phase;
    this.state = next;
    if (!isInFlight(next)) clearTimeout(this.#slow);
    if (!edited) this.#changed();
    if (event.type === 'answered' && asked) this.#answered({ ...asked, report: event.report, solved: event.solved });
  }

  /** Until the state is at rest. @throws the signal's reason */
  async #fly(signal: AbortSignal): Promise<void> {
    for (let state = this.state; isInFlight(state); state = this.state) {
      if (state.phase === 'postponed') {
        await pause(state.dueAt - Date.now(), signal);
        this.handle({ type: 'due' });
      } else if (state.phase === 'following') {
        await this.#follow(state.submissionId, signal);
      } else {
        await this.#ask(state.asked, state.streamed && this.#streams, state.attempt, signal);
      }
    }
  }

  async #ask({ action, runtime, code }: Asked, streamed: boolean, attempt: number, signal: AbortSignal): Promise<void> {
    const url = action === 'run' ? paths.api.runs(this.#exerciseId) : paths.api.submissions(this.#exerciseId);
    const answer = await askForReport(url, { runtime, code }, { signal, ...(streamed && { hear: (event) => { this.#hear(event); } }) });
    const current = this.#current();
    if (answer.ok) {
      if (isInFlight(this.state) && !this.state.streamed) this.#streams = false;
      this.handle({ type: 'answered', report: answer.body, solved: answer.body.solved ?? false, current });
    } else if (answer.why === 'cut') {
      this.handle({ type: 'lost', current });
    } else {
      this.handle(this.#refused(answer, attempt, current));
    }
  }

  #refused({ sentence, submissionId, ...refusal }: Refusal, attempt: number, current: Current): RunEvent {
    const again = refusal.why === 'busy' && attempt < MOST_ATTEMPTS;
    if (again || submissionId !== undefined) return { type: 'busy', why: sentence, dueAt: Date.now() + (refusal.why === 'busy' ? refusal.retryAfterMs : 0), submissionId };
    return { type: 'failed', problem: sentence, current };
  }

  #hear(told: ReportEvent): void {
    switch (told.event) {
      case 'queued': return this.handle({ type: 'queued', ...told.data });
      case 'started': return this.handle({ type: 'started', ...told.data });
      case 'test': return this.handle({ type: 'tested', test: told.data });
    }
  }

  /** Looks a submission up until it is judged: the server sees to it, however long the connection is away. */
  async #follow(submissionId: string, signal: AbortSignal): Promise<void> {
    for (let wait = LOOK_AGAIN_MS.first; ; wait = Math.min(LOOK_AGAIN_MS.longest, wait * 1.5)) {
      const answer = await ask<Submission>(paths.api.submission(submissionId), { signal });
      const current = this.#current();
      if (answer.ok && answer.body.report) return this.handle({ type: 'answered', report: answer.body.report, solved: answer.body.solved, current });
      if (!answer.ok && answer.why === 'refused') return this.handle({ type: 'failed', problem: answer.sentence, current });
      await pause(wait, signal);
    }
  }
}

/** @throws the signal's reason */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    }, { once: true });
  });
}
