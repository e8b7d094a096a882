import type { RunReport } from '../../../server/contract/report.ts';
import type { Runtime } from '../../../server/contract/runtimes.ts';

/*
 * What is happening to the learner's code, as the page sees it.
 *
 *            ask                    answered
 *   idle ──────────▶ running ──────────────────▶ judged ⇄ stale   (the code differs from what was run, or is it again)
 *                    │  ▲  │ failed, cancelled      │ask     │ask
 *               busy │  │  └──────▶ idle, judged or stale, with the sentence that says why
 *                    ▼  │ due
 *                   queued (the server asked for patience: 429 or 503)
 *
 * While queued or running, nothing else can be asked: a run is never doubled.
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

export type RunState = {
  /** The last results, kept in view whatever happens next. */
  outcome: Outcome | null;
  /** Why the last attempt has no results. */
  problem: string | null;
} & (
  | { phase: 'idle' | 'judged' | 'stale' }
  | { phase: 'running'; asked: Asked; attempt: number }
  /** `dueAt`: when it is tried again, in ms since the epoch. */
  | { phase: 'queued'; asked: Asked; attempt: number; why: string; dueAt: number }
);

export type RunEvent =
  | { type: 'ask'; asked: Asked }
  | { type: 'busy'; why: string; dueAt: number }
  | { type: 'due' }
  | { type: 'answered'; report: RunReport; solved: boolean; current: Current }
  | { type: 'failed'; problem: string; current: Current }
  | { type: 'cancelled'; current: Current }
  | { type: 'edited'; current: Current }
  /** Results that did not come from this page: a reopened submission, or the page without JavaScript. */
  | { type: 'shown'; outcome: Outcome; current: Current };

/** After this many refusals the learner is told instead of kept waiting. */
export const MOST_ATTEMPTS = 6;

export const nothingRun: RunState = { phase: 'idle', outcome: null, problem: null };

/** The state after an event; events that make no sense in a state leave it as it is. */
export function nextRunState(state: RunState, event: RunEvent): RunState {
  const inFlight = state.phase === 'running' || state.phase === 'queued';
  switch (event.type) {
    case 'ask':
      return inFlight ? state : { phase: 'running', asked: event.asked, attempt: 1, outcome: state.outcome, problem: null };
    case 'busy': {
      if (state.phase !== 'running') return state;
      const { asked, attempt, outcome } = state;
      return { phase: 'queued', asked, attempt, why: event.why, dueAt: event.dueAt, outcome, problem: null };
    }
    case 'due':
      return state.phase === 'queued'
        ? { phase: 'running', asked: state.asked, attempt: state.attempt + 1, outcome: state.outcome, problem: null }
        : state;
    case 'answered':
      return state.phase === 'running'
        ? resting({ ...state.asked, report: event.report, solved: event.solved }, null, event.current)
        : state;
    case 'failed':
      return inFlight ? resting(state.outcome, event.problem, event.current) : state;
    case 'cancelled':
      return inFlight ? resting(state.outcome, null, event.current) : state;
    case 'edited':
      return inFlight ? state : resting(state.outcome, state.problem, event.current);
    case 'shown':
      return inFlight ? state : resting(event.outcome, null, event.current);
  }
}

function resting(outcome: Outcome | null, problem: string | null, current: Current): RunState {
  if (!outcome) return { phase: 'idle', outcome, problem };
  const same = outcome.runtime === current.runtime && outcome.code === current.code;
  return { phase: same ? 'judged' : 'stale', outcome, problem };
}
