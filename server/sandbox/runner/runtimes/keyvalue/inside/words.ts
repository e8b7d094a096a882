const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', a: '\x07' };

/**
 * The words of a line as redis-cli reads it: between double quotes `\n`, `\xHH` and the like are escapes, between single quotes only
 * `\'` is. Undefined when a quote is left open, or when something follows a closing one without a blank.
 */
export function wordsOf(line: string): string[] | undefined {
  const words: string[] = [];
  let at = 0;
  for (;;) {
    while (at < line.length && isBlank(line, at)) at += 1;
    if (at === line.length) return words;
    let word = '';
    while (at < line.length && !isBlank(line, at)) {
      const character = line[at]!;
      at += 1;
      if (character !== '"' && character !== "'") {
        word += character;
        continue;
      }
      const found = character === '"' ? doubleQuoted(line, at) : singleQuoted(line, at);
      if (!found || (found.end < line.length && !isBlank(line, found.end))) return undefined;
      word += found.text;
      at = found.end;
    }
    words.push(word);
  }
}

/** Blanks, tabs, ends of lines and zero bytes. */
function isBlank(line: string, at: number): boolean {
  const code = line.charCodeAt(at);
  return code === 32 || (code >= 9 && code <= 13) || code === 0;
}

/** `end` is where the closing quote has been passed. */
function doubleQuoted(line: string, start: number): { text: string; end: number } | undefined {
  let text = '';
  for (let at = start; at < line.length; at += 1) {
    if (line[at] === '"') return { text, end: at + 1 };
    const hexadecimal = line[at] === '\\' && line[at + 1] === 'x' ? /^\\x([\da-f]{2})/i.exec(line.slice(at, at + 4)) : null;
    if (hexadecimal) {
      text += String.fromCharCode(Number.parseInt(hexadecimal[1]!, 16));
      at += 3;
    } else if (line[at] === '\\' && at + 1 < line.length) {
      at += 1;
      text += ESCAPES[line[at]!] ?? line[at]!;
    } else {
      text += line[at]!;
    }
  }
  return undefined;
}

function singleQuoted(line: string, start: number): { text: string; end: number } | undefined {
  let text = '';
  for (let at = start; at < line.length; at += 1) {
    if (line[at] === "'") return { text, end: at + 1 };
    if (line[at] === '\\' && line[at + 1] === "'") at += 1;
    text += line[at]!;
  }
  return undefined;
}
