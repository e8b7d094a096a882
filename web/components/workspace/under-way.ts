import type { TestResult } from '../../../server/contract/report.ts';
import type { InFlight } from './run-state.ts';

/** A test of a run under way; `result` once it has ended. */
export interface PlacedTest {
  name: string;
  hidden: boolean;
  result?: TestResult;
  /** The one that runs now, as far as that can be known. */
  current: boolean;
}

/** @param position in the queue; 1 is next */
export function waiting(position: number): string {
  return `Waiting for a free runner: ${position === 1 ? 'you are next' : `${position - 1} before you`}.`;
}

/** What is under way in a sentence, another that explains it, and the word on the button that ends the waiting. */
export function underWay(state: InFlight): { sentence: string; more: string; stop: 'Stop' | 'Stop waiting' } {
  const submitted = state.asked.action === 'submit';
  const saved = 'The submission is saved. It is judged, whether you wait for it or not.';
  switch (state.phase) {
    case 'asking':
      return { sentence: submitted ? 'Sending your submission…' : 'Sending your code…', more: 'The server has not answered yet.', stop: 'Stop waiting' };
    case 'queued':
      return {
        sentence: waiting(state.position),
        more: submitted ? saved : 'Your tests begin by themselves.', stop: 'Stop waiting',
      };
    case 'running':
      return {
        sentence: submitted ? 'All tests are running…' : 'The visible tests are running…',
        more: submitted ? saved : 'Each result appears as its test ends.', stop: submitted ? 'Stop waiting' : 'Stop',
      };
    case 'postponed':
      return { sentence: state.why, more: 'Your code is tried again by itself.', stop: 'Stop waiting' };
    case 'following':
      return {
        sentence: state.why === 'busy' ? 'Your submission is saved and waits for a free runner.' : 'The connection broke off, but your submission is saved.',
        more: 'Its results come as soon as they are there.', stop: 'Stop waiting',
      };
  }
}

/**
 * The tests of a run under way in the author's order, each with its result once it has ended, so that a list of them keeps
 * its places from the beginning to the end. Hidden ones run last. A result that fits no place (the exercise has changed
 * since the page was opened) stands at the end.
 */
export function placeTests(expected: readonly { name: string; hidden: boolean }[], state: InFlight): PlacedTest[] {
  const ended = 'tests' in state ? [...state.tests] : [];
  const placed: PlacedTest[] = expected.filter(({ hidden }) => !hidden || state.asked.action === 'submit').map(({ name, hidden }) => {
    const at = ended.findIndex((result) => result.name === name && result.hidden === hidden);
    return { name, hidden, result: at < 0 ? undefined : ended.splice(at, 1)[0], current: false };
  });
  placed.push(...ended.map((result) => ({ name: result.name, hidden: result.hidden, result, current: false })));
  const waiting = placed.filter(({ result }) => !result);
  const next = state.phase === 'running' ? waiting.find(({ hidden }) => !hidden) ?? waiting[0] : undefined;
  if (next) next.current = true;
  return placed;
}
