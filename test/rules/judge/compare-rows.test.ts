import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ResultSet, SqlValue } from '../../../server/contract/observation.ts';
import { findRowDifference } from '../../../server/judge/compare-rows.ts';
import { rows } from './answers.ts';

const loose = { ordered: false, named: false };
const differs = (expected: ResultSet, actual: ResultSet, demands = loose) => findRowDifference(expected, actual, demands)?.message;

describe('values are equal by what they mean:', () => {
  test.each<[string, string, string, string, string]>([
    ['numerics by value', 'numeric', '1.50', 'numeric', '1.5'],
    ['an integer and a numeric', 'int4', '5', 'numeric', '5.00'],
    ['zeros in front and a sign of nothing', 'numeric', '-0.00', 'int8', '0'],
    ['the digits of a quotient that depend on how it was written', 'numeric', '0.6666666666666667', 'numeric', '0.66666666666666666667'],
    ['the same beyond the point', 'numeric', '12.3333333333333333', 'numeric', '12.33333333333333333333'],
    ['a quotient that rounds up to the next whole number', 'numeric', '0.99999999999999999999', 'int4', '1'],
    ['floats but for rounding', 'float8', '0.1', 'float8', '0.1000000000000001'],
    ['floats on both sides of a rounding step', 'float8', '1.00000000049999', 'float8', '1.0000000005'],
    ['a float near nothing', 'float8', '0', 'float8', '5.551115123125783e-17'],
    ['a float and a numeric', 'float8', '12.333333333333334', 'numeric', '12.3333333333333333'],
    ['a float4 with its few digits', 'float4', '0.1', 'float8', '0.10000000149011612'],
    ['NaN', 'numeric', 'NaN', 'float8', 'NaN'],
    ['infinity', 'float8', 'Infinity', 'float8', 'Infinity'],
    ['moments in other zones', 'timestamptz', '2026-01-31 23:30:00+00', 'timestamptz', '2026-02-01 01:00:00+01:30'],
    ['moments with fewer digits', 'timestamptz', '2026-01-31 23:30:00.5+00', 'timestamptz', '2026-01-31 23:30:00.500000+00'],
    ['infinite moments', 'timestamptz', 'infinity', 'timestamptz', 'infinity'],
    ['booleans', 'bool', 't', 'bool', 'true'],
    ['JSON by structure', 'jsonb', '{"a": 1, "b": [1.0, null]}', 'json', '{"b":[1,null],"a":1.0}'],
    ['char(n) without its padding', 'bpchar', 'ab   ', 'text', 'ab'],
    ['text of another type', 'varchar', 'open', 'order_status', 'open'],
  ])('%s', (_, type, value, otherType, other) => {
    const [one, two] = [rows(`a:${type}`, [[value]]), rows(`a:${otherType}`, [[other]])];
    expect(differs(one, two)).toBeUndefined();
    expect(differs(two, one, { ordered: true, named: true })).toBeUndefined();
  });
});

describe('values differ:', () => {
  test.each<[string, string, SqlValue, string, SqlValue]>([
    ['NULL and nothing written', 'text', null, 'text', ''],
    ['NULL and zero', 'int4', null, 'int4', '0'],
    ['NULL and the text NULL', 'text', null, 'text', 'NULL'],
    ['numerics by a cent', 'numeric', '12.50', 'numeric', '12.51'],
    ['whole numbers beyond what a float holds', 'int8', '9007199254740993', 'int8', '9007199254740992'],
    ['long decimals that someone wrote', 'numeric', '0.123456789012', 'numeric', '0.123456789013'],
    ['floats by more than rounding', 'float8', '1', 'float8', '1.00001'],
    ['a float and infinity', 'float8', '1e308', 'float8', 'Infinity'],
    ['moments by a microsecond', 'timestamptz', '2026-01-01 00:00:00+00', 'timestamptz', '2026-01-01 00:00:00.000001+00'],
    ['a day and its first moment', 'date', '2026-01-01', 'timestamp', '2026-01-01 00:00:00'],
    ['booleans', 'bool', 't', 'bool', 'f'],
    ['a boolean and its letter', 'bool', 't', 'text', 't'],
    ['a number and its digits', 'int4', '5', 'text', '5'],
    ['text by case', 'text', 'Ada', 'text', 'ada'],
    ['text by a blank at its end', 'text', 'ada', 'text', 'ada '],
    ['JSON by the order of a list', 'jsonb', '[1, 2]', 'jsonb', '[2, 1]'],
    ['JSON and its text', 'jsonb', '"a"', 'text', '"a"'],
    ['JSON that only looks like a sorted object', 'jsonb', '{"a":1}', 'jsonb', '{"object":[["a",1]]}'],
  ])('%s', (_, type, value, otherType, other) => {
    const [one, two] = [rows(`a:${type}`, [[value]]), rows(`a:${otherType}`, [[other]])];
    expect(differs(one, two)).toBeDefined();
    expect(differs(two, one)).toBeDefined();
  });
});

