import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { misjudged, ownMs, type PlanStep, shareOf } from '../../../web/components/query/plan.ts';
import { planText } from '../../../web/components/query/plan-text.ts';
import { stepWords } from '../../../web/components/query/plan-words.ts';
import { isExplained, readExplained } from '../../../web/components/query/read-explained.ts';
import { readPlanJson } from '../../../web/components/query/read-plan-json.ts';
import { readPlanText } from '../../../web/components/query/read-plan-text.ts';

const linesOf = (text: string) => text.replace(/^\n|\n\s*$/g, '').split('\n');
const read = (text: string) => readPlanText(linesOf(text));

const MEASURED = `
Limit  (cost=117.06..186.57 rows=3 width=16) (actual time=4.001..6.000 rows=2.00 loops=1)
  Buffers: shared hit=5
  InitPlan 1
    ->  Aggregate  (cost=1.00..1.01 rows=1 width=4) (actual time=0.500..0.500 rows=1.00 loops=1)
          ->  Seq Scan on public.totals  (cost=0.00..1.00 rows=5 width=4) (actual time=0.100..0.400 rows=500.00 loops=1)
  ->  Nested Loop Left Join  (cost=116.78..117.75 rows=31 width=20) (actual time=1.000..5.000 rows=2.00 loops=1)
        Join Filter: (c.b = "odd  name".max)
        ->  Sort  (cost=4.46..4.54 rows=31 width=16) (actual time=0.900..1.000 rows=5.00 loops=1)
              Sort Key: r.n
              Sort Method: quicksort  Memory: 17kB
              ->  Bitmap Heap Scan on orders r  (cost=0.00..2.00 rows=100 width=12) (actual time=0.200..0.800 rows=5.00 loops=1)
                    Recheck Cond: (n > 3)
                    ->  Bitmap Index Scan on orders_n  (cost=0.00..2.00 rows=100 width=0) (actual time=0.100..0.100 rows=5.00 loops=1)
                          Index Cond: (n > 3)
        ->  Index Scan Backward using a_pkey on a  (cost=0.28..2.22 rows=1 width=4) (actual time=0.300..0.600 rows=0.40 loops=5)
              Filter: (t = 'two
words'::text)
              Rows Removed by Filter: 3
  ->  Result  (cost=0.00..0.01 rows=1 width=4) (never executed)
Planning:
  Buffers: shared hit=3
Planning Time: 1.000 ms
Execution Time: 6.002 ms
`;

/** A step and those below it as names, in the plan's order. */
const names = (step: PlanStep): unknown => (step.children.length === 0 ? step.name : [step.name, ...step.children.map(names)]);

