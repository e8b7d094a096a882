import { VALUE_DEPTH } from '../contract/value.ts';
import type { Expected, Matcher, TaggedExpected, ValueType } from '../contract/value.ts';
import { pair } from './any-order.ts';
import type { Unpaired } from './any-order.ts';
import { hasType, isTagged, numberOf, pairsOf, propertiesOf, sameField, sameMoment, scalarKey } from './observed-value.ts';
import { testPattern, usedMs } from './pattern.ts';
import type { Notation } from './notation.ts';
import { count, isIdentifier, printShort, quote } from './print.ts';
import { describeStrings } from './text.ts';

/** The first place where a value is not what was expected. */
export interface Difference {
  /** `items[2].price`, `[0]`, `.get("a")`; empty for the whole value. */
  path: string;
  /** The rest of a sentence: `expected 3, got 4`. */
  message: string;
}

export interface CompareOptions {
  /** The tolerated absolute difference of any number. */
  about?: number;
  /** Only what is expected must be there; more entries in objects and more items in arrays (in any order) may be, at any depth. */
  partial?: boolean;
  /** How values are written in the message; JavaScript's way unless given. */
  notation?: Notation;
}

/**
 * Compares an author's expectation with what a program gave, which may be anything at all: unreadable, truncated or
 * endless values differ from everything, nothing throws, and the work is bounded.
 *
 * NaN equals NaN. 0 equals -0 unless the expectation writes -0. A property that holds undefined equals an absent one;
 * undefined and null differ. The order of properties, of Map keys and of Set items does not count. A class counts only
 * where the expectation names one. Functions are compared by name.
 */
export function findDifference(expected: Expected, actual: unknown, options: CompareOptions = {}): Difference | undefined {
  const difference = new Comparison(options).compare(expected, actual, 0);
  if (!difference) return undefined;
  const path = difference.path;
  return { ...difference, path: path.startsWith('.') && !path.startsWith('.get(') ? path.slice(1) : path };
}

/** Comparisons of single values within one call; honest expectations need a few thousand. */
const STEPS = 1_000_000;
/** A pattern pays for its guard and for its time, so that a thousand texts that are slow to match cost no more than one. */
const PATTERN_STEPS = 500;
const STEPS_PER_MS = 10_000;
/** A program's value reaches down to VALUE_DEPTH; what is deeper was not written by our runner. */
const DEPTH = VALUE_DEPTH + 2;

const absent = { $: 'undefined' } as const;

/** What an empty array of PHP is meant as, by what was expected of it. */
function emptyLike(expected: Expected): unknown {
  if (expected === null || typeof expected !== 'object' || Array.isArray(expected)) return [];
  switch (expected.$) {
    case 'object': return { $: 'object', entries: [] };
    case 'map': return { $: 'map', entries: [] };
    case 'set': return { $: 'set', items: [] };
    case 'type': return emptyOf[expected.type] ?? [];
    case 'contains': return emptyLike(expected.value);
    case 'oneOf': return emptyLike(expected.values.find((value) => findDifference(value, { $: 'empty' }) === undefined) ?? []);
    default: return [];
  }
}

const emptyOf: Partial<Record<ValueType, unknown>> = { object: { $: 'object', entries: [] }, map: { $: 'map', entries: [] }, set: { $: 'set', items: [] } };

class Comparison {
  readonly #about: number | undefined;
  readonly #partial: boolean;
  readonly #notation: Notation | undefined;
  #steps = STEPS;

  constructor(options: CompareOptions) {
    this.#notation = options.notation;
    this.#about = options.about;
    this.#partial = options.partial ?? false;
  }

