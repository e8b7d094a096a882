import type { RunReport, TestResult } from '../../../server/contract/report.ts';
import { runtimeFacts, type Runtime } from '../../../server/contract/runtimes.ts';

/*
 * What is happening to the learner's code, as the page sees it.
 *
 *           ask          queued           started          tested …
 *   idle ────────▶ asking ─────▶ queued{position} ─────▶ running{tests} ──────▶ judged ⇄ stale
 *                   │  ▲   └──────────────────────────────▲   │   answered         (the code differs from what was run,
 *              busy │  │ due                                  │                     or is it again)
 *                   ▼  │                                      │ lost
 *                postponed       submission with an id: ◀─────┴─────▶ run: asking again, once, and for the report alone
 *             (429 or 503)       following ── answered ──▶ judged
 *
 * From each of them, failed and cancelled lead back to idle, judged or stale, with the sentence that says why. Whatever
 * is in flight, nothing else can be asked: a run is never doubled. A submission whose id is known is never claimed to have
 * failed, and never sent again: the server judges it, whatever happens to the connection. One that was found waiting goes
 * straight to following.
 *
 * Each language keeps its own results. What is in flight stays in flight while another language is opened; its results
 * then go to their language, and the page says that they are there.
 */

export type RunAction = 'run' | 'submit';

export interface Asked {
  action: RunAction;
  runtime: Runtime;
  code: string;
}

export interface Outcome extends Asked {
  report: RunReport;
  /** Only a submission can solve an exercise. */
  solved: boolean;
}

export interface Current {
  runtime: Runtime;
  code: string;
}

interface Kept {
  /** The last results in the language that is open, kept in view whatever happens next. */
  outcome: Outcome | null;
  /** The last results in the other languages. */
  elsewhere: Outcome[];
  /** Of `elsewhere`, what came while another language was open and was not looked at yet. */
  news: Outcome | null;
  /** Why the last attempt has no results. */
  problem: string | null;
}

interface Flight {
  asked: Asked;
  attempt: number;
  /** It takes long enough to be shown; what ends sooner would only flicker. */
  slow: boolean;
  /** Whether to hear events on the way, or to wait for the report alone. */
  streamed: boolean;
  /** Known as soon as the server has stored a submission. */
  submissionId?: string;
}

export type InFlight = Kept & Flight & (
  | { phase: 'asking' }
  /** 1 is next. */
  | { phase: 'queued'; position: number }
  /** In the order they ended. */
  | { phase: 'running'; tests: TestResult[] }
  /** `dueAt`: when it is tried again, in ms since the epoch. */
  | { phase: 'postponed'; why: string; dueAt: number }
  /** The server has the submission; it is asked every now and then whether it is judged. */
  | { phase: 'following'; submissionId: string; why: 'busy' | 'lost'; tests: TestResult[] }
);

export type RunState = InFlight | (Kept & { phase: 'idle' | 'judged' | 'stale' });

export type RunEvent =
  | { type: 'ask'; asked: Asked }
  | { type: 'slow' }
  | { type: 'queued'; position: number; submissionId?: string }
  | { type: 'started'; submissionId?: string }
  | { type: 'tested'; test: TestResult }
  /** `submissionId`: what was stored although it was refused. */
  | { type: 'busy'; why: string; dueAt: number; submissionId?: string }
  | { type: 'due' }
  /** The answer broke off before its report. */
  | { type: 'lost'; current: Current }
  | { type: 'answered'; report: RunReport; solved: boolean; current: Current }
  | { type: 'failed'; problem: string; current: Current }
  | { type: 'cancelled'; current: Current }
  | { type: 'edited'; current: Current }
  /** Another language was opened. */
  | { type: 'opened'; current: Current }
  /** A stored submission that waits to be judged. */
  | { type: 'found-waiting'; asked: Asked; submissionId: string }
  /** Results that did not come from this page: a reopened submission, or the page without JavaScript. */
  | { type: 'shown'; outcome: Outcome; current: Current };

/** After this many refusals the learner is told instead of kept waiting. */
export const MOST_ATTEMPTS = 6;

const LOST_RUN = 'The connection broke off before the results came. Your code is safe in this browser; run it again when the connection is back.';
const LOST_SUBMISSION = 'The connection broke off before the server confirmed your submission. Look into the history before you submit again.';
const LEFT_SUBMISSION = 'Your submission is judged without you waiting for it. You find its results in the history.';

export const nothingRun: RunState = { phase: 'idle', outcome: null, elsewhere: [], news: null, problem: null };

export function isInFlight(state: RunState): state is InFlight {
  return 'asked' in state;
}

/** Whether the results in view are about other code than the one in the editor, or the one under way. */
export function isStale(state: RunState): boolean {
  if (!isInFlight(state)) return state.phase === 'stale';
  return state.outcome?.runtime === state.asked.runtime && !isAbout(state.outcome, state.asked);
}

