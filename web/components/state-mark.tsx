import type { ProgressState } from '../../server/contract/api.ts';
import { Icon } from './icon.tsx';

export const stateWords = { untouched: 'Untouched', started: 'Started', solved: 'Solved' } as const satisfies Record<ProgressState, string>;
const meanings = { untouched: 'neutral', started: 'caution', solved: 'passed' } as const satisfies Record<ProgressState, string>;

/** How far the learner is with something, as an icon and a word; `wordHidden` keeps the word for screen readers alone. */
export function StateMark({ state, wordHidden = false }: { state: ProgressState; wordHidden?: boolean }) {
  return (
    <span class={`state state--${meanings[state]}`}>
      <Icon name={state} />
      <span class={wordHidden ? 'visually-hidden' : undefined}>{stateWords[state]}</span>
    </span>
  );
}
