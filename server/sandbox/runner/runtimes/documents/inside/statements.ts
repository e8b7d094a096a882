import { afterBrackets, endsValue, readToken, type Token } from './scan.ts';

// Finds the statements of a script that have a value, so that each can be shown: what mongosh does by evaluating one after the other.
// The script has been compiled before (see ../run.ts), so it is known to be valid JavaScript, apart from the shell's own words.

export type Statement = { start: number; end: number } & (
  /** An expression: its value is shown. */
  | { kind: 'value' }
  /** `use shop`, `show collections`, `it`: not JavaScript. */
  | { kind: 'command'; words: string[] }
);

const DECLARING = new Set(['const', 'var', 'throw', 'return', 'break', 'continue', 'debugger', 'import', 'export']);
const WITH_HEAD = new Set(['if', 'while', 'for', 'with']);
/** What a line may begin with so that it goes on with the one before. */
const GOES_ON = new Set(['.', '?.', '(', '[', ',', '?', ':', '=', '=>', '*', '/', '%', '+', '-', '**', '<', '>', '<=', '>=', '==', '!=', '===', '!==', '&&', '||', '??', '&', '|', '^', '<<', '>>', '>>>',
  '+=', '-=', '*=', '/=', '%=', '**=', '<<=', '>>=', '>>>=', '&=', '|=', '^=', '&&=', '||=', '??=', ')', ']', ';']);

export function findStatements(code: string): Statement[] {
  return new Statements(code).all();
}

class Statements {
  readonly #code: string;
  readonly #found: Statement[] = [];
  #at = 0;

  constructor(code: string) {
    this.#code = code;
  }

  all(): Statement[] {
    while (this.#peek().kind !== 'end') this.#statement(true);
    return this.#found;
  }

  #peek(regex = true): Token {
    return readToken(this.#code, this.#at, regex);
  }

  #take(regex = true): Token {
    const token = this.#peek(regex);
    this.#at = Math.max(token.end, this.#at + (token.kind === 'end' ? 0 : 1));
    return token;
  }

  #statement(outermost: boolean): void {
    const first = this.#peek();
    const command = outermost ? commandAt(this.#code, first) : undefined;
    if (command) {
      this.#found.push(command);
      this.#at = command.end;
      if (this.#peek().text === ';') this.#take();
      return;
    }
    if (first.kind === 'sign' && first.text === ';') return void this.#take();
    if (first.kind === 'sign' && first.text === '{') return this.#brackets();
    if (first.kind === 'word') {
      const next = readToken(this.#code, first.end, false);
      if (WITH_HEAD.has(first.text)) return this.#withHead(first.text);
      if (first.text === 'do') return this.#doWhile();
      if (first.text === 'try') return this.#tryCatch();
      if (first.text === 'switch') {
        this.#take();
        this.#brackets();
        return this.#brackets();
      }
      if (first.text === 'function' || first.text === 'class' || (first.text === 'async' && next.text === 'function' && !next.afterLine)) return this.#toBody();
      if (next.text === ':') {
        this.#take();
        this.#take(false);
        return this.#statement(false);
      }
      if (DECLARING.has(first.text) || (first.text === 'let' && (next.kind === 'word' || next.text === '[' || next.text === '{'))) {
        this.#take();
        return void this.#expression(first);
      }
    }
    const end = this.#expression();
    if (outermost && end > first.start) this.#found.push({ kind: 'value', start: first.start, end });
  }

  #brackets(): void {
    this.#at = afterBrackets(this.#code, this.#peek().start);
  }

  #withHead(word: string): void {
    this.#take();
    if (this.#peek().text === 'await') this.#take();
    this.#brackets();
    this.#statement(false);
    if (word === 'if' && this.#peek().text === 'else') {
      this.#take();
      this.#statement(false);
    }
  }

  #doWhile(): void {
    this.#take();
    this.#statement(false);
    this.#take();
    this.#brackets();
    if (this.#peek().text === ';') this.#take();
  }

  #tryCatch(): void {
    this.#take();
    this.#brackets();
    while (this.#peek().text === 'catch' || this.#peek().text === 'finally') {
      this.#take();
      if (this.#peek().text === '(') this.#brackets();
      this.#brackets();
    }
  }

  /** Past the body of a function or a class. */
  #toBody(): void {
    for (;;) {
      const token = this.#peek();
      if (token.kind === 'end') return;
      if (token.text === '(' || token.text === '[') this.#brackets();
      else if (token.kind === 'sign' && token.text === '{') return this.#brackets();
      else this.#take();
    }
  }

