import { Arguments } from './arguments.ts';
import type { Commands } from './command.ts';
import type { Database } from './database.ts';
import { positive } from './lists.ts';
import { Members } from './members.ts';
import { integerOf } from './numbers.ts';
import { draw } from './random-items.ts';
import { fail, SYNTAX, type Reply } from './reply.ts';
import { scan } from './scan.ts';

/** Members, each once, in no order that means anything. */
export const sets: Commands = {
  sadd: {
    arity: -3,
    run([key = '', ...members], _client, db) {
      const set = db.make(key, db.set(key), () => new Members());
      const added = members.filter((member) => set.add(member)).length;
      if (added > 0) db.touch(key);
      return added;
    },
  },
  srem: {
    arity: -3,
    run([key = '', ...members], _client, db) {
      const set = db.set(key);
      const removed = set ? members.filter((member) => set.delete(member)).length : 0;
      if (removed > 0) db.touch(key);
      return removed;
    },
  },
  smembers: { arity: 2, run: ([key = ''], _client, db) => ({ set: [...db.set(key)?.all() ?? []] }) },
  sismember: { arity: 3, run: ([key = '', member = ''], _client, db) => (db.set(key)?.has(member) ? 1 : 0) },
  smismember: {
    arity: -3,
    run([key = '', ...members], _client, db) {
      const set = db.set(key);
      return members.map((member) => (set?.has(member) ? 1 : 0));
    },
  },
  scard: { arity: 2, run: ([key = ''], _client, db) => db.set(key)?.size ?? 0 },
  smove: {
    arity: 4,
    run([from = '', to = '', member = ''], _client, db) {
      const source = db.set(from);
      if (!source) return 0;
      const target = db.set(to);
      if (from === to) return source.has(member) ? 1 : 0;
      if (!source.delete(member)) return 0;
      db.touch(from);
      if (db.make(to, target, () => new Members()).add(member)) db.touch(to);
      return 1;
    },
  },
  spop: {
    arity: -2,
    run([key = '', countText, ...more], { store }, db) {
      if (more.length > 0) fail(SYNTAX);
      const count = countText === undefined ? 1 : positive(countText);
      const set = db.set(key);
      const drawn = set ? draw(set.all(), count, store) : [];
      for (const member of drawn) set!.delete(member);
      if (drawn.length > 0) db.touch(key);
      return countText === undefined ? drawn[0] ?? null : { set: drawn };
    },
  },
  srandmember: {
    arity: -2,
    run([key = '', countText, ...more], { store }, db) {
      if (more.length > 0) fail(SYNTAX);
      const count = countText === undefined ? 1 : integerOf(countText);
      const drawn = draw(db.set(key)?.all() ?? [], count, store);
      return countText === undefined ? drawn[0] ?? null : drawn;
    },
  },
  sinter: { arity: -2, run: (keys, _client, db) => ({ set: intersection(db, keys) }) },
  sunion: { arity: -2, run: (keys, _client, db) => ({ set: union(db, keys) }) },
  sdiff: { arity: -2, run: (keys, _client, db) => ({ set: difference(db, keys) }) },
  sinterstore: { arity: -3, run: ([target = '', ...keys], _client, db) => keep(db, target, intersection(db, keys)) },
  sunionstore: { arity: -3, run: ([target = '', ...keys], _client, db) => keep(db, target, union(db, keys)) },
  sdiffstore: { arity: -3, run: ([target = '', ...keys], _client, db) => keep(db, target, difference(db, keys)) },
  sintercard: {
    arity: -3,
    run(args, _client, db) {
      const words = new Arguments(args);
      const keys = keysAfterCount(words, 'ERR numkeys should be greater than 0');
      let most = 0;
      while (words.left > 0) {
        if (!words.skip('LIMIT')) fail(SYNTAX);
        most = integerOf(words.next(), "ERR LIMIT can't be negative");
        if (most < 0) fail("ERR LIMIT can't be negative");
      }
      const { length } = intersection(db, keys);
      return most === 0 ? length : Math.min(most, length);
    },
  },
  sscan: {
    arity: -3,
    run([key = '', cursor = '', ...options], _client, db) {
      const set = db.set(key) ?? new Members();
      return scan(cursor, options, set.all(), { atOnce: set.encoding === 'intset' });
    },
  },
};

/** Keys that stand behind their number. */
export function keysAfterCount(words: Arguments, problem: string): string[] {
  const count = integerOf(words.next(), problem);
  if (count < 1) fail(problem);
  return words.take(count, "ERR Number of keys can't be greater than number of args");
}

/** All of them are looked at first, so that one of a wrong type is refused whatever the others are. */
function all(db: Database, keys: string[]): Members[] {
  return keys.map((key) => db.set(key) ?? new Members());
}

function intersection(db: Database, keys: string[]): string[] {
  const found = all(db, keys).toSorted((one, other) => one.size - other.size);
  return found[0]!.all().filter((member) => found.every((set) => set.has(member)));
}

function union(db: Database, keys: string[]): string[] {
  const members = new Members();
  for (const set of all(db, keys)) for (const member of set.all()) members.add(member);
  return [...members.all()];
}

function difference(db: Database, keys: string[]): string[] {
  const [first, ...others] = all(db, keys);
  return first!.all().filter((member) => !others.some((set) => set.has(member)));
}

function keep(db: Database, target: string, members: string[]): Reply {
  if (members.length === 0) db.remove(target);
  else db.put(target, new Members(members));
  return members.length;
}

