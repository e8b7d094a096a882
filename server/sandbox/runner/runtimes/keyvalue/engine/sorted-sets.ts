import { blockingTimes, popFirst } from './blocking.ts';
import { Waiting, type Commands } from './command.ts';
import type { Database } from './database.ts';
import { positive, readManyPop } from './lists.ts';
import { doubleOf, doubleText, integerOf } from './numbers.ts';
import { pairsOf } from './arguments.ts';
import { draw } from './random-items.ts';
import { fail, SYNTAX, type Reply } from './reply.ts';
import { scan } from './scan.ts';
import { SortedSet, type Scored } from './sorted-set.ts';
import { encodingOf } from './types.ts';

const NOT_A_NUMBER = 'ERR resulting score is not a number (NaN)';

/** Members with scores: putting in, taking out, and asking about single ones. Ranges stand in sorted-ranges.ts. */
export const sortedSets: Commands = {
  zadd: { arity: -4, run: ([key = '', ...words], _client, db) => add(db, key, words, new Set()) },
  zincrby: { arity: 4, run: ([key = '', by = '', member = ''], _client, db) => add(db, key, [by, member], new Set(['INCR'])) },
  zscore: { arity: 3, run: ([key = '', member = ''], _client, db) => scoreText(db.sortedSet(key)?.score(member)) },
  zmscore: {
    arity: -3,
    run([key = '', ...members], _client, db) {
      const set = db.sortedSet(key);
      return members.map((member) => scoreText(set?.score(member)));
    },
  },
  zcard: { arity: 2, run: ([key = ''], _client, db) => db.sortedSet(key)?.size ?? 0 },
  zrank: { arity: 3, run: ([key = '', member = ''], _client, db) => db.sortedSet(key)?.rank(member) ?? null },
  zrevrank: {
    arity: 3,
    run([key = '', member = ''], _client, db) {
      const set = db.sortedSet(key);
      const rank = set?.rank(member);
      return rank === undefined ? null : set!.size - 1 - rank;
    },
  },
  zrem: {
    arity: -3,
    run([key = '', ...members], _client, db) {
      const set = db.sortedSet(key);
      const removed = set ? members.filter((member) => set.delete(member)).length : 0;
      if (removed > 0) db.touch(key);
      return removed;
    },
  },
  zpopmin: { arity: -2, run: (args, _client, db) => popCount(args, db, 'MIN') },
  zpopmax: { arity: -2, run: (args, _client, db) => popCount(args, db, 'MAX') },
  bzpopmin: { arity: -3, run: (args, { store }, db) => blockingPop(args, store.clock.now(), db, 'MIN') },
  bzpopmax: { arity: -3, run: (args, { store }, db) => blockingPop(args, store.clock.now(), db, 'MAX') },
  zmpop: { arity: -4, run: (args, _client, db) => popMany(db, args)() ?? null },
  bzmpop: {
    arity: -5,
    run([timeout = '', ...args], { store }, db) {
      const until = blockingTimes(timeout, store.clock.now());
      const attempt = popMany(db, args);
      return attempt() ?? new Waiting(until, attempt);
    },
  },
  zrandmember: {
    arity: -2,
    run([key = '', countText, withScores, ...more], { store }, db) {
      const entries = db.sortedSet(key)?.entries ?? [];
      if (countText === undefined) return entries[store.randomBelow(entries.length)]?.member ?? null;
      const count = integerOf(countText);
      if (more.length > 0 || (withScores !== undefined && withScores.toUpperCase() !== 'WITHSCORES')) fail(SYNTAX);
      return shown(draw(entries, count, store), withScores !== undefined);
    },
  },
  zscan: {
    arity: -3,
    run([key = '', cursor = '', ...options], _client, db) {
      const set = db.sortedSet(key) ?? new SortedSet();
      return scan(cursor, options, set.entries.map(({ member }) => member), { answer: (member) => [member, scoreText(set.score(member))], atOnce: encodingOf(set) === 'listpack' });
    },
  },
};

