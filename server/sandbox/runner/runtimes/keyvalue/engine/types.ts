import type { Value } from './database.ts';
import { Members } from './members.ts';
import { isIntegerText } from './numbers.ts';
import { SortedSet } from './sorted-set.ts';

/** As TYPE answers it. */
export function typeOf(value: Value | undefined): string {
  if (value === undefined) return 'none';
  if (typeof value === 'string') return 'string';
  if (Array.isArray(value)) return 'list';
  if (value instanceof Map) return 'hash';
  if (value instanceof Members) return 'set';
  return value instanceof SortedSet ? 'zset' : 'stream';
}

const MOST_EMBEDDED = 44;
const MOST_LISTPACK = 128;
const MOST_LISTPACK_BYTES = 64;

/** As OBJECT ENCODING of a value that was made in one go; what a value has been before counts for Redis too. */
export function encodingOf(value: Value | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string') return isIntegerText(value) ? 'int' : value.length <= MOST_EMBEDDED ? 'embstr' : 'raw';
  if (Array.isArray(value)) return 'quicklist';
  if (value instanceof Members) return value.encoding;
  const short = (text: string): boolean => text.length <= MOST_LISTPACK_BYTES;
  if (value instanceof Map) return value.size <= MOST_LISTPACK && [...value].flat().every(short) ? 'listpack' : 'hashtable';
  if (value instanceof SortedSet) return value.size <= MOST_LISTPACK && value.entries.every(({ member }) => short(member)) ? 'listpack' : 'skiplist';
  return 'stream';
}
