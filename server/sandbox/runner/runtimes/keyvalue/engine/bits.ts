import { Arguments } from './arguments.ts';
import type { Commands } from './command.ts';
import { integerOf } from './numbers.ts';
import { fail, SYNTAX, type Reply } from './reply.ts';
import type { Database } from './database.ts';
import { MOST_STRING_BYTES, type Store } from './store.ts';
import { overwrite } from './strings.ts';

const BAD_OFFSET = 'ERR bit offset is not an integer or out of range';
const NOT_A_BIT = 'ERR bit is not an integer or out of range';
const BIT_COUNTS = Array.from({ length: 256 }, (_, byte) => byte.toString(2).replaceAll('0', '').length);

/** Strings as rows of bits, the highest bit of a byte first. */
export const bits: Commands = {
  setbit: {
    arity: 4,
    run([key = '', offsetText = '', bitText = ''], { store }, db) {
      const offset = offsetOf(offsetText);
      const bit = bitText === '0' || bitText === '1' ? Number(bitText) : fail(NOT_A_BIT);
      const value = db.string(key) ?? '';
      const byte = byteAt(value, offset >>> 3);
      const mask = 0x80 >> (offset & 7);
      db.put(key, overwrite(value, Math.floor(offset / 8), String.fromCharCode(bit ? byte | mask : byte & ~mask), store), { keepExpiry: true });
      return byte & mask ? 1 : 0;
    },
  },
  getbit: {
    arity: 3,
    run([key = '', offsetText = ''], _client, db) {
      const offset = offsetOf(offsetText);
      return byteAt(db.string(key) ?? '', Math.floor(offset / 8)) & (0x80 >> (offset & 7)) ? 1 : 0;
    },
  },
  bitcount: { arity: -2, run: ([key = '', ...range], _client, db) => bitCount(db.string(key), range) },
  bitpos: { arity: -3, run: ([key = '', ...args], _client, db) => bitPosition(key, args, db) },
  bitop: { arity: -4, run: ([operation = '', target = '', ...sources], { store }, db) => combine(operation.toUpperCase(), target, sources, db, store) },
};

function offsetOf(text: string): number {
  const offset = integerOf(text, BAD_OFFSET);
  return offset >= 0 && offset < MOST_STRING_BYTES * 8 ? offset : fail(BAD_OFFSET);
}

function byteAt(value: string, at: number): number {
  return at < value.length ? value.charCodeAt(at) : 0;
}

/** The first and the last bit that `from to BYTE|BIT` mean; undefined when they mean none. */
function bitRange(value: string, from: string, to: string | undefined, unit: string | undefined): { first: number; last: number } | undefined {
  const upper = (unit ?? 'BYTE').toUpperCase();
  const start = integerOf(from);
  const end = integerOf(to ?? '-1');
  const size = upper === 'BIT' ? 1 : upper === 'BYTE' ? 8 : fail(SYNTAX);
  const length = (value.length * 8) / size;
  if (start < 0 && end < 0 && start > end) return undefined;
  const first = Math.max(0, start < 0 ? start + length : start);
  const last = Math.min(length - 1, Math.max(0, end < 0 ? end + length : end));
  return first > last ? undefined : { first: first * size, last: last * size + size - 1 };
}

function bitCount(value: string | undefined, range: string[]): Reply {
  if (value === undefined) return 0;
  if (range.length === 1 || range.length > 3) fail(SYNTAX);
  const found = range.length === 0 ? { first: 0, last: value.length * 8 - 1 } : bitRange(value, range[0]!, range[1], range[2]);
  if (!found) return 0;
  let count = 0;
  for (let byte = Math.floor(found.first / 8); byte * 8 <= found.last; byte += 1) {
    const before = Math.max(0, found.first - byte * 8);
    const after = Math.max(0, byte * 8 + 7 - found.last);
    count += BIT_COUNTS[value.charCodeAt(byte) & (0xff >> before) & (0xff << after)]!;
  }
  return count;
}

function bitPosition(key: string, args: string[], db: Database): Reply {
  const words = new Arguments(args);
  const bitText = words.next();
  const wanted = bitText === '0' || bitText === '1' ? Number(bitText) : integerOf(bitText) && fail('ERR The bit argument must be 1 or 0.');
  const [from, to, unit, ...more] = words.rest();
  const value = db.string(key);
  if (value === undefined) return wanted === 1 ? -1 : 0;
  if (more.length > 0) fail(SYNTAX);
  const range = bitRange(value, from ?? '0', to, unit);
  if (!range) return -1;
  for (let at = range.first; at <= range.last; at += 1) {
    if (Number((value.charCodeAt(Math.floor(at / 8)) & (0x80 >> (at & 7))) !== 0) === wanted) return at;
  }
  return wanted === 0 && to === undefined ? value.length * 8 : -1;
}

function combine(operation: string, target: string, sources: string[], db: Database, store: Store): Reply {
  const work = { AND: (one: number, other: number) => one & other, OR: (one: number, other: number) => one | other, XOR: (one: number, other: number) => one ^ other }[operation];
  if (!work && operation !== 'NOT') fail(SYNTAX);
  if (!work && sources.length !== 1) fail('ERR BITOP NOT must be called with a single source key.');
  const values = sources.map((source) => db.string(source) ?? '');
  const length = Math.max(...values.map((value) => value.length));
  store.need(length);
  const parts: string[] = [];
  for (let at = 0; at < length; at += 1) {
    const bytes = values.map((value) => byteAt(value, at));
    parts.push(String.fromCharCode(work ? bytes.reduce(work) : ~bytes[0]! & 0xff));
  }
  if (length === 0) db.remove(target);
  else db.put(target, parts.join(''));
  return length;
}
