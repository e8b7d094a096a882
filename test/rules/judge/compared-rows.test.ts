import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { QueryCase, Tests } from '../../../server/contract/exercise.ts';
import type { ResultSet, SqlValue } from '../../../server/contract/observation.ts';
import { comparedRowsSchema, type ComparedRows, runReportSchema } from '../../../server/contract/report.ts';
import { findRowDifference } from '../../../server/judge/compare-rows.ts';
import { comparedRows } from '../../../server/judge/compared-rows.ts';
import { judge } from '../../../server/judge/judge.ts';
import { answered, queryCase, rows, sqlError } from './answers.ts';
import { outcome } from './outcomes.ts';

const shop = (values: SqlValue[][]) => rows('id:int4 name:text total:numeric', values);
const [ada, bob, eve] = [['1', 'Ada', '12.50'], ['2', 'Bob', null], ['3', 'Eve', '13.00']] as [SqlValue[], SqlValue[], SqlValue[]];
const three = shop([ada, bob, eve]);

/** What is marked on either side, in few words: `2 differs total`. */
function marked(expected: ResultSet, actual: ResultSet, ordered = false): { expected: string[]; actual: string[] } {
  const difference = findRowDifference(expected, actual, { ordered, named: false });
  const words = (result: ResultSet, side: 'expected' | 'actual') => (difference?.marks?.[side] ?? []).map(({ row, mark, differing = [] }) => [row + 1, mark, ...differing.map((column) => result.columns[column]!.name)].join(' '));
  return { expected: words(expected, 'expected'), actual: words(actual, 'actual') };
}

describe('marks', () => {
  test.each<[string, ResultSet, ResultSet, boolean, { expected: string[]; actual: string[] }]>([
    ['rows that are missing', three, shop([eve, ada]), false, { expected: ['2 missing'], actual: [] }],
    ['rows that are too many', shop([ada]), three, false, { expected: [], actual: ['2 surplus', '3 surplus'] }],
    ['a row that comes twice', three, shop([ada, ada, bob, eve]), false, { expected: [], actual: ['2 surplus'] }],
    ['the value that differs, wherever the row stands', three, shop([['3', 'Eve', '9'], ada, bob]), false, { expected: ['3 differs total'], actual: ['1 differs total'] }],
    ['every pair that differs, in the same place when several fit', three, shop([['1', 'Ada', '1'], ['2', 'Bo', null], eve]), false, { expected: ['1 differs total', '2 differs name'], actual: ['1 differs total', '2 differs name'] }],
    ['no pair where nothing is shared', rows('n:int4', [['1'], ['2']]), rows('n:int4', [['1'], ['3']]), false, { expected: ['2 missing'], actual: ['2 surplus'] }],
    ['no pair where there are fewer rows', three, shop([['1', 'Ada', '1']]), false, { expected: ['1 missing', '2 missing', '3 missing'], actual: ['1 surplus'] }],
    ['rows in other places', three, shop([ada, eve, bob]), true, { expected: ['2 moved', '3 moved'], actual: ['2 moved', '3 moved'] }],
    ['nothing where the columns are others', three, rows('id:int4 name:text', [['1', 'Ada']]), false, { expected: [], actual: [] }],
    ['nothing where a type is another', three, rows('id:int4 name:text total:text', [ada, bob, eve]), false, { expected: [], actual: [] }],
  ])('%s', (_, expected, actual, ordered, marks) => {
    expect(marked(expected, actual, ordered)).toEqual(marks);
  });

  test('of thousands of rows only the first, and the one that the message speaks of', () => {
    const many = rows('n:int4 t:text', Array.from({ length: 3_000 }, (_, n) => [String(n), 'x']));
    const { expected, actual } = marked(many, { ...many, rows: many.rows.map(([n]) => [n!, 'y']) });
    expect([expected.length, actual.length]).toEqual([40, 40]);
    expect(expected[0]).toBe('1 differs t');
  });
});

