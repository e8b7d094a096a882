/** How many single-character edits (insert, delete, replace) turn one word into the other: the Levenshtein distance. */
export function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = row[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[to.length]!;
}

/** The right word a typo most likely meant, or undefined when nothing is close enough to be worth suggesting. */
export function nearest(word: string, right: readonly string[]): string | undefined {
  // Longer than any key, id or tag: not a typo of one, and the distance would cost its square.
  if (word.length > 80) return undefined;
  let best: { word: string; distance: number } | undefined;
  for (const candidate of right) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance <= Math.max(2, Math.floor(candidate.length / 3)) && (!best || distance < best.distance)) best = { word: candidate, distance };
  }
  return best?.word;
}

/** How to mend a word that is none of the right ones, of which there may be none at all; as an imperative sentence. */
export function suggest(word: string, right: readonly string[], show = (candidate: string) => `\`${candidate}\``): string {
  if (right.length === 0) return 'remove it, or write first what it names';
  const meant = nearest(word, right);
  return meant === undefined ? `use one of ${right.map(show).join(', ')}` : `did you mean ${show(meant)}?`;
}
