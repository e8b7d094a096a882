import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { VALUE_DEPTH } from '../../../server/contract/value.ts';
import type { Expected, Value } from '../../../server/contract/value.ts';
import { findDifference } from '../../../server/judge/compare.ts';
import { anyValue, mutate, nothing, object } from './values.ts';

const equal = (expected: Expected, actual: unknown, options = {}) => findDifference(expected, actual, options) === undefined;

function reversed(value: Value): Value {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(reversed);
  if (value.$ === 'object') return { ...value, entries: value.entries.map(([key, held]): [string, Value] => [key, reversed(held)]).toReversed() };
  if (value.$ === 'map') return { ...value, entries: value.entries.map(([key, held]): [Value, Value] => [reversed(key), reversed(held)]).toReversed() };
  if (value.$ === 'set') return { ...value, items: value.items.map(reversed).toReversed() };
  return value;
}

const books = (...ids: number[]): Value => ({ $: 'map', entries: ids.map((id) => [object({ id }), `book ${id}`]) });
const cyclic = (up: number): Value => object<Value>({ self: object<Value>({ back: { $: 'cycle', up } }) });

function nest(depth: number): unknown {
  let value: unknown = 1;
  for (let index = 0; index < depth; index += 1) value = [value];
  return value;
}

describe('properties', () => {
  test('every value equals itself', () => {
    fc.assert(fc.property(anyValue, (value) => { expect(findDifference(value, structuredClone(value))).toBeUndefined(); }), { numRuns: 500 });
  });

  test('a value that was changed anywhere is refused, both ways round', () => {
    fc.assert(fc.property(anyValue, fc.nat(), (value, where) => {
      const changed = mutate(value, where);
      expect([equal(value, changed), equal(changed, value)]).toEqual([false, false]);
    }), { numRuns: 500 });
  });

  test('the order of properties, Map keys and Set items does not count', () => {
    fc.assert(fc.property(anyValue, (value) => { expect(findDifference(value, reversed(value))).toBeUndefined(); }), { numRuns: 500 });
  });

  test('anything at all may stand on the program\'s side', () => {
    const tags = fc.constantFrom('undefined', 'number', 'bigint', 'date', 'object', 'map', 'set', 'bytes', 'error', 'cycle', 'truncated', 'matches', 'oneOf', 'type', 'toString');
    const forged = fc.oneof(fc.anything({ withNullPrototype: true }), fc.record({ $: tags, value: fc.jsonValue(), entries: fc.jsonValue(), items: fc.jsonValue(), up: fc.jsonValue() }, { requiredKeys: ['$'] }));
    fc.assert(fc.property(anyValue, fc.oneof(forged, fc.array(forged)), (expected, actual) => {
      expect(findDifference(expected, actual)?.message).not.toBe('');
    }), { numRuns: 1000 });
  });

  test('a matcher on the program\'s side matches nothing', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.integer(), fc.boolean()), (scalar) => {
      for (const forged of [{ $: 'type', type: 'string' }, { $: 'matches', pattern: '' }, { $: 'oneOf', values: [scalar] }, { $: 'anyOrder', values: [] }]) {
        expect(equal(scalar, forged)).toBe(false);
        expect(equal([scalar], [forged])).toBe(false);
      }
    }));
  });
});