describe('a side of a comparison', () => {
  const long = (characters = 1) => rows('n:int4 t:text', Array.from({ length: 500 }, (_, n) => [String(n), 'x'.repeat(characters)]));
  const numbers = ({ rows: shown }: ComparedRows) => shown.map(({ number }) => number);

  test('holds all rows of a short result, with their places, marks and the first that differs', () => {
    expect(comparedRows(three, [{ row: 1, mark: 'differs', differing: [2] }], 1)).toEqual({
      columns: ['id', 'name', 'total'], types: ['int4', 'text', 'numeric'], rowCount: 3, first: 2,
      rows: [{ number: 1, values: ada }, { number: 2, values: bob, mark: 'differs', differing: [2] }, { number: 3, values: eve }],
    });
  });

  test('holds of a long one what is marked, what is around the first of it, and the beginning', () => {
    const shown = comparedRows(long(), [{ row: 120, mark: 'missing' }, { row: 300, mark: 'missing' }], 120)!;
    expect(numbers(shown)).toEqual([...Array.from({ length: 22 }, (_, index) => index + 1), 118, 119, 120, 121, 122, 123, 124, 301]);
    expect(shown).toMatchObject({ rowCount: 500, first: 121 });
    expect(shown.rows.find(({ number }) => number === 301)?.mark).toBe('missing');
  });

  test('keeps the rows that differ when values are so long that not all fit', () => {
    const shown = comparedRows(long(5_000), [{ row: 400, mark: 'surplus' }], 400)!;
    expect(numbers(shown)).toContain(401);
    expect(JSON.stringify(shown).length).toBeLessThan(12_000);
  });

  test('says how many rows there are when the sandbox kept fewer', () => {
    expect(comparedRows({ ...three, rowCount: 9_000 })?.rowCount).toBe(9_000);
  });

  test('is bounded, whatever the result', () => {
    const cell = fc.oneof(fc.constant(null), fc.string({ maxLength: 2_000 }));
    const wide = fc.nat(60).chain((columns) => fc.tuple(fc.constant(columns), fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { maxLength: 60 })));
    fc.assert(fc.property(wide, fc.nat(60), ([columns, values], first) => {
      const shown = comparedRows(rows(Array.from({ length: columns }, (_, index) => `c${index}:text`).join(' '), values), [{ row: first, mark: 'missing' }], first)!;
      expect(comparedRowsSchema.safeParse(shown).error).toBeUndefined();
      expect(shown.rows.length).toBeLessThanOrEqual(30);
      expect(shown.rows.every((row) => row.values.length === shown.columns.length)).toBe(true);
      expect(shown.rows.flatMap((row) => row.values).join('').length).toBeLessThan(8 * 1024 + 30 * 210);
    }));
  });

  test('is nothing for documents and replies, which have their own manner', () => {
    expect(comparedRows(rows('document:document', [['{"_id":1}']]))).toBeUndefined();
    expect(comparedRows(rows('reply:reply', [['1']]))).toBeUndefined();
  });
});

describe('the report of a test', () => {
  const testsOf = (cases: QueryCase[]): Tests => ({ kind: 'query', runtime: 'sql', schema: 'create table t ();', datasets: { small: 'insert 1;', empty: '' }, cases });
  const resultOf = (testCase: QueryCase, observation: unknown, reference: ResultSet) => {
    const report = judge(testsOf([testCase]), [testCase], outcome([observation]), new Map([[testCase.name, { rows: reference, probe: reference }]]));
    expect(runReportSchema.safeParse(report).error).toBeUndefined();
    return report.tests[0]!;
  };

  test('has both sides when the rows differ', () => {
    const result = resultOf(queryCase('lists'), answered(0, [shop([ada, bob, ['3', 'Eve', '1']])]), three);
    expect(result).toMatchObject({
      status: 'failed', expectedRows: { first: 3, rowCount: 3 }, actualRows: { first: 3, rows: [{ number: 1 }, { number: 2 }, { number: 3, values: ['3', 'Eve', '1'], mark: 'differs', differing: [2] }] },
    });
  });

  test('has what came when it passes', () => {
    const result = resultOf(queryCase('lists'), answered(0, [three]), three);
    expect(result).toMatchObject({ status: 'passed', actualRows: { rowCount: 3 } });
    expect(result.expectedRows).toBeUndefined();
  });

  test('has what was expected beside an error, a missing result and a probe that fails', () => {
    const error = sqlError('42P01', 'relation "t" does not exist');
    for (const [testCase, observation] of [
      [queryCase('fails'), answered(0, [], { error })], [queryCase('is silent'), answered(0, [])], [queryCase('probes', { probe: 'select 1' }), answered(0, [three], { probe: error })],
    ] as const) {
      const result = resultOf(testCase, observation, three);
      expect(result).toMatchObject({ expectedRows: { rowCount: 3 } });
      expect(result.actualRows).toBeUndefined();
    }
  });

  test('has the plan that was looked at, right or not', () => {
    const planned = queryCase('uses the index', { plan: { uses: ['i'] } });
    const scan = { 'Node Type': 'Seq Scan', 'Relation Name': 't' };
    expect(resultOf(planned, answered(0, [three], { plan: scan }), three)).toMatchObject({ status: 'failed', plan: scan });
    const used = { 'Node Type': 'Index Scan', 'Index Name': 'i' };
    expect(resultOf(planned, answered(0, [three], { plan: used }), three)).toMatchObject({ status: 'passed', plan: used, actualRows: { rowCount: 3 } });
  });

  test('never has any of it when the case is hidden', () => {
    const hidden = queryCase('secret', { hidden: true, plan: { uses: ['i'] } });
    for (const observation of [answered(0, [shop([ada])], { plan: { 'Node Type': 'Result' } }), answered(0, [three], { plan: { 'Node Type': 'Result' } }), answered(0, [], { error: sqlError('42601', 'no') })]) {
      const result = resultOf(hidden, observation, three);
      expect(Object.keys(result).filter((key) => result[key as keyof typeof result] !== undefined).toSorted()).toEqual(['durationMs', 'hidden', 'name', 'status']);
    }
  });
});