  compare(expected: Expected, actual: unknown, depth: number): Difference | undefined {
    this.#steps -= 1;
    if (this.#steps < 0) return { path: '', message: 'there is too much here to compare' };
    if (isTagged(actual, 'empty')) return this.compare(expected, emptyLike(expected), depth);
    if (depth > DEPTH) return { path: '', message: 'the value is nested too deep to compare' };
    if (typeof expected === 'number') return this.#number(expected, expected, actual);
    if (typeof expected === 'string') return this.#text(expected, actual);
    if (expected === null || typeof expected !== 'object') return expected === actual ? undefined : this.#differ(expected, actual);
    if (Array.isArray(expected)) return this.#array(expected, actual, depth);
    switch (expected.$) {
      case 'undefined': return isTagged(actual, 'undefined') ? undefined : this.#differ(expected, actual);
      case 'number': return this.#number(Number(expected.value), expected, actual);
      case 'object': return this.#object(expected, actual, depth);
      case 'map': return this.#map(expected.entries, expected, actual, depth);
      case 'set': return this.#set(expected.items, expected, actual, depth);
      case 'bigint': case 'regexp': case 'symbol': return sameField(expected, actual, 'value') ? undefined : this.#differ(expected, actual);
      case 'date': return sameMoment(expected.value, actual) ? undefined : this.#differ(expected, actual);
      case 'bytes': return sameField(expected, actual, 'base64') ? undefined : this.#differ(expected, actual);
      case 'function': return sameField(expected, actual, 'name') ? undefined : this.#differ(expected, actual);
      case 'error': return sameField(expected, actual, 'name') && sameField(expected, actual, 'message') ? undefined : this.#differ(expected, actual);
      case 'cycle': return isTagged(actual, 'cycle') && actual.up === expected.up ? undefined : this.#differ(expected, actual);
      case 'empty': return Array.isArray(actual) && actual.length === 0 ? undefined : this.#differ(expected, actual);
      case 'truncated': return { path: '', message: 'the value is too large to compare' };
      default: return this.#matcher(expected, actual, depth);
    }
  }

  #matcher(expected: Matcher, actual: unknown, depth: number): Difference | undefined {
    switch (expected.$) {
      case 'matches': {
        if (typeof actual !== 'string') return this.#differ(expected, actual);
        const before = process.threadCpuUsage();
        const result = testPattern(expected.pattern, actual);
        this.#steps -= PATTERN_STEPS + usedMs(before) * STEPS_PER_MS;
        if (result === 'too-slow') return { path: '', message: `expected ${this.#print(expected)}, but looking for that in ${this.#print(actual)} takes too long` };
        return result === 'matches' ? undefined : this.#differ(expected, actual);
      }
      case 'contains': return this.#contains(expected.value, actual, depth) ? undefined : this.#differ(expected, actual);
      case 'oneOf': return expected.values.some((value) => this.#equal(value, actual, depth)) ? undefined : this.#differ(expected, actual);
      case 'anyOrder': {
        if (!Array.isArray(actual)) return this.#differ(expected, actual);
        return this.#unpaired(expected.values, actual, depth, (expectedCount) => `expected ${count(expectedCount, 'item')}, got ${actual.length}`);
      }
      case 'type': return hasType(expected.type, actual) ? undefined : this.#differ(expected, actual);
    }
  }

  #equal(expected: Expected, actual: unknown, depth: number): boolean {
    return this.compare(expected, actual, depth) === undefined;
  }

  #number(wanted: number, expected: Expected, actual: unknown): Difference | undefined {
    const came = numberOf(actual);
    if (came === undefined) return this.#differ(expected, actual);
    if (Object.is(wanted, came) || (wanted === came && !Object.is(wanted, -0))) return undefined;
    if (this.#about !== undefined) {
      // Two floats that stand exactly `about` apart may compute as a little more.
      const slack = 4 * Number.EPSILON * Math.max(Math.abs(wanted), Math.abs(came));
      if (Number.isFinite(slack) && Math.abs(wanted - came) <= this.#about + slack) return undefined;
      return { path: '', message: `expected ${this.#print(expected)} (give or take ${this.#about}), got ${this.#print(actual)}` };
    }
    return this.#differ(expected, actual);
  }

  #array(expected: Expected[], actual: unknown, depth: number): Difference | undefined {
    if (!Array.isArray(actual)) return this.#differ(expected, actual);
    if (this.#partial) return this.#unpaired(expected, actual, depth);
    const shared = Math.min(expected.length, actual.length);
    for (let index = 0; index < shared; index += 1) {
      const difference = this.compare(expected[index] as Expected, actual[index], depth + 1);
      if (difference) return within(`[${index}]`, difference);
    }
    if (expected.length === actual.length) return undefined;
    return { path: `[${shared}]`, message: `expected ${count(expected.length, 'item')}, got ${actual.length}` };
  }

  #object(expected: Extract<TaggedExpected, { $: 'object' }>, actual: unknown, depth: number): Difference | undefined {
    if (!isTagged(actual, 'object')) return this.#differ(expected, actual);
    if (expected.class !== undefined && expected.class !== actual.class) {
      const came = typeof actual.class === 'string' ? `one of class ${quote(actual.class)}` : 'a plain one';
      return { path: '', message: `expected an object of class ${quote(expected.class)}, got ${came}` };
    }
    const given = propertiesOf(actual.entries);
    if (!given) return this.#differ(expected, actual);
    this.#steps -= given.size;
    for (const [key, value] of expected.entries) {
      const difference = this.compare(value, given.has(key) ? given.get(key) : absent, depth + 1);
      if (difference) return within(property(key), difference);
    }
    if (this.#partial) return undefined;
    const known = new Set(expected.entries.map(([key]) => key));
    for (const [key, value] of given) {
      if (!known.has(key) && !isTagged(value, 'undefined')) {
        return { path: property(key), message: `expected no such property, got ${this.#print(value)}` };
      }
    }
    return undefined;
  }

