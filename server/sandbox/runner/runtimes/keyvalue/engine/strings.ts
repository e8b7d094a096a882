import { Arguments, pairsOf } from './arguments.ts';
import type { Commands } from './command.ts';
import type { Database } from './database.ts';
import { expiryOf } from './expiry.ts';
import { addFloats } from './long-double.ts';
import { bigIntegerOf, integerOf, integerReply, isInteger64 } from './numbers.ts';
import { fail, OK, SYNTAX, type Reply } from './reply.ts';
import { MOST_STRING_BYTES, type Store } from './store.ts';

const TOO_LONG = 'ERR string exceeds maximum allowed size (proto-max-bulk-len)';

/** Strings and counters. */
export const strings: Commands = {
  get: { arity: 2, run: ([key = ''], _client, db) => db.string(key) ?? null },
  set: { arity: -3, run: (args, { store }, db) => set(args, store, db) },
  setnx: {
    arity: 3,
    run([key = '', value = ''], _client, db) {
      if (db.get(key) !== undefined) return 0;
      db.put(key, value);
      return 1;
    },
  },
  setex: { arity: 4, run: ([key = '', time = '', value = ''], { store }, db) => setWithTime('setex', 'EX', key, time, value, store, db) },
  psetex: { arity: 4, run: ([key = '', time = '', value = ''], { store }, db) => setWithTime('psetex', 'PX', key, time, value, store, db) },
  getset: {
    arity: 3,
    run([key = '', value = ''], _client, db) {
      const before = db.string(key) ?? null;
      db.put(key, value);
      return before;
    },
  },
  getdel: {
    arity: 2,
    run([key = ''], _client, db) {
      const value = db.string(key) ?? null;
      db.remove(key);
      return value;
    },
  },
  getex: { arity: -2, run: (args, { store }, db) => getWithExpiry(args, store, db) },
  mget: {
    arity: -2,
    run: (keys, _client, db) => keys.map((key) => {
      const value = db.get(key);
      return typeof value === 'string' ? value : null;
    }),
  },
  mset: {
    arity: -3,
    run(args, _client, db) {
      for (const [key, value] of pairs('mset', args)) db.put(key, value);
      return OK;
    },
  },
  msetnx: {
    arity: -3,
    run(args, _client, db) {
      const given = pairs('msetnx', args);
      if (given.some(([key]) => db.get(key) !== undefined)) return 0;
      for (const [key, value] of given) db.put(key, value);
      return 1;
    },
  },
  append: {
    arity: 3,
    run([key = '', more = ''], { store }, db) {
      const value = db.string(key) ?? '';
      const length = value.length + more.length;
      if (length > MOST_STRING_BYTES) fail(TOO_LONG);
      store.need(length);
      db.put(key, value + more, { keepExpiry: true });
      return length;
    },
  },
  strlen: { arity: 2, run: ([key = ''], _client, db) => db.string(key)?.length ?? 0 },
  incr: { arity: 2, run: ([key = ''], _client, db) => increase(key, 1n, db) },
  decr: { arity: 2, run: ([key = ''], _client, db) => increase(key, -1n, db) },
  incrby: { arity: 3, run: ([key = '', by = ''], _client, db) => increase(key, bigIntegerOf(by), db) },
  decrby: {
    arity: 3,
    run([key = '', by = ''], _client, db) {
      const amount = bigIntegerOf(by);
      if (!isInteger64(-amount)) fail('ERR decrement would overflow');
      return increase(key, -amount, db);
    },
  },
  incrbyfloat: {
    arity: 3,
    run([key = '', by = ''], _client, db) {
      const sum = addFloats(db.string(key) ?? '0', by);
      db.put(key, sum, { keepExpiry: true });
      return sum;
    },
  },
  getrange: { arity: 4, run: ([key = '', from = '', to = ''], _client, db) => range(db, key, from, to) },
  substr: { arity: 4, run: ([key = '', from = '', to = ''], _client, db) => range(db, key, from, to) },
  setrange: {
    arity: 4,
    run([key = '', offsetText = '', part = ''], { store }, db) {
      const offset = integerOf(offsetText);
      if (offset < 0) fail('ERR offset is out of range');
      const value = db.string(key) ?? '';
      if (part === '') return value.length;
      if (offset + part.length > MOST_STRING_BYTES) fail(TOO_LONG);
      const result = overwrite(value, offset, part, store);
      db.put(key, result, { keepExpiry: true });
      return result.length;
    },
  },
};

