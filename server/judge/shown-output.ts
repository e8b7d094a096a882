import type { JudgedCase } from './judge-case.ts';

/**
 * The part of everything printed that a learner may see. While no hidden case had begun, that is all of it; from then on
 * what visible cases printed, together with what came before the first case where that can be told apart: a program that
 * prints its input must not show a hidden one.
 *
 * `judged` is in the order of the run; `reached` is the index of the case under way when the run ended.
 */
export function shownOutput(everything: string, judged: JudgedCase[], reached: number, stream: 'stdout' | 'stderr'): string {
  const hiddenFrom = judged.findIndex(({ testCase }) => testCase.hidden);
  if (hiddenFrom === -1 || reached < hiddenFrom) return everything;
  const printed = (cases: JudgedCase[]) => cases.map(({ observation }) => observation?.[stream] ?? '').join('');
  const visible = printed(judged.slice(0, hiddenFrom));
  const hidden = printed(judged.slice(hiddenFrom));
  const complete = reached >= judged.length && judged.every(({ observation }) => observation);
  if (complete && everything.endsWith(visible + hidden)) return everything.slice(0, everything.length - hidden.length);
  return visible;
}