  #map(expectedEntries: [Expected, Expected][], expected: Expected, actual: unknown, depth: number): Difference | undefined {
    if (!isTagged(actual, 'map')) return this.#differ(expected, actual);
    const given = pairsOf(actual.entries);
    if (!given) return this.#differ(expected, actual);
    this.#steps -= given.length;
    // Keys that are scalars are looked up, so that a difference can name its key; other keys are paired with their values.
    const byKey = new Map<string, number>();
    given.forEach(([key], index) => {
      const known = scalarKey(key);
      if (known !== undefined) byKey.set(known, index);
    });
    const looked = new Set<number>();
    const rest: [Expected, Expected][] = [];
    for (const [key, value] of expectedEntries) {
      const known = scalarKey(key);
      if (known === undefined) {
        rest.push([key, value]);
        continue;
      }
      const path = `.get(${this.#print(key)})`;
      const found = byKey.get(known);
      if (found === undefined) return { path, message: `expected ${this.#print(value)}, but this key is missing` };
      looked.add(found);
      const difference = this.compare(value, given[found]?.[1], depth + 1);
      if (difference) return within(path, difference);
    }
    const others = given.filter((_, index) => !looked.has(index));
    const unpaired = pair(rest, others, {
      key: () => undefined,
      equal: (row, column) => this.#equal(rest[row]?.[0] as Expected, others[column]?.[0], depth + 1) && this.#equal(rest[row]?.[1] as Expected, others[column]?.[1], depth + 1),
      allowMore: this.#partial,
    });
    if (unpaired === undefined) return undefined;
    if (unpaired === 'too-many') return { path: '', message: 'there is too much here to compare' };
    const [missing, more] = [rest[unpaired.expected ?? -1], others[unpaired.actual ?? -1]];
    if (missing) return { path: '', message: `expected an entry ${this.#print(missing[0])} => ${this.#print(missing[1])}, and none is like it` };
    return { path: `.get(${this.#print(more?.[0])})`, message: `expected no such key, got ${this.#print(more?.[1])}` };
  }

  #set(expectedItems: Expected[], expected: Expected, actual: unknown, depth: number): Difference | undefined {
    if (!isTagged(actual, 'set') || !Array.isArray(actual.items)) return this.#differ(expected, actual);
    return this.#unpaired(expectedItems, actual.items, depth);
  }

  /** Pairs items in any order; `lengths` puts a differing number of items into words and is asked first. */
  #unpaired(expected: Expected[], actual: unknown[], depth: number, lengths?: (expectedCount: number) => string): Difference | undefined {
    this.#steps -= actual.length;
    if (lengths && expected.length !== actual.length && !this.#partial) return { path: '', message: lengths(expected.length) };
    const found = pair(expected, actual, {
      key: (item) => (this.#about !== undefined && typeof item === 'number' ? undefined : scalarKey(item)),
      equal: (row, column) => this.#equal(expected[row] as Expected, actual[column], depth + 1),
      allowMore: this.#partial,
    });
    return found === undefined ? undefined : { path: '', message: this.#describeUnpaired(found, expected, actual) };
  }

  #contains(held: Expected, actual: unknown, depth: number): boolean {
    if (typeof actual === 'string') return typeof held === 'string' && actual.includes(held);
    const items = isTagged(actual, 'set') ? actual.items : actual;
    if (Array.isArray(items)) return items.some((item) => this.#equal(held, item, depth + 1));
    if (held === null || typeof held !== 'object' || Array.isArray(held)) return false;
    if (held.$ === 'object' && isTagged(actual, 'object')) {
      const given = propertiesOf(actual.entries);
      return given !== undefined && held.entries.every(([key, value]) => this.#equal(value, given.has(key) ? given.get(key) : absent, depth + 1));
    }
    if (held.$ === 'map' && isTagged(actual, 'map')) {
      const given = pairsOf(actual.entries) ?? [];
      return held.entries.every(([key, value]) => given.some((entry) => this.#equal(key, entry[0], depth + 1) && this.#equal(value, entry[1], depth + 1)));
    }
    return false;
  }

  #print(value: unknown): string {
    return printShort(value, this.#notation);
  }

  #differ(expected: Expected, actual: unknown): Difference {
    return { path: '', message: `expected ${this.#print(expected)}, got ${this.#print(actual)}` };
  }

  #text(expected: string, actual: unknown): Difference | undefined {
    if (expected === actual) return undefined;
    return typeof actual === 'string' ? { path: '', message: describeStrings(expected, actual) } : this.#differ(expected, actual);
  }

  #describeUnpaired(found: Unpaired | 'too-many', expected: Expected[], actual: unknown[]): string {
    if (found === 'too-many') return 'there is too much here to compare in any order';
    if (found.expected === undefined) return `expected nothing like ${this.#print(actual[found.actual ?? -1])} here`;
    const wanted = `expected ${this.#print(expected[found.expected])} to be among the items`;
    return found.actual === undefined ? wanted : `${wanted}, got ${this.#print(actual[found.actual])} instead`;
  }
}

function within(step: string, difference: Difference): Difference {
  return { ...difference, path: step + difference.path };
}

function property(key: string): string {
  return isIdentifier(key) ? `.${key}` : `[${quote(key, 40)}]`;
}
