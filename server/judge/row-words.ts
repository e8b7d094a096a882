import type { ResultSet } from '../contract/observation.ts';
import { count } from './print.ts';
import { valueWords } from './sql-value.ts';

// The words that sentences about rows are made of.

/** What a row is called. */
export type Noun = 'row' | 'document' | 'reply';

const SHOWN_COLUMNS = 6;

/** `id 3, name 'Ada', total 12.50` */
export function rowWords({ columns, rows }: ResultSet, index: number): string {
  const row = rows[index] ?? [];
  const said = columns.slice(0, SHOWN_COLUMNS).map(({ name, type }, at) => `${name === '?column?' ? '' : `${name} `}${valueWords(row[at] ?? null, type, 40)}`);
  return `${said.join(', ')}${columns.length > SHOWN_COLUMNS ? ', …' : ''}`;
}

export function list(names: string[]): string {
  const shown = names.slice(0, 12).join(', ');
  return names.length === 0 ? 'none' : names.length > 12 ? `${shown}, …` : shown;
}

export function nounOf({ columns: [column] }: ResultSet): Noun {
  return column?.type === 'reply' ? 'reply' : column?.type === 'document' || column?.type === 'field' ? 'document' : 'row';
}

export function plural(noun: string): string {
  return count(2, noun).slice(2);
}

export function isMissing(number: number, noun: string): string {
  return `${count(number, noun)} ${number === 1 ? 'is' : 'are'}`;
}

export function theFirst(number: number): string {
  return number === 1 ? 'it is' : 'the first is';
}

export function times(number: number | undefined): string {
  return number === 1 ? 'once' : number === 2 ? 'twice' : `${(number ?? 0).toLocaleString('en')} times`;
}
