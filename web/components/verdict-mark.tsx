import type { Verdict } from '../../server/contract/report.ts';
import { Icon, type IconName } from './icon.tsx';

/** Each verdict's icon, meaning and word, everywhere one is shown. */
export const verdictFacts = {
  passed: { icon: 'passed', meaning: 'passed', word: 'Passed' },
  failed: { icon: 'failed', meaning: 'failed', word: 'Failed' },
  error: { icon: 'failed', meaning: 'failed', word: 'Error' },
  'timed-out': { icon: 'clock', meaning: 'caution', word: 'Timed out' },
  'out-of-memory': { icon: 'memory', meaning: 'caution', word: 'Out of memory' },
  'output-limit': { icon: 'output', meaning: 'caution', word: 'Too much output' },
  crashed: { icon: 'caution', meaning: 'caution', word: 'Crashed' },
} as const satisfies Record<Verdict, { icon: IconName; meaning: string; word: string }>;

/** A submission's verdict as an icon and a word; null while it waits to be judged. */
export function VerdictMark({ verdict }: { verdict: Verdict | null }) {
  if (verdict === null) return <span class="state state--information"><Icon name="clock" /> Being judged</span>;
  const { icon, meaning, word } = verdictFacts[verdict];
  return <span class={`state state--${meaning}`}><Icon name={icon} /> {word}</span>;
}
