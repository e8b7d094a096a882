import { misuse } from './errors.ts';
import { sentOf, Typed, type Sent } from './values.ts';

/** A name, such as that of a table: quoted, with a dot between schema and table. */
export class Identifier {
  readonly text: string;
  constructor(name: string) {
    this.text = quoted(name);
  }
}

/** sql(object), sql(list): what it becomes depends on the word before it. */
export class Helper {
  readonly first: unknown;
  readonly columns: string[];
  constructor(first: unknown, columns: unknown[]) {
    this.first = first;
    this.columns = (Array.isArray(columns[0]) ? columns[0] : columns) as string[];
  }
}

/** Text with what stands in its gaps: a statement, or a part of one. */
export class Fragment {
  readonly strings: readonly string[];
  readonly values: readonly unknown[];
  constructor(strings: readonly string[], values: readonly unknown[]) {
    this.strings = strings;
    this.values = values;
  }
}

/** A statement as it is sent: `$1` and so on in its text stand for the parameters. */
export interface Statement { text: string; parameters: Sent[] }

export function statementOf(fragment: Fragment): Statement {
  const parameters: Sent[] = [];
  return { text: write(fragment, '', parameters), parameters };
}

/** `before` is what stands before it, by whose last word a helper finds out what it is to be. */
function write({ strings, values }: Fragment, before: string, parameters: Sent[]): string {
  let text = strings[0] ?? '';
  values.forEach((value, index) => {
    text += piece(value, before + text, parameters) + (strings[index + 1] ?? '');
  });
  return text;
}

function piece(value: unknown, before: string, parameters: Sent[]): string {
  if (value instanceof Identifier) return value.text;
  if (value instanceof Helper) return help(value, before, parameters);
  const fragment = fragmentOf(value);
  if (fragment) return write(fragment, before, parameters);
  if (Array.isArray(value) && value.length > 0 && value.every((item) => item instanceof Identifier || fragmentOf(item))) {
    return value.map((item) => piece(item, before, parameters)).join(' ');
  }
  return placeholder(value, parameters);
}

/** A query within another is a part of it, and is not sent by itself. */
function fragmentOf(value: unknown): Fragment | undefined {
  if (value instanceof Fragment) return value;
  const inner = typeof value === 'object' && value !== null ? (value as { fragment?: unknown }).fragment : undefined;
  return inner instanceof Fragment ? inner : undefined;
}

function placeholder(value: unknown, parameters: Sent[]): string {
  parameters.push(sentOf(value));
  return `$${parameters.length}`;
}

type Write = (helper: Helper, parameters: Sent[]) => string;

const select: Write = ({ first, columns }, parameters) => {
  if (typeof first === 'string') return [first, ...columns].map(quoted).join(',');
  if (Array.isArray(first)) return first.map((name) => quoted(String(name))).join(',');
  return keysOf(first, columns).map((name) => `${piece(valueOf(first, name), '', parameters)} as ${quoted(name)}`).join(',');
};
const row = (item: unknown, parameters: Sent[]): string => `(${(Array.isArray(item) ? item : [item]).map((value: unknown) => piece(value, '', parameters)).join(',')})`;
const values: Write = ({ first, columns }, parameters) => {
  const rows = Array.isArray(first) ? first : [first];
  if (rows.some((item) => isRecord(item))) return rows.map((item) => row(keysOf(rows[0], columns).map((name) => valueOf(item, name)), parameters)).join(',');
  return rows.some((item) => Array.isArray(item)) ? rows.map((item) => row(item, parameters)).join(',') : row(rows, parameters);
};
const update: Write = ({ first, columns }, parameters) => keysOf(first, columns).map((name) => `${quoted(name)}=${piece(valueOf(first, name), '', parameters)}`).join(',');
const insert: Write = (helper, parameters) => {
  const rows: unknown[] = Array.isArray(helper.first) ? helper.first : [helper.first];
  if (rows.length === 0) throw misuse('EMPTY_INSERT', 'There is nothing to insert: the list given to sql(…) is empty.');
  const names = keysOf(rows[0], helper.columns);
  return `(${names.map(quoted).join(',')})values${values(new Helper(rows, names), parameters)}`;
};

/** By the word that stands last before the helper. */
const WRITERS: Record<string, Write> = {
  values, in: (helper, parameters) => (Array.isArray(helper.first) && helper.first.length === 0 ? '(null)' : values(helper, parameters)),
  select, as: select, returning: select, '(': select, update, set: update, insert,
};
const WORDS = /(?<=^|[\s(])(?:values|in|select|as|returning|update|set|insert)(?=$|[\s(])|\(/gi;

function help(helper: Helper, before: string, parameters: Sent[]): string {
  const word = [...before.matchAll(WORDS)].at(-1)?.[0].toLowerCase();
  const writer = word === undefined ? undefined : WRITERS[word];
  if (!writer) throw misuse('NOT_INFERABLE', 'What sql(…) is to become here cannot be told: it belongs behind select, values, in, insert into …, update … set or returning.');
  return writer(helper, parameters);
}

function keysOf(record: unknown, columns: string[]): string[] {
  if (columns.length > 0) return columns;
  if (isRecord(record)) return Object.keys(record);
  throw misuse('NOT_INFERABLE', 'sql(…) needs an object here, whose keys are names of columns.');
}

function valueOf(record: unknown, name: string): unknown {
  return isRecord(record) ? record[name] : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date) && !(value instanceof Typed) && !(value instanceof Uint8Array)
    && !(value instanceof Identifier) && !fragmentOf(value);
}

function quoted(name: string): string {
  return `"${name.replace(/"/g, '""').replace(/\./g, '"."')}"`;
}