/** `value` with `part` at `offset`; what is missing before is zero bytes. */
export function overwrite(value: string, offset: number, part: string, store: Store): string {
  store.need(offset + part.length);
  return value.slice(0, offset).padEnd(offset, '\0') + part + value.slice(offset + part.length);
}

function pairs(name: string, args: string[]): [string, string][] {
  if (args.length % 2 === 1) fail(`ERR wrong number of arguments for '${name}' command`);
  return pairsOf(args);
}

function setWithTime(name: string, unit: string, key: string, time: string, value: string, store: Store, db: Database): Reply {
  const at = expiryOf(name, unit, time, store);
  db.put(key, value);
  db.expire(key, at);
  return OK;
}

function set([key = '', value = '', ...options]: string[], store: Store, db: Database): Reply {
  const words = new Arguments(options);
  let when: 'NX' | 'XX' | undefined;
  let expiry: { unit: string; time: string } | undefined;
  let keepExpiry = false;
  let get = false;
  while (words.left > 0) {
    const option = words.option();
    if ((option === 'NX' || option === 'XX') && (!when || when === option)) when = option;
    else if (option === 'GET') get = true;
    else if (option === 'KEEPTTL' && !expiry) keepExpiry = true;
    else if (['EX', 'PX', 'EXAT', 'PXAT'].includes(option) && !expiry && !keepExpiry) expiry = { unit: option, time: words.next() };
    else fail(SYNTAX);
  }
  const at = expiry && expiryOf('set', expiry.unit, expiry.time, store);
  const before = get ? db.string(key) ?? null : null;
  if (when && (db.get(key) !== undefined) !== (when === 'XX')) return before;
  db.put(key, value, { keepExpiry });
  if (at !== undefined) db.expire(key, at);
  return get ? before : OK;
}

function getWithExpiry([key = '', ...options]: string[], store: Store, db: Database): Reply {
  const words = new Arguments(options);
  let expiry: { unit: string; time: string } | undefined;
  let persist = false;
  while (words.left > 0) {
    const option = words.option();
    if (expiry || persist) fail(SYNTAX);
    if (option === 'PERSIST') persist = true;
    else if (['EX', 'PX', 'EXAT', 'PXAT'].includes(option)) expiry = { unit: option, time: words.next() };
    else fail(SYNTAX);
  }
  const value = db.string(key);
  if (value === undefined) return null;
  if (expiry) db.expire(key, expiryOf('getex', expiry.unit, expiry.time, store));
  else if (persist && db.expiry(key) !== undefined) db.expire(key, undefined);
  return value;
}

function increase(key: string, by: bigint, db: Database): Reply {
  const sum = bigIntegerOf(db.string(key) ?? '0') + by;
  if (!isInteger64(sum)) fail('ERR increment or decrement would overflow');
  db.put(key, String(sum), { keepExpiry: true });
  return integerReply(sum);
}

function range(db: Database, key: string, fromText: string, toText: string): string {
  const start = integerOf(fromText);
  const end = integerOf(toText);
  const value = db.string(key) ?? '';
  if (start < 0 && end < 0 && start > end) return '';
  const from = Math.max(0, start < 0 ? value.length + start : start);
  const to = Math.max(0, end < 0 ? value.length + end : end);
  return value.slice(from, to + 1);
}
