import type { Expected } from '../contract/value.ts';
import { testPattern } from './pattern.ts';
import { printShort, quote } from './print.ts';

/** How the text that came differs, as the rest of a sentence; `line` counts from 1 within the text. */
export interface TextDifference { message: string; line?: number }

/** What the text is called in a sentence, and what is said when there is none. */
export interface TextWords { ends: string; none: string }
const outputWords: TextWords = { ends: 'the output ends there', none: 'nothing was printed' };

/** Line ends may be CRLF; blanks at the ends of lines and blank lines at the end of the text do not count. */
export function textLines(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trimEnd());
  while (lines.at(-1) === '') lines.pop();
  return lines;
}

/**
 * Compares a text with an expectation. A plain string ignores trailing blanks at the ends of lines and of the whole text,
 * and so do the strings within `contains` and `oneOf`; `matches` sees the text without them.
 */
export function findTextDifference(expected: Expected, actual: string, words = outputWords): TextDifference | undefined {
  if (typeof expected === 'number' || typeof expected === 'boolean') return findTextDifference(String(expected), actual, words);
  const lines = textLines(actual);
  const text = lines.join('\n');
  if (typeof expected === 'string') return findLineDifference(textLines(expected), lines, words);
  if (expected !== null && typeof expected === 'object' && !Array.isArray(expected)) {
    if (expected.$ === 'oneOf' && expected.values.some((value) => !findTextDifference(value, actual, words))) return undefined;
    if (expected.$ === 'contains' && typeof expected.value === 'string' && text.includes(textLines(expected.value).join('\n'))) return undefined;
    if (expected.$ === 'type' && expected.type === 'string') return undefined;
    if (expected.$ === 'matches') {
      const result = testPattern(expected.pattern, text);
      if (result === 'matches') return undefined;
      if (result === 'too-slow') return { message: `expected ${printShort(expected)}, but looking for that in this text takes too long` };
    }
  }
  return { message: `expected ${printShort(expected)}, ${got(text, words)}` };
}

function got(text: string, words: TextWords): string {
  return text === '' ? `but ${words.none}` : `got ${quote(text)}`;
}

function findLineDifference(expected: string[], actual: string[], words: TextWords): TextDifference | undefined {
  const length = Math.max(expected.length, actual.length);
  for (let index = 0; index < length; index += 1) {
    const want = expected[index];
    const came = actual[index];
    if (want === came) continue;
    const line = index + 1;
    // A text of one line needs no line number.
    const where = expected.length <= 1 && actual.length <= 1 ? '' : `line ${line}: `;
    if (actual.length === 0) return { line, message: `expected ${quote(expected.join('\n'))}, but ${words.none}` };
    if (want === undefined) return { line, message: `${where || `line ${line}: `}expected nothing more, got ${quote(came ?? '')}` };
    if (came === undefined) return { line, message: `${where}expected ${quote(want)}, but ${words.ends}` };
    return { line, message: where + describeStrings(want, came) };
  }
  return undefined;
}

/** `expected "a", got "b"`, with what is easily overlooked said: case, white space, a difference far into a long text. */
export function describeStrings(expected: string, actual: string): string {
  const [want, came] = excerpts(expected, actual);
  const said = `expected ${want}, got ${came}`;
  if (expected === actual) return said;
  if (expected.toLowerCase() === actual.toLowerCase()) return `${said} (only upper and lower case differ)`;
  if (expected.replace(/\s/g, '') === actual.replace(/\s/g, '')) return `${said} (only white space differs)`;
  return said;
}

const SHOWN = 80;

/** Both strings in quotes; of long ones the part around the first difference. */
function excerpts(expected: string, actual: string): [string, string] {
  let first = 0;
  while (first < expected.length && first < actual.length && expected[first] === actual[first]) first += 1;
  const from = first > SHOWN / 2 && Math.max(expected.length, actual.length) > SHOWN ? first - SHOWN / 4 : 0;
  const show = (text: string) => (from === 0 ? quote(text, SHOWN) : `…${quote(text.slice(from), SHOWN)} (from character ${from + 1})`);
  return [show(expected), show(actual)];
}