export function scoreText(score: number | undefined): string | null {
  return score === undefined ? null : doubleText(score);
}

/** As ranges are answered: members, each followed by its score if that was asked for. */
export function shown(entries: readonly Scored[], withScores: boolean): Reply[] {
  return withScores ? entries.flatMap(({ member, score }) => [member, doubleText(score)]) : entries.map(({ member }) => member);
}

const ADD_OPTIONS = new Set(['NX', 'XX', 'GT', 'LT', 'CH', 'INCR']);

function add(db: Database, key: string, words: string[], options: Set<string>): Reply {
  let at = 0;
  if (!options.has('INCR')) for (; ADD_OPTIONS.has(words[at]?.toUpperCase() ?? ''); at += 1) options.add(words[at]!.toUpperCase());
  const given = words.slice(at);
  if (given.length === 0 || given.length % 2 === 1) fail(SYNTAX);
  const [nx, xx, gt, lt, increase] = ['NX', 'XX', 'GT', 'LT', 'INCR'].map((option) => options.has(option));
  if (nx && xx) fail('ERR XX and NX options at the same time are not compatible');
  if ((gt && nx) || (lt && nx) || (gt && lt)) fail('ERR GT, LT, and/or NX options at the same time are not compatible');
  if (increase && given.length > 2) fail('ERR INCR option supports a single increment-element pair');
  const changes = pairsOf(given).map(([score, member]) => ({ member, score: doubleOf(score) }));
  const found = db.sortedSet(key);
  if (!found && xx) return increase ? null : 0;
  const set = found ?? new SortedSet();
  let added = 0;
  let changed = 0;
  let result: number | undefined;
  for (const { member, score } of changes) {
    const before = set.score(member);
    const after = increase && before !== undefined ? before + score : score;
    if (Number.isNaN(after)) fail(NOT_A_NUMBER);
    const refused = before === undefined ? xx : nx || (gt && after <= before) || (lt && after >= before);
    if (refused) continue;
    result = after;
    if (before === undefined) added += 1;
    else if (before !== after) changed += 1;
    set.put(member, after);
  }
  if (added + changed > 0) {
    if (!found) db.make(key, undefined, () => set);
    db.touch(key);
  }
  if (increase) return scoreText(result);
  return options.has('CH') ? added + changed : added;
}

type End = 'MIN' | 'MAX';

function take(db: Database, key: string, set: SortedSet, where: End, count: number): Scored[] {
  const most = Math.min(count, set.size);
  const from = where === 'MIN' ? 0 : set.size - most;
  const taken = set.entries.slice(from, from + most);
  set.deletePlaces(from, from + most);
  db.touch(key);
  return where === 'MIN' ? taken : taken.toReversed();
}

function popCount([key = '', countText, ...more]: string[], db: Database, where: End): Reply {
  if (more.length > 0) fail(SYNTAX);
  const count = countText === undefined ? 1 : positive(countText);
  const set = db.sortedSet(key);
  return set && count > 0 ? shown(take(db, key, set, where, count), true) : [];
}

function popMany(db: Database, args: string[]): () => Reply | undefined {
  const { keys, where, count } = readManyPop(args, (text): End => {
    const upper = text.toUpperCase();
    return upper === 'MIN' || upper === 'MAX' ? upper : fail(SYNTAX);
  });
  return () => {
    const key = keys.find((name) => db.sortedSet(name));
    return key === undefined ? undefined : [key, take(db, key, db.sortedSet(key)!, where, count).map(({ member, score }) => [member, doubleText(score)])];
  };
}

function blockingPop(args: string[], now: number, db: Database, where: End): Reply | Waiting {
  return popFirst(args.slice(0, -1), blockingTimes(args.at(-1)!, now), (key) => {
    const set = db.sortedSet(key);
    return set && [key, ...shown(take(db, key, set, where, 1), true)];
  });
}
