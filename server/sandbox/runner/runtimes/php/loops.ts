/** Strings, comments and text outside of PHP, whose words are not code. A heredoc is taken for code: it can only cost an exact line. */
const NOT_CODE = /'(?:\\[^]|[^'\\])*'|"(?:\\[^]|[^"\\])*"|\/\*[^]*?\*\/|(?:\/\/|#(?!\[)).*|\?>[^]*?<\?php/g;
const HEAD = /(?<![\w$>:\\])(?:while|for|foreach|do|goto)\b/y;

/**
 * Where an endless loop is, when PHP says it was last seen at `line`. PHP notes where it is at calls, arrays and output, but not at plain
 * arithmetic and jumps: a loop of nothing else begins after the line that was noted, in the same block. From there on the first loop
 * counts, unless the line itself stands within one.
 */
export function lineOfLoop(code: string, line: number): number {
  const text = code.replaceAll(NOT_CODE, (found) => found.replaceAll(/[^\n]/g, ' '));
  const loops = findLoops(text);
  const start = offsetOf(text, line);
  const end = offsetOf(text, line + 1);
  if (loops.some((loop) => loop.start < end && loop.end >= start)) return line;
  let depth = 0;
  for (let at = end; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1;
    if (text[at] === '}') depth -= 1;
    if (depth < 0) break;
    if (depth === 0 && loops.some((loop) => loop.start === at)) return text.slice(0, at).split('\n').length;
  }
  return line;
}

function findLoops(text: string): { start: number; end: number }[] {
  const loops: { start: number; end: number }[] = [];
  for (let at = 0; at < text.length; at += 1) {
    HEAD.lastIndex = at;
    const head = HEAD.exec(text);
    if (head) loops.push({ start: at, end: endOf(text, at + head[0].length) });
  }
  return loops;
}

/** Where the statement ends whose head begins before `from`: at its semicolon, or at the brace that closes its block. */
function endOf(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const character = text[at]!;
    if ('([{'.includes(character)) depth += 1;
    if (')]}'.includes(character)) depth -= 1;
    if (depth < 0 || (depth === 0 && (character === ';' || character === '}'))) return at;
  }
  return text.length;
}

function offsetOf(text: string, line: number): number {
  return text.split('\n').slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
}
