import { Arguments } from './arguments.ts';
import type { Commands } from './command.ts';
import type { Database } from './database.ts';
import { Members } from './members.ts';
import { doubleOf, integerOf } from './numbers.ts';
import { fail, SYNTAX, WRONG_TYPE, type Reply } from './reply.ts';
import { SortedSet, type Scored } from './sorted-set.ts';
import { keepSorted } from './sorted-ranges.ts';
import { shown } from './sorted-sets.ts';

type Operation = 'union' | 'inter' | 'diff';
/** Undefined where nothing is stored. */
type Source = Members | SortedSet | undefined;
interface Combination { sources: Source[]; weights: number[]; aggregate: (one: number, other: number) => number; withScores: boolean }

/** Unions, intersections and differences; a plain set counts as one whose scores are all 1. */
export const sortedCombining: Commands = {
  zunion: { arity: -3, run: (args, _client, db) => answer('zunion', 'union', args, db) },
  zinter: { arity: -3, run: (args, _client, db) => answer('zinter', 'inter', args, db) },
  zdiff: { arity: -3, run: (args, _client, db) => answer('zdiff', 'diff', args, db) },
  zunionstore: { arity: -4, run: ([target = '', ...args], _client, db) => store('zunionstore', 'union', target, args, db) },
  zinterstore: { arity: -4, run: ([target = '', ...args], _client, db) => store('zinterstore', 'inter', target, args, db) },
  zdiffstore: { arity: -4, run: ([target = '', ...args], _client, db) => store('zdiffstore', 'diff', target, args, db) },
  zintercard: {
    arity: -3,
    run(args, _client, db) {
      const words = new Arguments(args);
      const sources = sourcesOf('zintercard', words, db);
      let most = 0;
      while (words.left > 0) {
        if (!words.skip('LIMIT')) fail(SYNTAX);
        most = integerOf(words.next(), "ERR LIMIT can't be negative");
        if (most < 0) fail("ERR LIMIT can't be negative");
      }
      const { length } = combined('inter', { sources, weights: [], aggregate: aggregates.SUM!, withScores: false });
      return most === 0 ? length : Math.min(most, length);
    },
  },
};

/** Plus and minus infinity make zero here. */
const aggregates: Record<string, Combination['aggregate']> = {
  SUM: (one, other) => orZero(one + other), MIN: (one, other) => Math.min(one, other), MAX: (one, other) => Math.max(one, other),
};

function orZero(score: number): number {
  return Number.isNaN(score) ? 0 : score;
}

function answer(name: string, operation: Operation, args: string[], db: Database): Reply {
  const combination = parse(name, operation, args, db, false);
  return shown(combined(operation, combination), combination.withScores);
}

function store(name: string, operation: Operation, target: string, args: string[], db: Database): Reply {
  return keepSorted(db, target, combined(operation, parse(name, operation, args, db, true)));
}

/** What stands at the keys behind their number: of a wrong type, that is said before anything of the options. */
function sourcesOf(name: string, words: Arguments, db: Database): Source[] {
  const count = integerOf(words.next());
  if (count < 1) fail(`ERR at least 1 input key is needed for '${name}' command`);
  return words.take(count).map((key) => {
    const value = db.get(key);
    return value === undefined || value instanceof Members || value instanceof SortedSet ? value : fail(WRONG_TYPE);
  });
}

function parse(name: string, operation: Operation, args: string[], db: Database, storing: boolean): Combination {
  const words = new Arguments(args);
  const sources = sourcesOf(name, words, db);
  let weights: number[] = [];
  let aggregate = aggregates.SUM!;
  let withScores = false;
  while (words.left > 0) {
    const option = words.option();
    if (option === 'WEIGHTS' && operation !== 'diff' && words.left >= sources.length) weights = words.take(sources.length).map((weight) => doubleOf(weight, 'ERR weight value is not a float'));
    else if (option === 'AGGREGATE' && operation !== 'diff') aggregate = aggregates[words.option()] ?? fail(SYNTAX);
    else if (option === 'WITHSCORES' && !storing) withScores = true;
    else fail(SYNTAX);
  }
  return { sources, weights, aggregate, withScores };
}

function combined(operation: Operation, { sources: given, weights, aggregate }: Combination): readonly Scored[] {
  const sources = given.map((source, index) => scoresOf(source, weights[index] ?? 1));
  if (operation === 'diff') {
    const [first, ...others] = sources;
    return inOrder(new Map([...first!].filter(([member]) => !others.some((other) => other.has(member)))));
  }
  const all = new Map<string, number>();
  const members = operation === 'union' ? new Set(sources.flatMap((source) => [...source.keys()])) : [...sources[0]!.keys()].filter((member) => sources.every((source) => source.has(member)));
  for (const member of members) {
    const scores = sources.map((source) => source.get(member)).filter((score) => score !== undefined);
    all.set(member, scores.reduce(aggregate));
  }
  return inOrder(all);
}

function inOrder(scores: Map<string, number>): readonly Scored[] {
  return new SortedSet([...scores].map(([member, score]) => ({ member, score }))).entries;
}

function scoresOf(source: Source, weight: number): Map<string, number> {
  if (source === undefined) return new Map();
  if (source instanceof Members) return new Map(source.all().map((member) => [member, weight]));
  return new Map(source.entries.map(({ member, score }) => [member, orZero(score * weight)]));
}
