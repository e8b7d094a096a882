import { jsonParse, jsonStringify } from '../primordials.ts';
import { misuse } from './errors.ts';

/** A parameter on its way: text, or null for NULL; the type's number where the value tells it, else 0 and Postgres finds out. */
export interface Sent { value: string | null; type: number }

/** Numbers of types: https://github.com/postgres/postgres/blob/master/src/include/catalog/pg_type.dat */
const TYPES = { bool: 16, bytea: 17, int8: 20, json: 114, timestamptz: 1184, jsonb: 3802 };

/** A value whose type is said: what sql.json and sql.typed make. */
export class Typed {
  readonly value: unknown;
  readonly type: number;
  constructor(value: unknown, type: number) {
    this.value = value;
    this.type = type;
  }
}

export const json = (value: unknown): Typed => new Typed(value, TYPES.jsonb);

export function sentOf(value: unknown): Sent {
  if (value instanceof Typed) return { value: value.value === null ? null : value.type === TYPES.jsonb || value.type === TYPES.json ? jsonStringify(value.value) : textOf(value.value), type: value.type };
  return { value: value === null ? null : textOf(value), type: typeOf(value) };
}

function typeOf(value: unknown): number {
  if (value instanceof Date) return TYPES.timestamptz;
  if (value instanceof Uint8Array) return TYPES.bytea;
  if (typeof value === 'boolean') return TYPES.bool;
  return typeof value === 'bigint' ? TYPES.int8 : 0;
}

function textOf(value: unknown): string {
  if (value === undefined) throw misuse('UNDEFINED_VALUE', 'A value in the statement is undefined. Give null for NULL, and look at where the value comes from.');
  if (typeof value === 'function' || typeof value === 'symbol') throw misuse('UNSUPPORTED_VALUE', `A ${typeof value} cannot be a value in a statement.`);
  if (value instanceof Date) return dateText(value);
  if (value instanceof Uint8Array) return `\\x${hex(value)}`;
  if (Array.isArray(value)) return arrayText(value);
  return typeof value === 'object' ? jsonStringify(value) : String(value);
}

function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) throw misuse('UNSUPPORTED_VALUE', 'A value in the statement is an invalid Date.');
  return date.toISOString();
}

/** https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO */
function arrayText(items: unknown[]): string {
  const texts = items.map((item) => {
    if (item === null) return 'NULL';
    if (Array.isArray(item)) return arrayText(item);
    return `"${textOf(item).replace(/[\\"]/g, '\\$&')}"`;
  });
  return `{${texts.join(',')}}`;
}

function hex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}

/** What becomes of Postgres's text by the type's name; all others stay text, among them int8 and numeric, which a number could not hold exactly. */
const READERS: Record<string, (text: string) => unknown> = {
  int2: Number, int4: Number, oid: Number, float4: Number, float8: Number,
  bool: (text) => text === 't',
  date: (text) => new Date(text), timestamp: (text) => new Date(text), timestamptz: (text) => new Date(text),
  json: (text) => jsonParse(text) as unknown, jsonb: (text) => jsonParse(text) as unknown,
  bytea: (text) => Uint8Array.from(text.slice(2).match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)),
};

/** How the texts of a column become values. */
export function readerOf(type: string): (text: string) => unknown {
  const reader = Object.hasOwn(READERS, type) ? READERS[type]! : (text: string): unknown => text;
  if (!type.startsWith('_')) return reader;
  const item = readerOf(type.slice(1));
  return (text) => readArray(text, item);
}

function readArray(text: string, read: (text: string) => unknown): unknown[] {
  let at = text.indexOf('{') + 1;
  const items = (): unknown[] => {
    const found: unknown[] = [];
    while (at < text.length && text[at] !== '}') {
      if (text[at] === ',') at += 1;
      else found.push(item());
    }
    at += 1;
    return found;
  };
  const item = (): unknown => {
    if (text[at] === '{') {
      at += 1;
      return items();
    }
    let word = '';
    if (text[at] !== '"') {
      while (at < text.length && text[at] !== ',' && text[at] !== '}') word += text[at++];
      return word === 'NULL' ? null : read(word);
    }
    for (at += 1; at < text.length && text[at] !== '"'; at += 1) {
      if (text[at] === '\\') at += 1;
      word += text[at];
    }
    at += 1;
    return read(word);
  };
  return items();
}
