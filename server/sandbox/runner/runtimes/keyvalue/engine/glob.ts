/** Whether bytes match a pattern of KEYS, SCAN or PSUBSCRIBE: `*`, `?`, `[a-z]`, `[^x]`, and `\` before a character that stands for itself. */
export function matchesGlob(pattern: string, text: string): boolean {
  return matchFrom(pattern, 0, text, 0, MOST_STARS);
}

/** Stars, each of which looks into the rest of the pattern; Redis bounds that too (CVE-2024-31228). */
const MOST_STARS = 1_000;

function matchFrom(pattern: string, patternStart: number, text: string, textStart: number, stars: number): boolean {
  if (stars === 0) return false;
  let p = patternStart;
  let t = textStart;
  for (; p < pattern.length && t < text.length; p += 1) {
    const character = pattern[p]!;
    if (character === '*') {
      while (pattern[p + 1] === '*') p += 1;
      if (p + 1 === pattern.length) return true;
      for (; t < text.length; t += 1) if (matchFrom(pattern, p + 1, text, t, stars - 1)) return true;
      return false;
    }
    if (character === '[') {
      const { matches, end } = matchClass(pattern, p + 1, text[t]!);
      if (!matches) return false;
      p = end;
    } else if (character !== '?') {
      if (character === '\\' && p + 1 < pattern.length) p += 1;
      if (pattern[p] !== text[t]) return false;
    }
    t += 1;
  }
  if (t === text.length) while (pattern[p] === '*') p += 1;
  return p >= pattern.length && t === text.length;
}

/** `end` is where the class's closing bracket stands, or the pattern's last character when it has none. */
function matchClass(pattern: string, start: number, character: string): { matches: boolean; end: number } {
  let at = start;
  const negated = pattern[at] === '^';
  if (negated) at += 1;
  let found = false;
  for (; ; at += 1) {
    if (pattern[at] === '\\' && at + 1 < pattern.length) {
      at += 1;
      if (pattern[at] === character) found = true;
    } else if (pattern[at] === ']') {
      break;
    } else if (at >= pattern.length) {
      at = pattern.length - 1;
      break;
    } else if (pattern[at + 1] === '-' && at + 2 < pattern.length) {
      const [one = '', other = ''] = [pattern[at]!, pattern[at + 2]!].toSorted();
      at += 2;
      if (character >= one && character <= other) found = true;
    } else if (pattern[at] === character) {
      found = true;
    }
  }
  return { matches: found !== negated, end: at };
}