/** The state after an event; events that make no sense in a state leave it as it is. */
export function nextRunState(state: RunState, event: RunEvent): RunState {
  if (isInFlight(state)) return nextInFlight(state, event);
  const { outcome, elsewhere } = state;
  const flight = { attempt: 1, streamed: true, outcome, elsewhere, news: null, problem: null };
  switch (event.type) {
    case 'ask': return { ...flight, phase: 'asking', asked: event.asked, slow: false };
    case 'found-waiting': return { ...flight, phase: 'following', asked: event.asked, submissionId: event.submissionId, why: 'busy', tests: [], slow: true };
    case 'edited': return resting(state, state.problem, event.current);
    case 'opened': return resting(opened(state, event.current), null, event.current);
    case 'shown': return resting(withOutcome(state, event.outcome, event.current), null, event.current);
    default: return state;
  }
}

function nextInFlight(state: InFlight, event: RunEvent): RunState {
  const { phase, asked, attempt, slow, streamed, submissionId } = state;
  const saved = ('submissionId' in event ? event.submissionId : undefined) ?? submissionId;
  const flight = { ...resultsOf(state), problem: null, asked, attempt, slow, streamed, submissionId };
  switch (event.type) {
    case 'slow':
      return slow ? state : { ...state, slow: true };
    case 'queued':
      return phase === 'asking' || phase === 'queued' ? { ...flight, submissionId: saved, phase: 'queued', position: event.position } : state;
    case 'started':
      return phase === 'asking' || phase === 'queued' ? { ...flight, submissionId: saved, phase: 'running', tests: [] } : state;
    case 'tested':
      return phase === 'running' ? { ...state, tests: [...state.tests, event.test] } : state;
    case 'busy':
      if (phase === 'postponed' || phase === 'following') return state;
      return saved ? following(state, saved, 'busy') : { ...flight, slow: true, phase: 'postponed', why: event.why, dueAt: event.dueAt };
    case 'due':
      return phase === 'postponed' ? { ...flight, phase: 'asking', attempt: attempt + 1 } : state;
    case 'lost':
      if (phase === 'postponed' || phase === 'following') return state;
      if (asked.action === 'submit') return saved ? following(state, saved, 'lost') : ended(state, LOST_SUBMISSION, event.current);
      return streamed ? { ...flight, phase: 'asking', attempt: attempt + 1, streamed: false } : ended(state, LOST_RUN, event.current);
    case 'answered':
      return phase === 'postponed' ? state : resting(withOutcome(state, { ...asked, report: event.report, solved: event.solved }, event.current), null, event.current);
    case 'failed':
      return ended(state, event.problem, event.current);
    case 'cancelled':
      return ended(state, submissionId ? LEFT_SUBMISSION : null, event.current);
    case 'opened':
      return { ...state, ...opened(state, event.current) };
    case 'ask': case 'edited': case 'shown': case 'found-waiting':
      return state;
  }
}

function following(state: InFlight, submissionId: string, why: 'busy' | 'lost'): RunState {
  const { asked, attempt, streamed } = state;
  const tests = state.phase === 'running' ? state.tests : [];
  return { phase: 'following', why, submissionId, tests, ...resultsOf(state), problem: null, asked, attempt, streamed, slow: true };
}

function isAbout(outcome: Outcome, { runtime, code }: Current): boolean {
  return outcome.runtime === runtime && outcome.code === code;
}

type Results = Pick<Kept, 'outcome' | 'elsewhere' | 'news'>;

function resultsOf({ outcome, elsewhere, news }: Results): Results {
  return { outcome, elsewhere, news };
}

/** The same results, with those of the language that is open now in view. */
function opened({ outcome, elsewhere, news }: Results, { runtime }: Pick<Current, 'runtime'>): Results {
  const all = outcome ? [outcome, ...elsewhere] : elsewhere;
  return {
    outcome: all.find((each) => each.runtime === runtime) ?? null,
    elsewhere: all.filter((each) => each.runtime !== runtime),
    news: news?.runtime === runtime ? null : news,
  };
}

function withOutcome(results: Results, latest: Outcome, current: Current): Results {
  return opened({ outcome: latest, elsewhere: opened(results, latest).elsewhere, news: latest }, current);
}

/** Without results. What went wrong in another language than the one that is open says in which. */
function ended(state: InFlight, problem: string | null, current: Current): RunState {
  const { runtime } = state.asked;
  return resting(state, problem && runtime !== current.runtime ? `${runtimeFacts[runtime].label}: ${problem}` : problem, current);
}

function resting(results: Results, problem: string | null, current: Current): RunState {
  const { outcome } = results;
  const phase = !outcome ? 'idle' : isAbout(outcome, current) ? 'judged' : 'stale';
  return { phase, ...resultsOf(results), problem };
}