describe('scalars', () => {
  test('NaN equals NaN', () => {
    expect(equal({ $: 'number', value: 'NaN' }, { $: 'number', value: 'NaN' })).toBe(true);
    expect(equal({ $: 'number', value: 'NaN' }, nothing)).toBe(false);
  });

  test('0 takes -0; -0 takes only -0', () => {
    const negative = { $: 'number', value: '-0' } as const;
    expect(equal(0, negative)).toBe(true);
    expect(equal(negative, negative)).toBe(true);
    expect(equal(negative, 0)).toBe(false);
  });

  test('undefined, null, false, 0 and "" all differ', () => {
    const scalars: Value[] = [nothing, null, false, 0, ''];
    for (const one of scalars) for (const other of scalars) expect(equal(one, other)).toBe(one === other);
  });

  test('a number, its text and its BigInt differ', () => {
    expect(findDifference(1, '1')?.message).toBe('expected 1, got "1"');
    expect(findDifference(1, { $: 'bigint', value: '1' })?.message).toBe('expected 1, got 1n');
    expect(equal({ $: 'bigint', value: '1' }, { $: 'bigint', value: '1' })).toBe(true);
  });

  test('about is an absolute difference, for numbers at any depth and for nothing else', () => {
    expect(equal(0.3, 0.1 + 0.2)).toBe(false);
    expect(equal(0.3, 0.1 + 0.2, { about: 0.001 })).toBe(true);
    expect(equal([object({ price: 9.99 })], [object({ price: 9.989 })], { about: 0.001 })).toBe(true);
    expect(findDifference([9.99], [9.98], { about: 0.001 })).toEqual({ path: '[0]', message: 'expected 9.99 (give or take 0.001), got 9.98' });
    expect(equal({ $: 'set', items: [0.3] }, { $: 'set', items: [0.1 + 0.2] }, { about: 0.001 })).toBe(true);
    expect(equal(1, { $: 'number', value: 'NaN' }, { about: 10 })).toBe(false);
    expect(equal(1, { $: 'number', value: 'Infinity' }, { about: 10 })).toBe(false);
    expect(equal(1, '1', { about: 10 })).toBe(false);
  });

  test('the same moment written with another offset is the same date', () => {
    expect(equal({ $: 'date', value: '2026-01-01T01:00:00+01:00' }, { $: 'date', value: '2026-01-01T00:00:00.000Z' })).toBe(true);
    expect(equal({ $: 'date', value: '2026-01-01T00:00:00.000Z' }, { $: 'date', value: 'Invalid Date' })).toBe(false);
    expect(equal({ $: 'date', value: '2026-01-01T00:00:00.000Z' }, '2026-01-01T00:00:00.000Z')).toBe(false);
  });

  test('bytes differ from a text that looks like them', () => {
    expect(equal({ $: 'bytes', base64: 'AAEC' }, { $: 'bytes', base64: 'AAEC' })).toBe(true);
    expect(equal({ $: 'bytes', base64: 'AAEC' }, { $: 'bytes', base64: 'AAED' })).toBe(false);
    expect(equal({ $: 'bytes', base64: 'AAEC' }, 'AAEC')).toBe(false);
  });

  test('texts that differ in what is easily overlooked say so', () => {
    expect(findDifference('Hello', 'hello')?.message).toBe('expected "Hello", got "hello" (only upper and lower case differ)');
    expect(findDifference('a b', 'a  b')?.message).toBe('expected "a b", got "a  b" (only white space differs)');
    const long = 'x'.repeat(500);
    expect(findDifference(`${long}end`, `${long}End`)?.message).toBe(
      `expected …"${'x'.repeat(20)}end" (from character 481), got …"${'x'.repeat(20)}End" (from character 481) (only upper and lower case differ)`,
    );
  });
});

describe('objects and lists', () => {
  test('a property that holds undefined equals an absent one', () => {
    expect(equal(object({ a: 1 }), object<Value>({ a: 1, b: nothing }))).toBe(true);
    expect(equal(object<Value>({ a: 1, b: nothing }), object({ a: 1 }))).toBe(true);
    expect(equal(object<Value>({ a: 1, b: null }), object({ a: 1 }))).toBe(false);
    expect(equal(object({ a: 1 }), object<Value>({ a: 1, b: null }))).toBe(false);
  });

  test('undefined in a list is not a hole that may be left out', () => {
    expect(equal([1, nothing], [1])).toBe(false);
  });

  test('the path leads to the first difference', () => {
    const cases: [Expected, Value, string, string][] = [
      [object({ items: [1, 2, object({ price: 3 })] }), object({ items: [1, 2, object({ price: 4 })] }), 'items[2].price', 'expected 3, got 4'],
      [[1, 2], [1, 3], '[1]', 'expected 2, got 3'],
      [[1, 2, 3], [1, 2], '[2]', 'expected 3 items, got 2'],
      [[], [1], '[0]', 'expected 0 items, got 1'],
      [object({ a: 1 }), object({}), 'a', 'expected 1, got undefined'],
      [object({ a: 1 }), object({ a: 1, b: 2 }), 'b', 'expected no such property, got 2'],
      [object({ 'content-type': 1 }), object({ 'content-type': 2 }), '["content-type"]', 'expected 1, got 2'],
      [{ $: 'map', entries: [['a', [1]]] }, { $: 'map', entries: [['a', [2]]] }, '.get("a")[0]', 'expected 1, got 2'],
      [{ $: 'map', entries: [['a', 1]] }, { $: 'map', entries: [] }, '.get("a")', 'expected 1, but this key is missing'],
      [{ $: 'map', entries: [] }, { $: 'map', entries: [['a', 1]] }, '.get("a")', 'expected no such key, got 1'],
      [{ $: 'set', items: [1, 2] }, { $: 'set', items: [1, 3] }, '', 'expected 2 to be among the items, got 3 instead'],
      [{ $: 'set', items: [1] }, { $: 'set', items: [1, 3] }, '', 'expected nothing like 3 here'],
      [[1], object({ 0: 1 }), '', 'expected [1], got { "0": 1 }'],
    ];
    for (const [expected, actual, path, message] of cases) expect(findDifference(expected, actual)).toEqual({ path, message });
  });

  test('a class counts only where the expectation names one', () => {
    const book: Value = { ...object({ title: 'SQL' }), class: 'Book' };
    expect(equal(object({ title: 'SQL' }), book)).toBe(true);
    expect(equal(book, book)).toBe(true);
    expect(findDifference(book, object({ title: 'SQL' }))?.message).toBe('expected an object of class "Book", got a plain one');
    expect(equal(book, { ...object({ title: 'SQL' }), class: 'Film' })).toBe(false);
  });

  test('__proto__ is a property like any other', () => {
    const value: Value = { $: 'object', entries: [['__proto__', 1]] };
    expect(equal(value, value)).toBe(true);
    expect(equal(value, object({}))).toBe(false);
    expect(equal(object({}), value)).toBe(false);
  });

  test('a Map with objects as keys is compared in any order', () => {
    expect(equal(books(1, 2, 3), books(3, 1, 2))).toBe(true);
    expect(equal(books(1, 2, 3), books(3, 1, 4))).toBe(false);
    expect(equal(books(1, 2), books(1, 2, 3))).toBe(false);
  });

  test('cycles are equal when they point equally far outwards', () => {
    expect(equal(cyclic(2), cyclic(2))).toBe(true);
    expect(equal(cyclic(2), cyclic(1))).toBe(false);
  });

  test('a truncated value equals nothing, not even itself', () => {
    expect(equal({ $: 'truncated' }, { $: 'truncated' })).toBe(false);
    expect(equal([1, { $: 'type', type: 'object' }], [1, { $: 'truncated' }])).toBe(false);
  });

  test('a key that is listed twice makes an object unreadable', () => {
    expect(equal(object({ a: 1 }), { $: 'object', entries: [['a', 1], ['a', 2]] })).toBe(false);
    expect(equal(object({ a: 2 }), { $: 'object', entries: [['a', 1], ['a', 2]] })).toBe(false);
  });
});