const shop = (values: SqlValue[][]) => rows('id:int4 name:text total:numeric', values);
const three = shop([['1', 'Ada', '12.50'], ['2', 'Bob', null], ['3', "O'Hara", '13.00']]);

// [what is wrong, expected, actual, what counts, kind, message, path]
const faults: [string, ResultSet, ResultSet, { ordered: boolean; named: boolean }, string, string, string | undefined][] = [
  ['a column is missing', three, rows('id:int4 name:text', [['1', 'Ada']]), loose, 'columns 2', 'expected 3 columns (id, name, total), got 2 (id, name)', 'columns'],
  ['a column has another name', three, rows('id:int4 name:text sum:numeric', three.rows), { ordered: false, named: true }, 'column names', 'column 3 is called sum, expected total', 'column 3'],
  ['the columns have changed places', three, rows('name:text id:int4 total:numeric', three.rows.map(([id, name, total]) => [name!, id!, total!])), { ordered: false, named: true }, 'columns in another order', 'the columns are in another order: expected id, name, total, got name, id, total', 'columns'],
  ['the columns have changed places, and names don\'t count', rows('a:int4 b:int4', [['1', '2']]), rows('b:int4 a:int4', [['2', '1']]), loose, 'columns in another order', 'the columns are in another order: expected a, b, got b, a', 'columns'],
  ['nothing came', three, shop([]), loose, 'no rows', "no row came, expected 3; the first is (id 1, name 'Ada', total 12.50)", undefined],
  ['a row is missing', three, shop([three.rows[2]!, three.rows[0]!]), loose, '1 missing', "1 row is missing; it is (id 2, name 'Bob', total NULL)", undefined],
  ['two rows are missing', three, shop([three.rows[1]!]), loose, '2 missing', "2 rows are missing; the first is (id 1, name 'Ada', total 12.50)", undefined],
  ['a row is too many', shop(three.rows.slice(0, 2)), three, loose, '1 surplus', "1 row is too many; it is (id 3, name 'O''Hara', total 13.00)", 'row 3'],
  ['nothing was expected', shop([]), three, loose, '3 surplus', "expected no rows, got 3; the first is (id 1, name 'Ada', total 12.50)", undefined],
  ['a row comes twice', three, shop([...three.rows, three.rows[0]!]), loose, '1 repeated too often', "the row (id 1, name 'Ada', total 12.50) comes twice, expected once", 'row 4'],
  ['repetitions have been folded', shop([...three.rows, three.rows[0]!, three.rows[0]!]), three, loose, '2 repeated too seldom', "the row (id 1, name 'Ada', total 12.50) comes once, expected 3 times", undefined],
  ['a value differs', three, shop([three.rows[0]!, three.rows[1]!, ['3', "O'Hara", '12.50']]), loose, '1 with other values in column 3', 'row 3: total is 12.50, expected 13.00', 'row 3, total'],
  ['a value is NULL', three, shop([three.rows[0]!, ['2', 'Bob', '0'], three.rows[2]!]), loose, '1 with other values in column 3', 'row 2: total is 0, expected NULL', 'row 2, total'],
  ['two values differ in several rows', three, shop([['1', 'Bo', '1'], ['2', 'Bob', '2'], ['3', "O'Hara", '3']]), loose, '3 with other values in column 2, 3', "row 2: total is 2, expected NULL (3 rows differ)", 'row 2, total'],
  ['the values are in the wrong rows', rows('id:int4 n:int4', [['1', '10'], ['2', '20']]), rows('id:int4 n:int4', [['1', '20'], ['2', '10']]), loose, '2 with other values in other combinations', 'row 1: n is 20, expected 10 (2 rows differ)', 'row 1, n'],
  ['no value is shared', rows('n:int4', [['1'], ['2']]), rows('n:int4', [['1'], ['3']]), loose, '1 with other values in column 1', '1 row is missing, it is (n 2); 1 row is too many, it is (n 3)', 'row 2'],
  ['the rows are others, and fewer', three, shop([['1', 'Ada', '1']]), loose, '3 missing, 1 surplus', "3 rows are missing, the first is (id 1, name 'Ada', total 12.50); 1 row is too many, it is (id 1, name 'Ada', total 1)", 'row 1'],
  ['the order is another', three, shop(three.rows.toReversed()), { ordered: true, named: false }, 'order', "the rows are the right ones, in another order: row 1 is (id 3, name 'O''Hara', total 13.00), expected (id 1, name 'Ada', total 12.50)", 'row 1'],
  ['order counts and a value differs', three, shop([three.rows[0]!, ['2', 'Bert', null], three.rows[2]!]), { ordered: true, named: false }, '1 with other values in column 2', "row 2: name is 'Bert', expected 'Bob'", 'row 2, name'],
  ['text stands where numbers should', three, rows('id:int4 name:text total:text', three.rows), loose, 'type of column 3', 'total holds text, expected numbers', 'total'],
  ['the column has no name', rows('?column?:int4', [['1']]), rows('?column?:text', [['1']]), loose, 'type of column 1', 'column 1 holds text, expected numbers', 'column 1'],
  ['a result was cut', three, { ...three, rowCount: 9000 }, loose, 'too many rows', 'expected 3 rows, got 9,000', undefined],
  ['both were cut', { ...three, rowCount: 9000 }, { ...three, rowCount: 9000 }, loose, 'too many rows', 'the result has 9,000 rows, which is too many to compare', undefined],
];

