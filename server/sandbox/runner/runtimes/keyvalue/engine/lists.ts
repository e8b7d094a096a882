import { Arguments } from './arguments.ts';
import { blockingTimes, popFirst } from './blocking.ts';
import { Waiting, type Commands } from './command.ts';
import type { Database, List } from './database.ts';
import { bigIntegerOf, integerOf } from './numbers.ts';
import { fail, MUST_BE_POSITIVE, NO_SUCH_KEY, OK, SYNTAX, type Reply } from './reply.ts';

const NO_KEYS = 'ERR numkeys should be greater than 0';
const NO_COUNT = 'ERR count should be greater than 0';

/** Lists: fast at both ends. */
export const lists: Commands = {
  lpush: { arity: -3, run: ([key = '', ...items], _client, db) => push(db, key, items, 'LEFT') },
  rpush: { arity: -3, run: ([key = '', ...items], _client, db) => push(db, key, items, 'RIGHT') },
  lpushx: { arity: -3, run: ([key = '', ...items], _client, db) => (db.list(key) ? push(db, key, items, 'LEFT') : 0) },
  rpushx: { arity: -3, run: ([key = '', ...items], _client, db) => (db.list(key) ? push(db, key, items, 'RIGHT') : 0) },
  lpop: { arity: -2, run: (args, _client, db) => pop('lpop', args, db, 'LEFT') },
  rpop: { arity: -2, run: (args, _client, db) => pop('rpop', args, db, 'RIGHT') },
  llen: { arity: 2, run: ([key = ''], _client, db) => db.list(key)?.length ?? 0 },
  lrange: {
    arity: 4,
    run([key = '', fromText = '', toText = ''], _client, db) {
      const [from, to] = [integerOf(fromText), integerOf(toText)];
      const list = db.list(key) ?? [];
      return list.slice(...span(list.length, from, to));
    },
  },
  lindex: {
    arity: 3,
    run([key = '', index = ''], _client, db) {
      const list = db.list(key);
      return list ? list.at(integerOf(index)) ?? null : null;
    },
  },
  lset: {
    arity: 4,
    run([key = '', indexText = '', value = ''], _client, db) {
      const list = db.list(key) ?? fail(NO_SUCH_KEY);
      const index = integerOf(indexText);
      const at = index < 0 ? list.length + index : index;
      if (at < 0 || at >= list.length) fail('ERR index out of range');
      list[at] = value;
      db.touch(key);
      return OK;
    },
  },
  linsert: {
    arity: 5,
    run([key = '', where = '', pivot = '', value = ''], _client, db) {
      const after = ['BEFORE', 'AFTER'].indexOf(where.toUpperCase());
      if (after < 0) fail(SYNTAX);
      const list = db.list(key);
      if (!list) return 0;
      const at = list.indexOf(pivot);
      if (at < 0) return -1;
      list.splice(at + after, 0, value);
      db.touch(key);
      return list.length;
    },
  },
  lrem: {
    arity: 4,
    run([key = '', countText = '', value = ''], _client, db) {
      const count = integerOf(countText);
      const list = db.list(key);
      if (!list) return 0;
      const most = count === 0 ? list.length : Math.abs(count);
      const places = list.flatMap((item, at) => (item === value ? [at] : []));
      const doomed = new Set(count < 0 ? places.slice(-most) : places.slice(0, most));
      if (doomed.size > 0) replace(db, key, list, list.filter((_, at) => !doomed.has(at)));
      return doomed.size;
    },
  },
  ltrim: {
    arity: 4,
    run([key = '', fromText = '', toText = ''], _client, db) {
      const [from, to] = [integerOf(fromText), integerOf(toText)];
      const list = db.list(key);
      if (list) replace(db, key, list, list.slice(...span(list.length, from, to)));
      return OK;
    },
  },
  lmove: { arity: 5, run: ([from = '', to = '', where = '', whereTo = ''], _client, db) => moveItem(db, from, to, end(where), end(whereTo)) },
  rpoplpush: { arity: 3, run: ([from = '', to = ''], _client, db) => moveItem(db, from, to, 'RIGHT', 'LEFT') },
  lpos: { arity: -3, run: ([key = '', value = '', ...options], _client, db) => positions(db, key, value, options) },
  lmpop: { arity: -4, run: (args, _client, db) => popMany(db, args)() ?? null },
  blmpop: {
    arity: -5,
    run([timeout = '', ...args], { store }, db) {
      const until = blockingTimes(timeout, store.clock.now());
      const attempt = popMany(db, args);
      return attempt() ?? new Waiting(until, attempt);
    },
  },
  blpop: { arity: -3, run: (args, { store }, db) => blockingPop(args, store.clock.now(), db, 'LEFT') },
  brpop: { arity: -3, run: (args, { store }, db) => blockingPop(args, store.clock.now(), db, 'RIGHT') },
  blmove: {
    arity: 6,
    run([from = '', to = '', where = '', whereTo = '', timeout = ''], { store }, db) {
      const [source, target] = [end(where), end(whereTo)];
      return moveOrWait(db, from, to, source, target, blockingTimes(timeout, store.clock.now()));
    },
  },
  brpoplpush: { arity: 4, run: ([from = '', to = '', timeout = ''], { store }, db) => moveOrWait(db, from, to, 'RIGHT', 'LEFT', blockingTimes(timeout, store.clock.now())) },
};