describe('the empty array of PHP', () => {
  const empty: Value = { $: 'empty' };
  const object: Expected = { $: 'object', entries: [] };

  test.each<[string, Expected]>([
    ['an empty list', []], ['an empty object', object], ['an empty Map', { $: 'map', entries: [] }], ['an empty Set', { $: 'set', items: [] }],
    ['a list in any order', { $: 'anyOrder', values: [] }], ['a list by type', { $: 'type', type: 'array' }], ['an object by type', { $: 'type', type: 'object' }],
    ['one of several', { $: 'oneOf', values: [1, object] }], ['an object that holds nothing', { $: 'contains', value: object }], ['a list of empty things', [[], object]],
  ])('is %s', (_name, expected) => {
    expect(equal(expected, Array.isArray(expected) && expected.length === 2 ? [empty, empty] : empty)).toBe(true);
  });

  test.each<[string, Expected]>([
    ['null', null], ['no value', nothing], ['false', false], ['0', 0], ['an empty text', ''], ['a list with an item', [1]],
    ['an object with an entry', { $: 'object', entries: [['a', 1]] }], ['an object of a class', { $: 'object', entries: [], class: 'Book' }], ['a text by type', { $: 'type', type: 'string' }],
  ])('is not %s', (_name, expected) => {
    expect(equal(expected, empty)).toBe(false);
  });

  test('is shown as it is written', () => {
    expect(findDifference(1, empty)?.message).toBe('expected 1, got []');
  });
});

