import { pairsOf } from './arguments.ts';
import type { Commands } from './command.ts';
import type { Database, Hash } from './database.ts';
import { addFloats, checkFloat } from './long-double.ts';
import { bigIntegerOf, integerOf, integerReply, isInteger64 } from './numbers.ts';
import { draw } from './random-items.ts';
import { fail, OK, SYNTAX, type Reply } from './reply.ts';
import { scan } from './scan.ts';
import { encodingOf } from './types.ts';

/** Fields with values under one key. */
export const hashes: Commands = {
  hset: { arity: -4, run: ([key = '', ...words], _client, db) => put('hset', key, words, db) },
  hmset: {
    arity: -4,
    run([key = '', ...words], _client, db) {
      put('hmset', key, words, db);
      return OK;
    },
  },
  hsetnx: {
    arity: 4,
    run([key = '', field = '', value = ''], _client, db) {
      const hash = db.hash(key);
      if (hash?.has(field)) return 0;
      made(db, key).set(field, value);
      db.touch(key);
      return 1;
    },
  },
  hget: { arity: 3, run: ([key = '', field = ''], _client, db) => db.hash(key)?.get(field) ?? null },
  hmget: {
    arity: -3,
    run([key = '', ...fields], _client, db) {
      const hash = db.hash(key);
      return fields.map((field) => hash?.get(field) ?? null);
    },
  },
  hgetall: { arity: 2, run: ([key = ''], _client, db) => ({ map: [...db.hash(key) ?? []] }) },
  hdel: {
    arity: -3,
    run([key = '', ...fields], _client, db) {
      const hash = db.hash(key);
      const removed = hash ? fields.filter((field) => hash.delete(field)).length : 0;
      if (removed > 0) db.touch(key);
      return removed;
    },
  },
  hexists: { arity: 3, run: ([key = '', field = ''], _client, db) => (db.hash(key)?.has(field) ? 1 : 0) },
  hlen: { arity: 2, run: ([key = ''], _client, db) => db.hash(key)?.size ?? 0 },
  hstrlen: { arity: 3, run: ([key = '', field = ''], _client, db) => db.hash(key)?.get(field)?.length ?? 0 },
  hkeys: { arity: 2, run: ([key = ''], _client, db) => ({ set: [...db.hash(key)?.keys() ?? []] }) },
  hvals: { arity: 2, run: ([key = ''], _client, db) => ({ set: [...db.hash(key)?.values() ?? []] }) },
  hincrby: {
    arity: 4,
    run([key = '', field = '', by = ''], _client, db) {
      const amount = bigIntegerOf(by);
      const sum = bigIntegerOf(db.hash(key)?.get(field) ?? '0', 'ERR hash value is not an integer') + amount;
      if (!isInteger64(sum)) fail('ERR increment or decrement would overflow');
      made(db, key).set(field, String(sum));
      db.touch(key);
      return integerReply(sum);
    },
  },
  hincrbyfloat: {
    arity: 4,
    run([key = '', field = '', by = ''], _client, db) {
      checkFloat(by);
      const sum = addFloats(db.hash(key)?.get(field) ?? '0', by, 'ERR hash value is not a float');
      made(db, key).set(field, sum);
      db.touch(key);
      return sum;
    },
  },
  hscan: {
    arity: -3,
    run([key = '', cursor = '', ...options], _client, db) {
      const hash: Hash = db.hash(key) ?? new Map<string, string>();
      return scan(cursor, options, [...hash.keys()], { answer: (field) => [field, hash.get(field)!], atOnce: encodingOf(hash) === 'listpack' });
    },
  },
  hrandfield: {
    arity: -2,
    run([key = '', ...words], { store }, db) {
      const hash: Hash = db.hash(key) ?? new Map<string, string>();
      const [countText, withValues, ...more] = words;
      if (countText === undefined) return [...hash.keys()][store.randomBelow(hash.size)] ?? null;
      const count = integerOf(countText);
      if (more.length > 0 || (withValues !== undefined && withValues.toUpperCase() !== 'WITHVALUES')) fail(SYNTAX);
      const fields = draw([...hash.keys()], count, store);
      return withValues === undefined ? fields : fields.flatMap((field) => [field, hash.get(field)!]);
    },
  },
};

function made(db: Database, key: string): Hash {
  return db.make<Hash>(key, db.hash(key), () => new Map<string, string>());
}

function put(name: string, key: string, words: string[], db: Database): Reply {
  if (words.length % 2 === 1) fail(`ERR wrong number of arguments for '${name}' command`);
  const hash = made(db, key);
  const before = hash.size;
  for (const [field, value] of pairsOf(words)) hash.set(field, value);
  db.touch(key);
  return hash.size - before;
}