test.each(faults)('says that %s', (_, expected, actual, demands, kind, message, path) => {
  const { marks: _marks, ...said } = findRowDifference(expected, actual, demands)!;
  expect(said).toEqual({ kind, message, ...(path === undefined ? {} : { path }), expectedRow: expect.any(Number), actualRow: expect.any(Number) });
});

describe('equal is', () => {
  test('the same rows in any order, under any names', () => {
    expect(differs(three, rows('a:int4 b:varchar c:numeric', three.rows.toReversed()))).toBeUndefined();
  });

  test('a column of NULLs, whatever its type', () => {
    expect(differs(rows('a:int4', [[null]]), rows('a:text', [[null]]))).toBeUndefined();
  });

  test('nothing and nothing, when the columns are as many', () => {
    expect(differs(shop([]), rows('x:text y:text z:text', []))).toBeUndefined();
    expect(differs(shop([]), rows('x:text', []))).toMatch(/^expected 3 columns/);
  });
});

const value = fc.oneof(fc.constant(null), fc.constantFrom('1', '1.0', '2', 'a', '', 'N', '1:1', 't', 'NaN', '{"a":1}'), fc.string({ maxLength: 6 }));
const type = fc.constantFrom('int4', 'numeric', 'float8', 'text', 'bool', 'jsonb', 'timestamptz', 'bpchar', 'date', 'constructor');
const result = fc.tuple(fc.array(type, { minLength: 1, maxLength: 3 }), fc.array(fc.array(value, { minLength: 3, maxLength: 3 }), { maxLength: 8 }))
  .map(([types, values]) => rows(types.map((name, index) => `c${index}:${name}`).join(' '), values.map((row) => row.slice(0, types.length))));

test('a result equals itself, shuffled, and itself in its order', () => {
  fc.assert(fc.property(result.chain((one) => fc.tuple(fc.constant(one), fc.shuffledSubarray(one.rows, { minLength: one.rows.length }))), ([one, shuffled]) => {
    expect(differs(one, { ...one, rows: shuffled })).toBeUndefined();
    expect(differs(one, one, { ordered: true, named: true })).toBeUndefined();
  }));
});

test('a row more or less is always seen, and nothing throws', () => {
  fc.assert(fc.property(result, fc.nat(), (one, place) => {
    if (one.rows.length === 0) return;
    const less = one.rows.toSpliced(place % one.rows.length, 1);
    expect(differs(one, { ...one, rows: less, rowCount: less.length })).toBeDefined();
    expect(differs({ ...one, rows: less, rowCount: less.length }, one)).toBeDefined();
  }));
  fc.assert(fc.property(result, result, fc.boolean(), (one, other, ordered) => {
    const said = differs(one, other, { ordered, named: true });
    expect(said === undefined || said.length > 0).toBe(true);
    expect(differs(other, one, { ordered, named: true }) === undefined).toBe(said === undefined);
  }));
});

test('rows of 10,000 are compared quickly, equal or not', () => {
  const many = (more = 0) => rows('id:int4 at:timestamptz total:numeric rate:float8 note:text', Array.from({ length: 10_000 }, (_, id) => [
    String(id), '2026-01-01 00:00:00+00', `${id % 97}.50`, String((id + more) / 7), id % 5 === 0 ? null : `note ${id % 11}`,
  ]));
  const [one, two, other] = [many(), { ...many(), rows: many().rows.toReversed() }, many(1)];
  const started = performance.now();
  expect(differs(one, two)).toBeUndefined();
  expect(differs(one, other)).toMatch(/10,000 rows differ|rows are missing/);
  expect(performance.now() - started).toBeLessThan(2_000);
});