describe('the text of EXPLAIN', () => {
  const { root, summary } = read(MEASURED)!;
  const [initPlan, loop, never] = root.children as [PlanStep, PlanStep, PlanStep];
  const [sort, inner] = loop.children as [PlanStep, PlanStep];

  test('is read as the tree that its indents draw', () => {
    expect(names(root)).toEqual(['Limit', ['Aggregate', 'Seq Scan'], ['Nested Loop Left Join', ['Sort', ['Bitmap Heap Scan', 'Bitmap Index Scan']], 'Index Scan Backward'], 'Result']);
    expect(initPlan.role).toBe('InitPlan 1');
    expect(summary).toEqual([['Planning Time', '1.000 ms'], ['Execution Time', '6.002 ms']]);
  });

  test('tells tables, aliases and indexes apart', () => {
    expect(initPlan.children[0]).toMatchObject({ source: 'public.totals' });
    expect(sort.children[0]).toMatchObject({ source: 'orders r' });
    expect(sort.children[0]!.children[0]).toMatchObject({ index: 'orders_n' });
    expect(sort.children[0]!.children[0]!.source).toBeUndefined();
    expect(inner).toMatchObject({ source: 'a', index: 'a_pkey' });
  });

  test('gives estimates beside what was measured, times of all rounds together', () => {
    expect(root).toMatchObject({ cost: 186.57, estimatedRows: 3, actualRows: 2, rounds: 1, totalMs: 6 });
    expect(inner).toMatchObject({ estimatedRows: 1, actualRows: 0.4, rounds: 5, totalMs: 3 });
    expect(never).toMatchObject({ rounds: 0, totalMs: 0 });
    expect(never.actualRows).toBeUndefined();
  });

  test('gives each step its details, one by one, with the lines of a long value', () => {
    expect(root.details).toEqual([['Buffers', 'shared hit=5']]);
    expect(sort.details).toEqual([['Sort Key', 'r.n'], ['Sort Method', 'quicksort'], ['Memory', '17kB']]);
    expect(loop.details).toEqual([['Join Filter', '(c.b = "odd  name".max)']]);
    expect(inner.details).toContainEqual(['Rows Removed by Filter', '3']);
  });

  test('is read without costs, without times, and from a single line', () => {
    expect(read('Result  (cost=0.00..0.01 rows=1 width=4)')!.root).toMatchObject({ name: 'Result', estimatedRows: 1 });
    expect(read('Bitmap Heap Scan on a\n  Recheck Cond: (b = 3)\n  ->  Bitmap Index Scan on a_b\n        Index Cond: (b = 3)')!.root).toMatchObject({ source: 'a', details: [['Recheck Cond', '(b = 3)']], children: [{ index: 'a_b' }] });
    const untimed = read('Seq Scan on a  (cost=0.00..82.00 rows=5000 width=4) (actual rows=12.00 loops=1)')!.root;
    expect(untimed).toMatchObject({ actualRows: 12, rounds: 1 });
    expect(untimed.totalMs).toBeUndefined();
  });

  test.each([['YAML', '- Plan: \n    Node Type: "Result"'], ['XML', '<explain xmlns="http://www.postgresql.org/2009/explain">\n  <Query>'], ['nothing', ''], ['a sentence', 'Hello there'], ['an indented line', '  ->  Seq Scan on a']])('is no plan when it is %s', (_, text) => {
    expect(readPlanText(text.split('\n'))).toBeUndefined();
  });

  test('is given up when it is deeper or longer than anybody reads', () => {
    const deep = Array.from({ length: 60 }, (_, depth) => `${' '.repeat(depth * 6)}${depth === 0 ? '' : '->  '}Append`);
    expect(readPlanText(deep)).toBeUndefined();
    expect(readPlanText(['Append  (cost=0..1 rows=1 width=1)', ...Array.from({ length: 400 }, () => '  ->  Seq Scan on a')])).toBeUndefined();
  });

  test('never throws', () => {
    const line = fc.tuple(fc.nat(12), fc.constantFrom('->  ', '', 'Filter: ', 'SubPlan 1', 'Seq Scan on t  (cost=1..2 rows=3 width=4)'), fc.string()).map(([indent, head, rest]) => ' '.repeat(indent) + head + rest);
    fc.assert(fc.property(fc.array(fc.oneof(line, fc.string()), { maxLength: 20 }), (lines) => {
      const plan = readPlanText(lines);
      expect(plan === undefined || plan.root.name.length > 0).toBe(true);
    }));
  });
});

describe('EXPLAIN (FORMAT JSON)', () => {
  test('names steps as the text does', () => {
    const nameOf = (node: object) => readPlanJson({ Plan: node })!.root.name;
    expect(nameOf({ 'Node Type': 'Hash Join', 'Join Type': 'Left' })).toBe('Hash Left Join');
    expect(nameOf({ 'Node Type': 'Hash Join', 'Join Type': 'Inner' })).toBe('Hash Join');
    expect(nameOf({ 'Node Type': 'Nested Loop', 'Join Type': 'Semi' })).toBe('Nested Loop Semi Join');
    expect(nameOf({ 'Node Type': 'Aggregate', Strategy: 'Hashed' })).toBe('HashAggregate');
    expect(nameOf({ 'Node Type': 'Aggregate', Strategy: 'Sorted' })).toBe('GroupAggregate');
    expect(nameOf({ 'Node Type': 'ModifyTable', Operation: 'Update', 'Relation Name': 't' })).toBe('Update');
    expect(nameOf({ 'Node Type': 'Index Only Scan', 'Scan Direction': 'Backward' })).toBe('Index Only Scan Backward');
  });

  test('is read from the document or from its top node, with its times and details', () => {
    const node = { 'Node Type': 'Seq Scan', 'Relation Name': 'orders', Alias: 'o', 'Plan Rows': 4, 'Actual Rows': 2, 'Actual Loops': 3, 'Actual Total Time': 0.5, Filter: '(a > 1)', 'Rows Removed by Filter': 0, 'Sort Key': ['a', 'b DESC'] };
    const root = { name: 'Seq Scan', source: 'orders o', estimatedRows: 4, actualRows: 2, rounds: 3, totalMs: 1.5, children: [], details: [['Filter', '(a > 1)'], ['Sort Key', 'a, b DESC'], ['Rows Removed by Filter', '0']] };
    expect(readPlanJson([{ Plan: node, 'Execution Time': 1.25 }])).toEqual({ root, summary: [['Execution Time', '1.25 ms']] });
    expect(readPlanJson(node)).toEqual({ root, summary: [] });
  });

  test('is read as far as it is a plan, and never throws', () => {
    expect(readPlanJson({ 'Node Type': 'Append', Plans: [null, 7, {}, { 'Node Type': 'Result' }] })!.root.children).toHaveLength(1);
    const endless: Record<string, unknown> = { 'Node Type': 'Append' };
    endless.Plans = [endless, endless, endless];
    const count = (step: PlanStep): number => 1 + step.children.reduce((sum, child) => sum + count(child), 0);
    expect(count(readPlanJson(endless)!.root)).toBeLessThanOrEqual(200);
    const node = fc.letrec((tie) => ({ node: fc.record({ 'Node Type': fc.oneof(fc.constant('Sort'), fc.anything()), Plans: fc.oneof({ maxDepth: 4 }, fc.array(tie('node'), { maxLength: 3 }), fc.anything()), 'Plan Rows': fc.anything(), 'Actual Loops': fc.anything(), 'Sort Key': fc.anything(), Alias: fc.anything() }, { requiredKeys: [] }) })).node;
    fc.assert(fc.property(fc.oneof(node, fc.anything()), (raw) => {
      const plan = readPlanJson(raw);
      expect(plan === undefined || planText(plan).length > 0).toBe(true);
    }));
  });
});

