/** A statement of a text: from `start` up to `end`, without the semicolon; `rows` is what follows a COPY … FROM STDIN, up to `\.`. */
export interface Statement { sql: string; start: number; rows?: string }

const DOLLAR = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;
const WORD = /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y;
const COPY_IN = /^\s*copy\b[\s\S]*\bfrom\s+stdin\b/i;

/**
 * Cuts a text into statements at the semicolons, as psql does: not at those in quotes, comments, parentheses, or the body of a function
 * between BEGIN ATOMIC and END. https://www.postgresql.org/docs/current/sql-syntax-lexical.html
 */
export function splitStatements(text: string): Statement[] {
  const statements: Statement[] = [];
  let first = -1;
  let parentheses = 0;
  /** Within CREATE FUNCTION or PROCEDURE: BEGIN and CASE that END has not closed yet. */
  let begun = 0;
  let words: string[] = [];

  const finish = (end: number): void => {
    if (first >= 0) statements.push({ sql: text.slice(first, end), start: first });
    first = -1;
    parentheses = 0;
    begun = 0;
    words = [];
  };

  for (let at = 0; at < text.length;) {
    const char = text[at]!;
    const next = skipComment(text, at);
    if (next !== at) {
      if (first < 0 && next === text.length && char === '/' && !text.endsWith('*/')) first = at; // Postgres says that it has no end
      at = next;
      continue;
    }
    if (char === ';' && parentheses <= 0 && begun === 0) {
      const copies = COPY_IN.test(first < 0 ? '' : text.slice(first, at));
      finish(at);
      at += 1;
      if (copies) {
        const { rows, after } = readRows(text, at);
        if (rows !== undefined) statements.at(-1)!.rows = rows;
        at = after;
      }
      continue;
    }
    if (/\s/.test(char) || char === ';') {
      at += 1;
      continue;
    }
    if (first < 0) first = at;
    const quoted = skipQuoted(text, at);
    if (quoted !== at) {
      at = quoted;
      continue;
    }
    WORD.lastIndex = at;
    const word = WORD.exec(text)?.[0];
    if (word) {
      const lower = word.toLowerCase();
      if (words.length < 4) words.push(lower);
      if (isRoutine(words)) {
        if (lower === 'begin' && begun === 0) begun += /^\s+atomic\b/i.test(text.slice(at + word.length, at + word.length + 100)) ? 1 : 0;
        else if (begun > 0 && (lower === 'begin' || lower === 'case')) begun += 1;
        else if (begun > 0 && lower === 'end') begun -= 1;
      }
      at += word.length;
      continue;
    }
    if (char === '(') parentheses += 1;
    if (char === ')') parentheses -= 1;
    at += 1;
  }
  finish(text.trimEnd().length);
  return statements;
}

function isRoutine([first, ...more]: string[]): boolean {
  return first === 'create' && (more.includes('function') || more.includes('procedure'));
}

/** Behind a comment that begins at `at`, or `at`. Those of C nest. */
export function skipComment(text: string, at: number): number {
  if (text.startsWith('--', at)) {
    const end = text.indexOf('\n', at);
    return end < 0 ? text.length : end;
  }
  if (!text.startsWith('/*', at)) return at;
  let depth = 1;
  let end = at + 2;
  while (end < text.length && depth > 0) {
    if (text.startsWith('/*', end)) depth += 1;
    else if (text.startsWith('*/', end)) depth -= 1;
    else {
      end += 1;
      continue;
    }
    end += 2;
  }
  return end;
}

/** Behind a quoted string or name that begins at `at`, or `at`; one without an end reaches to the end of the text. */
function skipQuoted(text: string, at: number): number {
  const char = text[at]!;
  if (char === "'" || char === '"') return closing(text, at, char, false);
  if (/[eE]/.test(char) && text[at + 1] === "'" && !/[\w$]/.test(text[at - 1] ?? ' ')) return closing(text, at + 1, "'", true);
  if (char !== '$' || /[\w$\u0080-\uffff]/.test(text[at - 1] ?? ' ')) return at;
  DOLLAR.lastIndex = at;
  const tag = DOLLAR.exec(text)?.[0];
  if (!tag) return at;
  const end = text.indexOf(tag, at + tag.length);
  return end < 0 ? text.length : end + tag.length;
}

function closing(text: string, from: number, quote: string, escapes: boolean): number {
  for (let at = from + 1; at < text.length; at += 1) {
    if (escapes && text[at] === '\\') at += 1;
    else if (text[at] === quote) return at + 1; // a doubled one begins the next string at once, to the same effect
  }
  return text.length;
}

/** Lines up to `\.`, as psql and pg_dump write them behind COPY … FROM STDIN; none when there is no such line. */
function readRows(text: string, at: number): { rows?: string; after: number } {
  const line = text.indexOf('\n', at);
  if (line < 0 || text.slice(at, line).trim() !== '') return { after: at };
  const end = /^\\\.[ \t\r]*$/m.exec(text.slice(line + 1));
  return end ? { rows: text.slice(line + 1, line + 1 + end.index), after: line + 1 + end.index + end[0].length } : { after: at };
}

const EXPLAINABLE = /^(select|with|values|table|insert|update|delete|merge|\()/i;
const EXPLAIN = /^explain\s*(\((?:[^()'"]|'[^']*')*\)|((analyze|analyse|verbose)\s+)*)\s*/i;

/** The query whose plan can be asked for: the statement without an EXPLAIN of its own and what stands before; undefined when it has none. */
export function explainable(sql: string): { sql: string; asked: boolean } | undefined {
  let at = 0;
  for (let next = -1; next !== at;) {
    next = at;
    at = skipComment(sql, at);
    while (/\s/.test(sql[at] ?? '')) at += 1;
  }
  const bare = sql.slice(at);
  const asked = EXPLAIN.exec(bare);
  const rest = asked ? bare.slice(asked[0].length) : bare;
  return EXPLAINABLE.test(rest) ? { sql: rest, asked: asked !== null } : undefined;
}

/** Line and column (from 1, in UTF-16 units as editors count) of an index. */
export function placeOf(text: string, index: number): { line: number; column: number } {
  const before = text.slice(0, index).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
}

/** The index of a character that Postgres counts from 1: it counts whole characters. */
export function indexOfCharacter(text: string, position: number): number {
  let index = 0;
  for (let count = 1; count < position && index < text.length; count += 1) index += text.codePointAt(index)! > 0xffff ? 2 : 1;
  return index;
}