describe('matchers', () => {
  test('each takes what it says, at any depth, and says what it wanted', () => {
    const cases: [Expected, Value, Value, string][] = [
      [{ $: 'matches', pattern: '^\\d+$' }, '12', 'x1', 'expected a text matching /^\\d+$/, got "x1"'],
      [{ $: 'matches', pattern: '^\\d+$' }, '12', 12, 'expected a text matching /^\\d+$/, got 12'],
      [{ $: 'contains', value: 'SQL' }, 'my SQL book', 'sql', 'expected a text containing "SQL", got "sql"'],
      [{ $: 'contains', value: 2 }, [1, 2], [1, 3], 'expected something containing 2, got [1, 3]'],
      [{ $: 'contains', value: 2 }, { $: 'set', items: [2] }, { $: 'set', items: [] }, 'expected something containing 2, got Set {}'],
      [{ $: 'contains', value: object({ a: 1 }) }, object({ a: 1, b: 2 }), object({ b: 2 }), 'expected an object (or a list with one) containing { a: 1 }, got { b: 2 }'],
      [{ $: 'contains', value: object({ a: 1 }) }, [object({ a: 1 })], [], 'expected an object (or a list with one) containing { a: 1 }, got []'],
      [{ $: 'oneOf', values: [1, 'two'] }, 'two', 3, 'expected one of 1, "two", got 3'],
      [{ $: 'anyOrder', values: [1, 2, 2] }, [2, 1, 2], [2, 1, 1], 'expected 2 to be among the items, got 1 instead'],
      [{ $: 'anyOrder', values: [1, 2] }, [2, 1], [2, 1, 1], 'expected 2 items, got 3'],
      [{ $: 'type', type: 'integer' }, 3, 3.5, 'expected a whole number, got 3.5'],
      [{ $: 'type', type: 'array' }, [], object({}), 'expected an array, got {}'],
      [{ $: 'type', type: 'object' }, object({}), null, 'expected an object, got null'],
      [{ $: 'type', type: 'undefined' }, nothing, null, 'expected undefined, got null'],
    ];
    for (const [matcher, right, wrong, message] of cases) {
      expect(findDifference(matcher, right)).toBeUndefined();
      expect(findDifference(matcher, wrong)).toEqual({ path: '', message });
      expect(findDifference(object<Expected>({ id: matcher }), object({ id: right }))).toBeUndefined();
      expect(findDifference(object<Expected>({ id: matcher }), object({ id: wrong }))).toEqual({ path: 'id', message });
    }
  });

  test('anyOrder finds the pairing where a greedy choice would not', () => {
    const either: Expected = { $: 'oneOf', values: [1, 2] };
    expect(equal({ $: 'anyOrder', values: [either, { $: 'oneOf', values: [1, 3] }, { $: 'type', type: 'integer' }] }, [1, 3, 2])).toBe(true);
    expect(equal({ $: 'anyOrder', values: [either, 1] }, [1, 2])).toBe(true);
    expect(equal({ $: 'anyOrder', values: [either, 1] }, [2, 2])).toBe(false);
  });

  test('an expected undefined or type may be a property that is not there', () => {
    expect(equal(object<Expected>({ a: { $: 'oneOf', values: [nothing, null] } }), object({}))).toBe(true);
    expect(equal(object<Expected>({ a: { $: 'type', type: 'string' } }), object({}))).toBe(false);
  });
});

describe('partial', () => {
  test('more properties and items may be there, at any depth; what is given must be', () => {
    const partial = { partial: true };
    const expected = object<Expected>({ books: [object({ title: 'SQL' })] });
    expect(equal(expected, object<Value>({ books: [object({ title: 'Git' }), object({ title: 'SQL', id: 1 })], page: 1 }), partial)).toBe(true);
    expect(equal(expected, object<Value>({ books: [object({ title: 'Git' })] }), partial)).toBe(false);
    expect(equal(expected, object<Value>({ page: 1 }), partial)).toBe(false);
    expect(equal([1, 1], [1, 2], partial)).toBe(false);
  });
});

describe('hostile sizes', () => {
  test('a value nested a hundred thousand deep is refused without a stack overflow', () => {
    expect(equal([1], nest(100_000))).toBe(false);
    expect(equal(nest(100_000) as Expected, nest(100_000))).toBe(false);
    expect(equal(nest(VALUE_DEPTH) as Expected, nest(VALUE_DEPTH))).toBe(true);
  });

  test('a hundred thousand items are compared, listed in any order or not, in well under a second', () => {
    const numbers = Array.from({ length: 100_000 }, (_, index) => index);
    const started = performance.now();
    expect(equal(numbers, numbers.slice())).toBe(true);
    expect(equal({ $: 'anyOrder', values: numbers }, numbers.toReversed())).toBe(true);
    expect(equal({ $: 'set', items: numbers }, { $: 'set', items: numbers.toReversed() })).toBe(true);
    expect(equal({ $: 'map', entries: numbers.map((id) => [id, id]) }, { $: 'map', entries: numbers.toReversed().map((id) => [id, id]) })).toBe(true);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  test('what would take long to pair up ends with a refusal', () => {
    const started = performance.now();
    const items = Array.from({ length: 400 }, (_, index) => [index, Array.from({ length: 200 }, () => 0)]);
    const shifted = items.map(([index, rest]) => [(index as number) + 0.5, rest]);
    expect(equal({ $: 'anyOrder', values: items.map(([index, rest]) => [rest, index]) as Expected[] }, shifted.map(([index, rest]) => [rest, index]))).toBe(false);
    const objects = Array.from({ length: 2_000 }, (_, id) => object({ id }));
    expect(equal({ $: 'set', items: objects }, { $: 'set', items: objects.toReversed() })).toBe(false);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  test('a text chosen to make a pattern explode is refused in time', () => {
    const started = performance.now();
    const difference = findDifference({ $: 'matches', pattern: '^(\\w+\\s?)*$' }, `${'a'.repeat(60)}!`);
    expect(difference?.message).toContain('takes too long');
    expect(performance.now() - started).toBeLessThan(1_500);
  });
});
