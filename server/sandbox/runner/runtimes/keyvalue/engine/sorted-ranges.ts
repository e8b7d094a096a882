import { Arguments } from './arguments.ts';
import type { Commands } from './command.ts';
import type { Database } from './database.ts';
import { span } from './lists.ts';
import { doubleOf, integerOf } from './numbers.ts';
import { fail, SYNTAX, type Reply } from './reply.ts';
import { SortedSet, type Scored } from './sorted-set.ts';
import { shown } from './sorted-sets.ts';

type By = 'rank' | 'score' | 'lex';
/** Places of a sorted set: from, and up to without. */
type Places = (set: SortedSet) => [from: number, to: number];
interface Range { places: Places; reverse: boolean; offset: number; count: number; withScores: boolean }

/** Ranges of sorted sets: by rank, by score, and by bytes among members with the same score. */
export const sortedRanges: Commands = {
  zrange: { arity: -4, run: ([key = '', ...words], _client, db) => answer(db, key, parse(words)) },
  zrevrange: { arity: -4, run: ([key = '', ...words], _client, db) => answer(db, key, parse(words, { by: 'rank', reverse: true })) },
  zrangebyscore: { arity: -4, run: ([key = '', ...words], _client, db) => answer(db, key, parse(words, { by: 'score', reverse: false })) },
  zrevrangebyscore: { arity: -4, run: ([key = '', ...words], _client, db) => answer(db, key, parse(words, { by: 'score', reverse: true })) },
  zrangebylex: { arity: -4, run: ([key = '', ...words], _client, db) => answer(db, key, parse(words, { by: 'lex', reverse: false })) },
  zrevrangebylex: { arity: -4, run: ([key = '', ...words], _client, db) => answer(db, key, parse(words, { by: 'lex', reverse: true })) },
  zrangestore: {
    arity: -5,
    run([target = '', key = '', ...words], _client, db) {
      const entries = entriesOf(db, key, parse(words, { storing: true }));
      return keepSorted(db, target, entries);
    },
  },
  zcount: { arity: 4, run: ([key = '', from = '', to = ''], _client, db) => count(db, key, scorePlaces(from, to)) },
  zlexcount: { arity: 4, run: ([key = '', from = '', to = ''], _client, db) => count(db, key, lexPlaces(from, to)) },
  zremrangebyrank: { arity: 4, run: ([key = '', from = '', to = ''], _client, db) => remove(db, key, rankPlaces(from, to)) },
  zremrangebyscore: { arity: 4, run: ([key = '', from = '', to = ''], _client, db) => remove(db, key, scorePlaces(from, to)) },
  zremrangebylex: { arity: 4, run: ([key = '', from = '', to = ''], _client, db) => remove(db, key, lexPlaces(from, to)) },
};

/** Stores what a command of sets has found; nothing found leaves no key. */
export function keepSorted(db: Database, target: string, entries: readonly Scored[]): number {
  if (entries.length === 0) db.remove(target);
  else db.put(target, new SortedSet(entries));
  return entries.length;
}

function parse(words: string[], { by: fixedBy, reverse: fixedReverse, storing = false }: { by?: By; reverse?: boolean; storing?: boolean } = {}): Range {
  const [first = '', second = '', ...options] = words;
  const rest = new Arguments(options);
  let by: By = fixedBy ?? 'rank';
  let reverse = fixedReverse ?? false;
  let limit: [number, number] | undefined;
  let withScores = false;
  while (rest.left > 0) {
    const option = rest.option();
    if (option === 'WITHSCORES' && !storing) withScores = true;
    else if (option === 'LIMIT' && rest.left >= 2) limit = [integerOf(rest.next()), integerOf(rest.next())];
    else if (option === 'BYSCORE' && fixedBy === undefined && by === 'rank') by = 'score';
    else if (option === 'BYLEX' && fixedBy === undefined && by === 'rank') by = 'lex';
    else if (option === 'REV' && fixedBy === undefined) reverse = true;
    else fail(SYNTAX);
  }
  if (limit && by === 'rank') fail('ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX');
  if (withScores && by === 'lex') fail('ERR syntax error, WITHSCORES not supported in combination with BYLEX');
  const [from, to] = reverse && by !== 'rank' ? [second, first] : [first, second];
  const places = by === 'rank' ? rankPlaces(from, to, reverse) : by === 'score' ? scorePlaces(from, to) : lexPlaces(from, to);
  const [offset = 0, most = -1] = limit ?? [];
  return { places, reverse, offset, count: most < 0 ? Infinity : most, withScores };
}

function entriesOf(db: Database, key: string, { places, reverse, offset, count: most }: Range): Scored[] {
  const set = db.sortedSet(key);
  if (!set || offset < 0) return [];
  const entries = set.entries.slice(...places(set));
  return (reverse ? entries.toReversed() : entries).slice(offset, offset + most);
}

function answer(db: Database, key: string, range: Range): Reply {
  return shown(entriesOf(db, key, range), range.withScores);
}

function count(db: Database, key: string, places: Places): Reply {
  const set = db.sortedSet(key);
  if (!set) return 0;
  const [from, to] = places(set);
  return Math.max(0, to - from);
}

function remove(db: Database, key: string, places: Places): Reply {
  const set = db.sortedSet(key);
  if (!set) return 0;
  const removed = set.deletePlaces(...places(set));
  if (removed > 0) db.touch(key);
  return removed;
}

function rankPlaces(fromText: string, toText: string, reverse = false): Places {
  const [from, to] = [integerOf(fromText), integerOf(toText)];
  return ({ size }) => {
    const [first, end] = span(size, from, to);
    return reverse ? [size - end, size - first] : [first, end];
  };
}

function scorePlaces(fromText: string, toText: string): Places {
  const from = scoreBound(fromText);
  const to = scoreBound(toText);
  return (set) => [
    set.firstNot(({ score }) => (from.open ? score <= from.value : score < from.value)),
    set.firstNot(({ score }) => (to.open ? score < to.value : score <= to.value)),
  ];
}

function scoreBound(text: string): { value: number; open: boolean } {
  const open = text.startsWith('(');
  return { value: doubleOf(open ? text.slice(1) : text, 'ERR min or max is not a float'), open };
}

function lexPlaces(fromText: string, toText: string): Places {
  const from = lexBound(fromText);
  const to = lexBound(toText);
  return (set) => [set.firstNot(({ member }) => isBefore(member, from, true)), set.firstNot(({ member }) => isBefore(member, to, false))];
}

/** `-`, `+`, or a text that is included or not. */
type LexBound = '-' | '+' | { text: string; open: boolean };

function lexBound(text: string): LexBound {
  if (text === '-' || text === '+') return text;
  if (text.startsWith('(') || text.startsWith('[')) return { text: text.slice(1), open: text.startsWith('(') };
  return fail('ERR min or max not valid string range item');
}

function isBefore(member: string, bound: LexBound, lower: boolean): boolean {
  if (bound === '-') return false;
  if (bound === '+') return true;
  return lower === bound.open ? member <= bound.text : member < bound.text;
}
