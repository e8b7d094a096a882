import type { Table } from '../../../server/contract/dataset.ts';
import { functions, sql } from './sql.ts';
import type { Shape } from './words.ts';

/** One thing to offer: `detail` says where it comes from or of which type it is. */
export interface Offer { kind: 'table' | 'column' | 'keyword' | 'function' | 'written'; name: string; detail?: string }

interface Place {
  code: string;
  /** The code up to the word that is being typed. */
  before: string;
  typing: string;
  tables: readonly Pick<Table, 'name' | 'columns'>[];
}

const keywords = sql.words.trim().split(/\s+/);
const reserved = new Set(keywords);
const NAME = /[\p{L}_][\p{L}\p{N}_]{2,}/gu;
const AFTER_TABLE_WORD = /\b(?:from|join|update|into|table|references|truncate)\s+(?:only\s+)?$/i;
const AFTER_DOT = /("[^"]+"|[\p{L}_][\p{L}\p{N}_$]*)\.$/u;
const WITH_QUERY = /([\p{L}_][\p{L}\p{N}_]*)\s*(?:\([^()]*\)\s*)?as\s+(?:(?:not\s+)?materialized\s+)?\(/giu;

/**
 * What to offer at a place in SQL: after `o.` the columns of the table that `o` stands for, after FROM and the like tables, else
 * columns of the tables that the statement mentions before all others, and the words of the language.
 */
export function sqlOffers({ code, before, typing, tables }: Place): { offers: Offer[]; shapes: Shape[] } {
  const statement = statementAround(code, before.length);
  const names = new Map(tables.map((table) => [table.name.toLowerCase(), table]));
  const aliases = aliasesIn(statement, [...names.keys()]);
  const qualifier = AFTER_DOT.exec(before)?.[1]?.toLowerCase();
  if (qualifier !== undefined) {
    const table = names.get(aliases.get(qualifier) ?? qualifier);
    return { offers: table ? columnsOf(table) : written(code, typing, []), shapes: [] };
  }
  const queries = [...code.matchAll(WITH_QUERY)].flatMap(([, name = '']) => (reserved.has(name.toLowerCase()) ? [] : [{ kind: 'table' as const, name, detail: 'query with a name' }]));
  const tableOffers: Offer[] = [...tables.map(({ name, columns }) => ({ kind: 'table' as const, name, detail: `${columns.length} columns` })), ...queries];
  if (AFTER_TABLE_WORD.test(before)) return { offers: once(tableOffers), shapes: [] };
  const mentioned = tables.filter(({ name }) => mentions(statement, name));
  const columns = (mentioned.length > 0 ? mentioned : tables).flatMap(columnsOf);
  const offers = once([
    ...columns, ...tableOffers, ...[...aliases].map(([name, table]) => ({ kind: 'table' as const, name, detail: table })),
    ...keywords.map((name) => ({ kind: 'keyword' as const, name })), ...functions.map((name) => ({ kind: 'function' as const, name })),
  ]);
  const atLineStart = /(?:^|\n)[ \t]*$/.test(before);
  return { offers: [...offers, ...written(code, typing, offers)], shapes: atLineStart ? sql.shapes : [] };
}

function columnsOf({ name, columns }: Place['tables'][number]): Offer[] {
  return columns.map((column) => ({ kind: 'column', name: column.name, detail: `${column.type}, ${name}` }));
}

/** What each other name of a table stands for: `from orders o`, `join orders as o`. */
function aliasesIn(statement: string, tables: string[]): Map<string, string> {
  return new Map(tables.flatMap((table) => [...statement.matchAll(new RegExp(`(?<![\\p{L}\\p{N}_."])${escaped(table)}(?:\\s+as)?\\s+([\\p{L}_][\\p{L}\\p{N}_]*)`, 'giu'))]
    .flatMap(([, alias = '']) => (reserved.has(alias.toLowerCase()) ? [] : [[alias.toLowerCase(), table] as const]))));
}

function mentions(statement: string, table: string): boolean {
  return new RegExp(`(?<![\\p{L}\\p{N}_"])${escaped(table)}(?![\\p{L}\\p{N}_"])`, 'iu').test(statement);
}

function escaped(name: string): string {
  return name.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}

/** The code between the semicolons around an offset; one within a text is rare enough. */
function statementAround(code: string, offset: number): string {
  const end = code.indexOf(';', offset);
  return code.slice(code.lastIndexOf(';', offset - 1) + 1, end === -1 ? undefined : end);
}

function written(code: string, typing: string, known: Offer[]): Offer[] {
  const names = new Set(known.map(({ name }) => name.toLowerCase()));
  return [...new Set(code.match(NAME))].filter((name) => name !== typing && !names.has(name.toLowerCase()) && !reserved.has(name.toLowerCase())).map((name) => ({ kind: 'written', name }));
}

/** Of the same name the first: `id` is a column of many tables, and typed once. */
function once(offers: Offer[]): Offer[] {
  const seen = new Map<string, Offer>();
  for (const offer of offers) {
    const before = seen.get(offer.name);
    if (!before) seen.set(offer.name, offer);
    else if (before.kind === 'column' && offer.kind === 'column') seen.set(offer.name, { ...before, detail: `${before.detail}, ${offer.detail?.split(', ').at(-1)}` });
  }
  return [...seen.values()];
}