type End = 'LEFT' | 'RIGHT';

function end(text: string): End {
  const upper = text.toUpperCase();
  return upper === 'LEFT' || upper === 'RIGHT' ? upper : fail(SYNTAX);
}

/** From and up to, without, what indexes mean that count from the end when they are below zero. */
export function span(length: number, from: number, to: number): [number, number] {
  const first = Math.max(0, from < 0 ? length + from : from);
  const last = Math.min(length - 1, to < 0 ? length + to : to);
  return first > last ? [0, 0] : [first, last + 1];
}

function push(db: Database, key: string, items: string[], where: End): number {
  const list = db.make<List>(key, db.list(key), () => []);
  if (where === 'LEFT') list.unshift(...items.toReversed());
  else list.push(...items);
  db.touch(key);
  return list.length;
}

function take(db: Database, key: string, list: List, where: End, count: number): string[] {
  const most = Math.min(count, list.length);
  const taken = where === 'LEFT' ? list.splice(0, most) : list.splice(list.length - most).toReversed();
  db.touch(key);
  return taken;
}

function replace(db: Database, key: string, list: List, items: string[]): void {
  list.length = 0;
  for (const item of items) list.push(item);
  db.touch(key);
}

function pop(name: string, [key = '', countText, ...more]: string[], db: Database, where: End): Reply {
  if (more.length > 0) fail(`ERR wrong number of arguments for '${name}' command`);
  const count = countText === undefined ? undefined : positive(countText);
  const list = db.list(key);
  if (!list) return null;
  if (count === undefined) return take(db, key, list, where, 1)[0]!;
  return count === 0 ? [] : take(db, key, list, where, count);
}

/** A count that may be 0. */
export function positive(text: string): number {
  const count = integerOf(text, MUST_BE_POSITIVE);
  return count < 0 ? fail(MUST_BE_POSITIVE) : count;
}

function moveItem(db: Database, from: string, to: string, where: End, whereTo: End): Reply {
  const list = db.list(from);
  if (!list) return null;
  db.list(to);
  const [item = ''] = take(db, from, list, where, 1);
  push(db, to, [item], whereTo);
  return item;
}

function moveOrWait(db: Database, from: string, to: string, where: End, whereTo: End, until: number | undefined): Reply | Waiting {
  const attempt = (): Reply => moveItem(db, from, to, where, whereTo);
  return attempt() ?? new Waiting(until, () => attempt() ?? undefined);
}

function positions(db: Database, key: string, value: string, options: string[]): Reply {
  const words = new Arguments(options);
  let rank = 1n;
  let count: number | undefined;
  let most = 0;
  while (words.left > 0) {
    const option = words.option();
    if (option === 'RANK') {
      rank = bigIntegerOf(words.next());
      if (rank === 0n) fail("ERR RANK can't be zero: use 1 to start from the first match, 2 from the second ... or use negative to start from the end of the list");
    } else if (option === 'COUNT') count = notNegative(words.next(), "ERR COUNT can't be negative");
    else if (option === 'MAXLEN') most = notNegative(words.next(), "ERR MAXLEN can't be negative");
    else fail(SYNTAX);
  }
  const list = db.list(key) ?? [];
  const places = list.map((_, at) => (rank > 0n ? at : list.length - 1 - at));
  const matching = (most === 0 ? places : places.slice(0, most)).filter((at) => list[at] === value).slice(Number(rank > 0n ? rank : -rank) - 1);
  if (count === undefined) return matching[0] ?? null;
  return count === 0 ? matching : matching.slice(0, count);
}

function notNegative(text: string, problem: string): number {
  const number = integerOf(text, problem);
  return number < 0 ? fail(problem) : number;
}

/** Takes from the first list where there is something. */
function popMany(db: Database, args: string[]): () => Reply | undefined {
  const { keys, where, count } = readManyPop(args, end);
  return () => {
    const key = keys.find((name) => db.list(name));
    return key === undefined ? undefined : [key, take(db, key, db.list(key)!, where, count)];
  };
}

/** `2 a b LEFT COUNT 3`. */
export function readManyPop<Side>(args: string[], side: (text: string) => Side): { keys: string[]; where: Side; count: number } {
  const words = new Arguments(args);
  const number = integerOf(words.next(), NO_KEYS);
  if (number < 1) fail(NO_KEYS);
  const keys = words.take(number);
  const where = side(words.next());
  let count = 1;
  if (words.left > 0) {
    if (!words.skip('COUNT')) fail(SYNTAX);
    count = integerOf(words.next(), NO_COUNT);
    if (count < 1) fail(NO_COUNT);
  }
  if (words.left > 0) fail(SYNTAX);
  return { keys, where, count };
}

function blockingPop(args: string[], now: number, db: Database, where: End): Reply | Waiting {
  const names = args.slice(0, -1);
  return popFirst(names, blockingTimes(args.at(-1)!, now), (key) => {
    const list = db.list(key);
    return list && [key, take(db, key, list, where, 1)[0]!];
  });
}