  /** Past an expression and its semicolon; returns where its last token ends. `previous` is what came before it in the same statement. */
  #expression(previous?: Token): number {
    let last: Token | undefined = previous;
    let isValue = false;
    let afterArrow = false;
    let end = this.#at;
    for (;;) {
      const token = this.#peek(!isValue);
      if (token.kind === 'end') return end;
      if (token.kind === 'sign' && token.text === ';') {
        this.#take();
        return end;
      }
      if (token.kind === 'sign' && token.text === '}') return end;
      if (isValue && token.afterLine && (afterArrow ? token.text !== ',' : !goesOn(token))) return end;
      afterArrow = false;
      if (token.kind === 'word' && (token.text === 'function' || token.text === 'class') && last?.text !== '.' && last?.text !== '?.') {
        this.#toBody();
        isValue = true;
      } else if (token.kind === 'sign' && '([{'.includes(token.text)) {
        afterArrow = token.text === '{' && last?.text === '=>';
        this.#brackets();
        isValue = true;
      } else {
        this.#take(!isValue);
        isValue = token.kind === 'sign' && (token.text === '++' || token.text === '--') ? isValue : endsValue(token) || last?.text === '.';
      }
      last = token;
      end = this.#at;
    }
  }
}

function goesOn(token: Token): boolean {
  if (token.kind === 'word') return token.text === 'in' || token.text === 'instanceof';
  return token.kind === 'template' || (token.kind === 'sign' && GOES_ON.has(token.text));
}

const SHOWN = new Set(['collections', 'tables', 'dbs', 'databases']);

function commandAt(code: string, first: Token): Statement | undefined {
  if (first.kind !== 'word' || !['use', 'show', 'it'].includes(first.text)) return undefined;
  const next = readToken(code, first.end, true);
  const ends = (token: Token): boolean => token.kind === 'end' || token.afterLine || token.text === ';';
  if (first.text === 'it') return ends(next) ? { kind: 'command', words: ['it'], start: first.start, end: first.end } : undefined;
  if (next.kind !== 'word' || next.afterLine || (first.text === 'show' && !SHOWN.has(next.text))) return undefined;
  return ends(readToken(code, next.end, true)) ? { kind: 'command', words: [first.text, next.text], start: first.start, end: next.end } : undefined;
}

export interface Rewritten {
  code: string;
  /** From a column of the rewritten code to the one that the learner wrote, both from 1. */
  column(line: number, column: number): number;
}

/** The script with each value that stands by itself handed to the function called `show`, and commands to `command`; lines stay where they are. */
export function rewrite(code: string, names: { show: string; command: string }): Rewritten {
  const inserted: { at: number; text: string; removed: number }[] = [];
  for (const statement of findStatements(code)) {
    const { start, end } = statement;
    if (statement.kind === 'command') inserted.push({ at: start, text: `${names.command}(${statement.words.map((word) => JSON.stringify(word)).join()})`, removed: end - start });
    else inserted.push({ at: start, text: `${names.show}((`, removed: 0 }, { at: end, text: '))', removed: 0 });
  }
  let text = '';
  let from = 0;
  for (const { at, text: more, removed } of inserted) {
    text += code.slice(from, at) + more;
    from = at + removed;
  }
  text += code.slice(from);
  const lineStarts = [0];
  for (let at = code.indexOf('\n'); at >= 0; at = code.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  return {
    code: text,
    column(line, column) {
      const start = lineStarts[line - 1] ?? 0;
      const stop = lineStarts[line] ?? code.length + 1;
      let moved = 0;
      for (const { at, text: more, removed } of inserted) {
        if (at < start || at >= stop || at - start + moved + more.length > column - 1) continue;
        moved += more.length - removed;
      }
      return Math.max(1, column - moved);
    },
  };
}

const COMMAND_LINE = /^[ \t]*(?:use[ \t]+\w+|show[ \t]+\w+|it)[ \t]*(?=;|$)/m;

/** Whether there may be commands of the shell's own among the lines; a script without them that nobody is shown can run as it stands. */
export function mayHoldCommands(code: string): boolean {
  return COMMAND_LINE.test(code);
}

/** The script as JavaScript alone: the shell's own commands are blanked, so that V8 can say what else is wrong with it. */
export function withoutCommands(code: string): string {
  let text = code;
  for (const match of code.matchAll(new RegExp(COMMAND_LINE, 'gm'))) {
    text = text.slice(0, match.index) + ' '.repeat(match[0].length) + text.slice(match.index + match[0].length);
  }
  return text;
}
