/** A piece of JavaScript: where it stands, and what it is for the one who looks for the ends of statements. */
export interface Token {
  kind: 'word' | 'number' | 'string' | 'template' | 'regex' | 'sign' | 'end';
  text: string;
  start: number;
  end: number;
  /** A line ends before it. */
  afterLine: boolean;
}

const LINE_END = /[\n\r\u2028\u2029]/;
const RARE_SPACE = /\s/;

function isSpace(sign: string): boolean {
  return sign === ' ' || sign === '\n' || sign === '\t' || sign === '\r' || (sign > '~' && RARE_SPACE.test(sign)) || sign === '\f' || sign === '\v';
}
const WORD = /[\p{ID_Start}$_#\\]/u;
const WORD_GOES_ON = /\p{ID_Continue}|[$\\]|\u200c|\u200d/u;
const NUMBER_GOES_ON = /[\p{ID_Continue}.]/u;
/** The longest first. */
const SIGNS = ['>>>=', '...', '===', '!==', '**=', '<<=', '>>=', '>>>', '&&=', '||=', '??=', '=>', '==', '!=', '<=', '>=', '&&', '||', '??', '?.', '++', '--', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '<<', '>>', '**'];

/** The words after which a value begins, so that a slash there begins a regular expression. */
const BEFORE_VALUE = new Set(['return', 'typeof', 'instanceof', 'in', 'of', 'new', 'delete', 'void', 'throw', 'case', 'do', 'else', 'yield', 'await']);

/** Whether a value ends with this token; a bracket that closes the head of an `if` or a block is for the caller to know. */
export function endsValue(token: Token | undefined): boolean {
  if (!token) return false;
  if (token.kind === 'sign') return token.text === ')' || token.text === ']' || token.text === '}';
  return token.kind === 'word' ? !BEFORE_VALUE.has(token.text) : true;
}

/** The token at or after `at`. `regex`: whether a slash begins a regular expression there. The code has to be valid. */
export function readToken(code: string, at: number, regex: boolean): Token {
  let afterLine = false;
  for (;;) {
    const sign = code[at];
    if (sign === undefined) return { kind: 'end', text: '', start: at, end: at, afterLine };
    if (isSpace(sign)) {
      afterLine ||= sign !== ' ' && LINE_END.test(sign);
      at += 1;
    } else if (code.startsWith('//', at) || (code.startsWith('#!', at) && at === 0)) {
      while (at < code.length && !LINE_END.test(code[at]!)) at += 1;
    } else if (code.startsWith('/*', at)) {
      const end = code.indexOf('*/', at + 2);
      const stop = end < 0 ? code.length : end + 2;
      afterLine ||= LINE_END.test(code.slice(at, stop));
      at = stop;
    } else break;
  }
  const start = at;
  const first = code[at]!;
  const token = (kind: Token['kind'], end: number): Token => ({ kind, text: code.slice(start, end), start, end, afterLine });
  if (first === "'" || first === '"') return token('string', afterQuote(code, at));
  if (first === '`') return token('template', afterTemplate(code, at));
  if (/\d/.test(first) || (first === '.' && /\d/.test(code[at + 1] ?? ''))) return token('number', afterNumber(code, at));
  const point = String.fromCodePoint(code.codePointAt(at)!);
  if (WORD.test(point)) {
    let end = at + point.length;
    while (end < code.length) {
      const next = String.fromCodePoint(code.codePointAt(end)!);
      if (next === '\\' && code[end + 1] === 'u') end = code[end + 2] === '{' ? code.indexOf('}', end) + 1 : end + 6;
      else if (WORD_GOES_ON.test(next)) end += next.length;
      else break;
    }
    return token('word', end);
  }
  if (first === '/' && regex) return token('regex', afterRegex(code, at));
  return token('sign', at + (SIGNS.find((sign) => code.startsWith(sign, at) && !(sign === '?.' && /\d/.test(code[at + 2] ?? ''))) ?? first).length);
}

function afterQuote(code: string, start: number): number {
  let at = start + 1;
  while (at < code.length && code[at] !== code[start]) at += code[at] === '\\' ? 2 : 1;
  return at + 1;
}

function afterTemplate(code: string, start: number): number {
  let at = start + 1;
  while (at < code.length && code[at] !== '`') {
    if (code[at] === '\\') at += 2;
    else if (code.startsWith('${', at)) at = afterBrackets(code, at + 1);
    else at += 1;
  }
  return at + 1;
}

function afterNumber(code: string, start: number): number {
  let at = start + 1;
  while (at < code.length && (NUMBER_GOES_ON.test(code[at]!) || (/[+-]/.test(code[at]!) && /e/i.test(code[at - 1]!) && !/^0[xbo]/i.test(code.slice(start, start + 2))))) at += 1;
  return at;
}

function afterRegex(code: string, start: number): number {
  let at = start + 1;
  let inClass = false;
  while (at < code.length && (inClass || code[at] !== '/')) {
    if (code[at] === '\\') at += 1;
    else if (code[at] === '[') inClass = true;
    else if (code[at] === ']') inClass = false;
    at += 1;
  }
  at += 1;
  while (at < code.length && WORD_GOES_ON.test(code[at]!)) at += 1;
  return at;
}

const HEADS = new Set(['if', 'while', 'for', 'with']);

/** The place after the bracket that closes the one at `start`. */
export function afterBrackets(code: string, start: number): number {
  const heads: boolean[] = [];
  let previous: Token | undefined;
  let regex = true;
  for (let at = start; ;) {
    const token = readToken(code, at, regex);
    if (token.kind === 'end') return code.length;
    at = token.end;
    regex = !endsValue(token);
    if (token.kind === 'sign') {
      if ('([{'.includes(token.text)) heads.push(token.text === '(' && previous?.kind === 'word' && HEADS.has(previous.text));
      else if (')]}'.includes(token.text)) {
        const wasHead = heads.pop();
        if (heads.length === 0) return at;
        if (wasHead || token.text === '}') regex = true;
      }
    }
    previous = token;
  }
}