describe('a result of EXPLAIN', () => {
  const explained = (lines: string[], more = {}) => ({ columns: ['QUERY PLAN'], types: ['text'], rows: lines.map((line) => [line]), rowCount: lines.length, command: 'EXPLAIN', ...more });

  test('is told from a query by its command', () => {
    expect(isExplained(explained(['Result']))).toBe(true);
    expect(isExplained({ ...explained(['Result']), command: 'SELECT' })).toBe(false);
  });

  test('is read as text or as JSON', () => {
    expect(readExplained(explained(linesOf(MEASURED)))!.root.name).toBe('Limit');
    expect(readExplained(explained(['[\n  {"Plan": {"Node Type": "Result"}}\n]']))!.root.name).toBe('Result');
  });

  test('is left as it is when not all of it is there', () => {
    expect(readExplained(explained(linesOf(MEASURED), { rowCount: 500 }))).toBeUndefined();
    expect(readExplained(explained(['[\n  {"Plan": {"Node Type": "Result"… (cut)']))).toBeUndefined();
  });
});

describe('what a step took', () => {
  const step = (more: Partial<PlanStep>): PlanStep => ({ name: 'Sort', details: [], children: [], ...more });

  test('is its time without that of the steps below, never less than nothing', () => {
    const root = step({ totalMs: 10, children: [step({ totalMs: 4 }), step({ totalMs: 3.5 })] });
    expect(ownMs(root, root)).toBe(2.5);
    expect(shareOf(root.children[0]!, root)).toBe(0.4);
    const coarse = step({ totalMs: 1, children: [step({ totalMs: 2 })] });
    expect(ownMs(coarse, coarse)).toBe(0);
  });

  test('of a WITH query counts where it is made, not again where it is read', () => {
    const cte = step({ role: 'CTE sums', name: 'HashAggregate', totalMs: 6 });
    const scan = step({ name: 'CTE Scan', source: 'sums s', totalMs: 7 });
    const root = step({ totalMs: 10, children: [cte, scan] });
    expect([root, cte, scan].map((each) => ownMs(each, root))).toEqual([3, 6, 1]);
  });

  test('is not known where nothing was measured', () => {
    const root = step({ estimatedRows: 5 });
    expect(shareOf(root, root)).toBeUndefined();
  });

  test('a wrong estimate is told from ten times on', () => {
    expect(misjudged(step({ estimatedRows: 10, actualRows: 99, rounds: 1 }))).toBeUndefined();
    expect(misjudged(step({ estimatedRows: 10, actualRows: 100, rounds: 1 }))).toBe(10);
    expect(misjudged(step({ estimatedRows: 5_000, actualRows: 0, rounds: 1 }))).toBe(-5_000);
    expect(misjudged(step({ estimatedRows: 5_000, rounds: 0 }))).toBeUndefined();
  });
});

test('a plan as text has each step in its place, with its figures', () => {
  const plan = read(MEASURED)!;
  const text = planText(plan);
  expect(names(readPlanText(text.split('\n'))!.root)).toEqual(names(plan.root));
  expect(text).toContain('\n        ->  Index Scan Backward using a_pkey on a  (estimated rows=1) (actual time=0.6 rows=0.4 loops=5)\n              Filter: ');
  expect(text).toContain('->  Bitmap Index Scan on orders_n');
  expect(text).toContain('\n  ->  Result  (estimated rows=1) (never executed)\nPlanning Time: 1.000 ms');
});

test('every step of these plans is explained in words', () => {
  const all = (step: PlanStep): string[] => [step.name, ...step.children.flatMap(all)];
  expect(all(read(MEASURED)!.root).filter((name) => stepWords(name) === undefined)).toEqual([]);
});
