import { Arguments } from './arguments.ts';
import type { Commands } from './command.ts';
import type { Database, Value } from './database.ts';
import { moment } from './expiry.ts';
import { matchesGlob } from './glob.ts';
import { Members } from './members.ts';
import { bigIntegerOf, integerOf } from './numbers.ts';
import { fail, NO_SUCH_KEY, OK, SYNTAX, type Reply } from './reply.ts';
import { scan } from './scan.ts';
import { SortedSet } from './sorted-set.ts';
import type { Store } from './store.ts';
import { Stream } from './stream.ts';
import { encodingOf, typeOf } from './types.ts';

/** Keys of whatever type: what there is, how long it lives, what it is called. */
export const keys: Commands = {
  del: { arity: -2, run: (names, _client, db) => names.filter((key) => db.remove(key)).length },
  unlink: { arity: -2, run: (names, _client, db) => names.filter((key) => db.remove(key)).length },
  exists: { arity: -2, run: (names, _client, db) => names.filter((key) => db.get(key) !== undefined).length },
  touch: { arity: -2, run: (names, _client, db) => names.filter((key) => db.get(key) !== undefined).length },
  type: { arity: 2, run: ([key = ''], _client, db) => ({ status: typeOf(db.get(key)) }) },
  expire: { arity: -3, run: (args, { store }, db) => expire('expire', 'EX', args, store, db) },
  pexpire: { arity: -3, run: (args, { store }, db) => expire('pexpire', 'PX', args, store, db) },
  expireat: { arity: -3, run: (args, { store }, db) => expire('expireat', 'EXAT', args, store, db) },
  pexpireat: { arity: -3, run: (args, { store }, db) => expire('pexpireat', 'PXAT', args, store, db) },
  ttl: { arity: 2, run: ([key = ''], { store }, db) => left(db, key, (at) => Math.floor((Math.max(0, at - store.clock.now()) + 500) / 1000)) },
  pttl: { arity: 2, run: ([key = ''], { store }, db) => left(db, key, (at) => Math.max(0, at - store.clock.now())) },
  expiretime: { arity: 2, run: ([key = ''], _client, db) => left(db, key, (at) => Math.floor((at + 500) / 1000)) },
  pexpiretime: { arity: 2, run: ([key = ''], _client, db) => left(db, key, (at) => at) },
  persist: {
    arity: 2,
    run([key = ''], _client, db) {
      if (db.expiry(key) === undefined) return 0;
      db.expire(key, undefined);
      return 1;
    },
  },
  rename: {
    arity: 3,
    run([key = '', target = ''], _client, db) {
      move(db, key, db, target);
      return OK;
    },
  },
  renamenx: {
    arity: 3,
    run([key = '', target = ''], _client, db) {
      if (db.get(key) === undefined) fail(NO_SUCH_KEY);
      if (db.get(target) !== undefined) return 0;
      move(db, key, db, target);
      return 1;
    },
  },
  move: {
    arity: 3,
    run([key = '', index = ''], { store }, db) {
      const other = store.databases[integerOf(index)] ?? fail('ERR DB index is out of range');
      if (other === db) fail('ERR source and destination objects are the same');
      if (db.get(key) === undefined || other.get(key) !== undefined) return 0;
      move(db, key, other, key);
      return 1;
    },
  },
  copy: { arity: -3, run: (args, { store }, db) => copy(args, store, db) },
  keys: { arity: 2, run: ([pattern = ''], _client, db) => ({ set: db.keys().filter((key) => matchesGlob(pattern, key)) }) },
  scan: {
    arity: -2,
    run([cursor = '', ...options], _client, db) {
      return scan(cursor, options, db.keys(), { typeOf: (key) => typeOf(db.get(key)) });
    },
  },
  randomkey: {
    arity: 1,
    run(_args, { store }, db) {
      const all = db.keys();
      return all[store.randomBelow(all.length)] ?? null;
    },
  },
  object: {
    arity: -2,
    run: () => fail(SYNTAX),
    subcommands: {
      encoding: { arity: 3, run: ([key = ''], _client, db) => encodingOf(db.get(key)) ?? null },
      refcount: { arity: 3, run: ([key = ''], _client, db) => (db.get(key) === undefined ? null : 1) },
      idletime: { arity: 3, run: ([key = ''], _client, db) => (db.get(key) === undefined ? null : 0) },
    },
  },
};

/** -2 for a key that is not there, -1 for one that does not expire. */
function left(db: Database, key: string, figure: (at: number) => number): Reply {
  if (db.get(key) === undefined) return -2;
  const at = db.expiry(key);
  return at === undefined ? -1 : figure(at);
}

function expire(name: string, unit: string, [key = '', time = '', ...options]: string[], store: Store, db: Database): Reply {
  const ms = bigIntegerOf(time);
  const given = new Set(options.map((option) => option.toUpperCase()));
  const unknown = options.find((option) => !['NX', 'XX', 'GT', 'LT'].includes(option.toUpperCase()));
  if (unknown !== undefined) fail(`ERR Unsupported option ${unknown}`);
  if (given.has('NX') && given.size > 1) fail('ERR NX and XX, GT or LT options at the same time are not compatible');
  if (given.has('GT') && given.has('LT')) fail('ERR GT and LT options at the same time are not compatible');
  const at = moment(ms, unit, `ERR invalid expire time in '${name}' command`, store);
  if (db.get(key) === undefined) return 0;
  const before = db.expiry(key);
  if (given.has('NX') && before !== undefined) return 0;
  if (given.has('XX') && before === undefined) return 0;
  if (given.has('GT') && (before === undefined || at <= before)) return 0;
  if (given.has('LT') && before !== undefined && at >= before) return 0;
  db.expire(key, at);
  return 1;
}

/** Takes a key, with its time to live, to another place; what was there is gone. */
function move(from: Database, key: string, to: Database, target: string): void {
  const value = from.get(key) ?? fail(NO_SUCH_KEY);
  if (from === to && key === target) return;
  const at = from.expiry(key);
  from.remove(key);
  to.put(target, value);
  if (at !== undefined) to.expire(target, at);
}

function copy([key = '', target = '', ...options]: string[], store: Store, db: Database): Reply {
  const words = new Arguments(options);
  let to = db;
  let replace = false;
  while (words.left > 0) {
    const option = words.option();
    if (option === 'REPLACE') replace = true;
    else if (option === 'DB' && words.left > 0) to = store.databases[integerOf(words.next())] ?? fail('ERR DB index is out of range');
    else fail(SYNTAX);
  }
  if (to === db && key === target) fail('ERR source and destination objects are the same');
  const value = db.get(key);
  if (value === undefined || (to.get(target) !== undefined && !replace)) return 0;
  to.put(target, copyOf(value));
  const at = db.expiry(key);
  if (at !== undefined) to.expire(target, at);
  return 1;
}

function copyOf(value: Value): Value {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return [...value];
  if (value instanceof Map) return new Map(value);
  if (value instanceof Members) return new Members(value.all());
  if (value instanceof SortedSet) return new SortedSet(value.entries);
  return value instanceof Stream ? value.copy() : value;
}
