import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { QueryCase, Tests } from '../../../server/contract/exercise.ts';
import type { PlanNode } from '../../../server/contract/observation.ts';
import { runReportSchema } from '../../../server/contract/report.ts';
import { inputsOf, judge, judgeRun } from '../../../server/judge/judge.ts';
import type { Reference } from '../../../server/judge/judge-query.ts';
import { judgePlayground, playgroundInput } from '../../../server/judge/playground.ts';
import { answered, queryCase, rows, sqlError } from './answers.ts';
import { outcome } from './outcomes.ts';

const two = rows('id:int4 name:text', [['1', 'Ada'], ['2', 'Bob']]);
const none = rows('id:int4 name:text', []);
const created = rows('', [], { command: 'CREATE TABLE' });

const testsOf = (cases: QueryCase[]): Tests => ({ kind: 'query', runtime: 'sql', schema: 'create table t ();', datasets: { small: 'insert 1;', empty: '' }, cases });

/** The result of one case, by what was observed and what the reference gave. */
function result(testCase: QueryCase, observation: unknown, reference?: Reference) {
  const report = judge(testsOf([testCase]), [testCase], outcome([observation]), reference && new Map([[testCase.name, reference]]));
  expect(runReportSchema.safeParse(report).error).toBeUndefined();
  return { ...report.tests[0]!, report };
}

describe('what enters the runner', () => {
  test('is the schema with the dataset, the probe and the attempts, and nothing that is expected', () => {
    const changing = queryCase('changes', { probe: 'select 1', refuses: [{ statement: 'insert 2', code: '23505' }], plan: { uses: ['i'] } });
    expect(inputsOf(testsOf([queryCase('hidden', { hidden: true, dataset: 'empty' }), changing, queryCase('bare', { dataset: '' })]), 'all').inputs).toEqual([
      { kind: 'query', setup: 'create table t ();\ninsert 1;', probe: 'select 1', attempts: ['insert 2'], explain: true },
      { kind: 'query', setup: 'create table t ();', attempts: [], explain: false },
      { kind: 'query', setup: 'create table t ();', attempts: [], explain: false },
    ]);
    expect(inputsOf(testsOf([queryCase('strange', { dataset: 'constructor' })]), 'all').inputs).toMatchObject([{ setup: 'create table t ();' }]);
  });
});

describe('an answer', () => {
  test('passes when it is what the reference answers, and both stand side by side', () => {
    expect(result(queryCase('lists'), answered(0, [two]), { rows: { ...two, rows: two.rows.toReversed() } })).toMatchObject({
      status: 'passed', input: 'the dataset small', actual: 'id | name\n---+-----\n 1 | Ada\n 2 | Bob\n(2 rows)', expected: expect.stringMatching(/Bob\n 1 \| Ada/),
    });
  });

  test('is the last result with columns, whatever was asked before and done after', () => {
    expect(result(queryCase('lists'), answered(0, [created, none, two, created]), { rows: two }).status).toBe('passed');
    expect(result(queryCase('lists'), answered(0, [two, none]), { rows: two })).toMatchObject({ status: 'failed', message: "no row came, expected 2; the first is (id 1, name 'Ada') (of several results, the last one counts)" });
    const explained = rows('PLAN:text', [['Seq Scan']], { command: 'EXPLAIN' });
    expect(result(queryCase('lists'), answered(0, [two, explained]), { rows: two }).status).toBe('passed');
  });

  test('is missing when no statement answers rows', () => {
    expect(result(queryCase('lists'), answered(0, [created]), { rows: two })).toMatchObject({ status: 'failed', message: 'your SQL answers no rows; end it with a query such as SELECT', actual: '(no result)' });
  });

  test('of a hidden case tells its name and status only', () => {
    const hidden = result(queryCase('secret', { hidden: true, hint: 'Look.' }), answered(0, [none]), { rows: two });
    expect(hidden).toMatchObject({ name: 'secret', status: 'failed', hint: 'Look.', report: { message: expect.stringContaining('hidden') } });
    expect(JSON.stringify(hidden)).not.toMatch(/Ada|Bob/);
  });

  test('without a reference is no pass', () => {
    expect(result(queryCase('lists'), answered(0, [two])).status).toBe('failed');
    expect(result(queryCase('lists'), answered(0, [created]), {})).toMatchObject({ status: 'failed', message: 'This test compares nothing, so it counts as failed.' });
  });
});

describe('an error', () => {
  const error = sqlError('42703', 'column "nme" does not exist', { line: 2, column: 8, hint: 'Perhaps you meant to reference the column "customers.name".', detail: 'There is a column named "nme"' });

  test('is told with Postgres\'s message, detail and hint, its place, and its SQLSTATE', () => {
    const { report, ...one } = result(queryCase('lists'), answered(0, [created], { error }), { rows: two });
    const said = 'line 2: column "nme" does not exist. There is a column named "nme". Hint: Perhaps you meant to reference the column "customers.name". (SQLSTATE 42703)';
    expect(one).toMatchObject({ status: 'error', line: 2, message: said, expected: expect.stringContaining('Ada') });
    expect(report).toMatchObject({ verdict: 'error', line: 2, column: 8, message: `The test does not pass. Look first at “lists”: ${said}` });
  });

  test('of another kind is another mistake', () => {
    const kindOf = (sqlstate: string) => judgeRun(testsOf([queryCase('a')]), [queryCase('a')], outcome([answered(0, [], { error: sqlError(sqlstate, 'no') })]), new Map([['a', { rows: two }]])).fingerprint.cases[0]!.kind;
    expect([kindOf('42703'), kindOf('23505')]).toEqual(['error: code 42703', 'error: code 23505']);
  });
});

describe('a probe', () => {
  const raises = queryCase('raises', { probe: 'select id, name from t' });

  test('is compared instead of the answer', () => {
    expect(result(raises, answered(0, [created], { probe: two }), { probe: two })).toMatchObject({ status: 'passed', input: 'the dataset small\nafterwards: select id, name from t' });
    expect(result(raises, answered(0, [two], { probe: none }), { rows: two, probe: two })).toMatchObject({ status: 'failed', message: "afterwards no row came, expected 2; the first is (id 1, name 'Ada')" });
  });

  test('that fails afterwards says why', () => {
    expect(result(raises, answered(0, [], { probe: sqlError('42P01', 'relation "t" does not exist') }), { probe: two })).toMatchObject({ status: 'failed', message: 'afterwards this query fails: relation "t" does not exist (SQLSTATE 42P01)' });
  });

  test('that was not answered is no pass', () => {
    expect(result(raises, answered(0, [two]), { rows: two, probe: two }).status).toBe('failed');
  });
});

describe('statements that must be refused', () => {
  const refuses = queryCase('refuses', { refuses: [{ statement: 'insert  into t\nvalues (1)', code: '23505' }, { statement: 'delete from t', code: '23503' }] });
  const [unique, foreign, notNull] = ['23505', '23503', '23502'].map((state) => sqlError(state, 'no'));

  test.each([
    ['each for its reason', [unique!, foreign!], 'passed', undefined],
    ['one is accepted', [null, foreign!], 'failed', 'this should be refused with 23505 (unique violation), and it was accepted: insert into t values (1)'],
    ['one is refused for another reason', [unique!, notNull!], 'failed', 'this should be refused with 23503 (foreign key violation), and it was refused for another reason: no (SQLSTATE 23502): delete from t'],
    ['one was not tried', [unique!], 'failed', expect.stringContaining('does not fit')],
  ])('%s', (_, attempts, status, message) => {
    const one = result(refuses, answered(0, [created], { attempts }), {});
    expect(one.status).toBe(status);
    expect(one.message).toEqual(message);
  });

  test('do not make up for wrong rows', () => {
    expect(result(refuses, answered(0, [none], { attempts: [unique!, foreign!] }), { rows: two }).message).toMatch(/^no row came/);
  });
});

describe('a plan', () => {
  const planned = queryCase('uses the index', { plan: { uses: ['orders_customer_id'], noScanOf: ['orders'] } });
  const bitmap: PlanNode = { 'Node Type': 'Nested Loop', Plans: [
    { 'Node Type': 'Seq Scan', 'Relation Name': 'customers' },
    { 'Node Type': 'Bitmap Heap Scan', 'Relation Name': 'orders', Plans: [{ 'Node Type': 'Bitmap Index Scan', 'Index Name': 'orders_customer_id' }] },
  ] };
  const scan: PlanNode = { 'Node Type': 'Limit', Plans: [{ 'Node Type': 'Seq Scan', 'Relation Name': 'orders' }] };

  test('is right when it uses the indexes and scans none of the tables', () => {
    expect(result(planned, answered(0, [two], { plan: bitmap }), { rows: two })).toMatchObject({ status: 'passed', report: { plan: bitmap } });
  });

  test('else the message says what it does', () => {
    expect(result(planned, answered(0, [two], { plan: scan }), { rows: two })).toMatchObject({
      status: 'failed', message: 'the plan does not use the index orders_customer_id, and reads orders from one end to the other (Seq Scan)',
      expected: 'uses the index orders_customer_id\nno Seq Scan on orders', actual: 'Limit\n  Seq Scan on orders',
    });
    expect(result(planned, answered(0, [two]), { rows: two })).toMatchObject({ status: 'failed', message: expect.stringContaining('there is no plan') });
  });

  test('is looked at only when the rows are right', () => {
    expect(result(planned, answered(0, [none], { plan: bitmap }), { rows: two }).message).toMatch(/^no row came/);
  });
});

describe('the report', () => {
  test('holds the results of the first visible case, bounded, with types, counts and notices', () => {
    const many = rows('n:int4', Array.from({ length: 500 }, (_, n) => [String(n)]), { rowCount: 9_000 });
    const cases = [queryCase('secret', { hidden: true }), queryCase('shown')];
    const { cases: order } = inputsOf(testsOf(cases), 'all');
    const report = judge(testsOf(cases), order, outcome([answered(0, [created, many], { notices: ['table "t" does not exist, skipping'] }), answered(1, [two])]), new Map());
    expect(report).toMatchObject({ notices: ['table "t" does not exist, skipping'], rows: [{ command: 'CREATE TABLE', columns: [] }, { columns: ['n'], types: ['int4'], rowCount: 9_000, command: 'SELECT', durationMs: 1 }] });
    expect(report.rows![1]!.rows).toHaveLength(200);
    expect(runReportSchema.safeParse(report).error).toBeUndefined();
  });

  test('holds the last results of many, with their places, and a plan as JSON as a whole', () => {
    const judged = (results: ReturnType<typeof rows>[]) => judge(testsOf([queryCase('a')]), [queryCase('a')], outcome([answered(0, results)]), new Map()).rows!;
    const shown = judged(Array.from({ length: 25 }, () => two));
    expect(shown.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, index) => index + 6));
    expect(judged([two])[0]!.number).toBeUndefined();
    const plan = JSON.stringify([{ Plan: { 'Node Type': 'Sort', 'Sort Key': ['x'.repeat(5_000)] } }]);
    expect(judged([rows('PLAN:json', [[plan]], { command: 'EXPLAIN' })])[0]!.rows[0]![0]).toBe(plan);
  });

  test('never holds those of a hidden case', () => {
    const report = judge(testsOf([queryCase('secret', { hidden: true })]), [queryCase('secret', { hidden: true })], outcome([answered(0, [two])]), new Map());
    expect(report.rows).toBeUndefined();
  });

  test('stays small, however long the values are', () => {
    const wide = rows('a b', Array.from({ length: 200 }, () => ['x'.repeat(5_000), 'y'.repeat(5_000)]));
    const report = judge(testsOf([queryCase('a')]), [queryCase('a')], outcome([answered(0, [wide, wide, wide])]), new Map([['a', { rows: wide }]]));
    expect(JSON.stringify(report).length).toBeLessThan(250_000);
  });
});

describe('the playground', () => {
  const input = playgroundInput({ runtime: 'sql', code: 'select 1', files: { 'setup.sql': 'create table t ();' } });

  test('is SQL on an empty database, or on one that comes with it', () => {
    expect(input).toEqual({ kind: 'query', setup: 'create table t ();', attempts: [], explain: false });
    expect(playgroundInput({ runtime: 'sql', code: '' })).toMatchObject({ setup: '' });
  });

  test('shows each result, and the error that ended it', () => {
    expect(judgePlayground(input, outcome([answered(0, [created, two])]))).toMatchObject({ verdict: 'passed', tests: [], rows: [{ command: 'CREATE TABLE' }, { columns: ['id', 'name'] }] });
    const error = sqlError('42601', 'syntax error at or near "form"', { line: 3, column: 9 });
    expect(judgePlayground(input, outcome([answered(0, [two], { error })]))).toMatchObject({ verdict: 'error', line: 3, column: 9, message: 'line 3: syntax error at or near "form" (SQLSTATE 42601).', rows: [{ columns: ['id', 'name'] }] });
  });

  test('takes nothing else for an answer', () => {
    fc.assert(fc.property(fc.anything(), (observation) => {
      expect(judgePlayground(input, outcome([observation])).verdict).not.toBe('passed');
    }));
  });
});

describe('a forged observation', () => {
  const whole = queryCase('whole', { probe: 'select 1', refuses: [{ statement: 'x', code: '23505' }], plan: { uses: ['i'], noScanOf: ['t'] } });
  const right = answered(0, [two], { probe: two, attempts: [sqlError('23505', 'no')], plan: { 'Node Type': 'Index Scan', 'Index Name': 'i' } });
  const judged = (observation: unknown) => judgeRun(testsOf([whole]), [whole], outcome([observation]), new Map([['whole', { rows: two, probe: two }]])).report;

  test('passes only when nothing about it is forged', () => {
    expect(judged(right).verdict).toBe('passed');
  });

  test.each<[string, object]>([
    ['results that are none', { results: 'x' }], ['a row that is no list', { probe: { ...two, rows: [{ id: 1 }] } }], ['a row that is too short', { probe: { ...two, rows: [['1'], ['2']] } }],
    ['numbers for text', { probe: { ...two, rows: [[1, 'Ada'], [2, 'Bob']] } }], ['columns without types', { probe: { ...two, columns: [{ name: 'id' }, { name: 'name' }] } }],
    ['a count that is none', { probe: { ...two, rowCount: -1 } }], ['attempts without a state', { attempts: [{ name: 'error', message: 'no' }] }], ['no attempts', { attempts: [] }], ['attempts that are none', { attempts: undefined }],
    ['a plan that is none', { plan: [] }], ['a plan of nothing', { plan: { 'Node Type': 'Result', Plans: [null, 7, {}] } }], ['notices that are none', { notices: [1] }], ['an error that is none', { error: {} }],
    ['an error without a state', { error: { name: 'error', message: 'no' } }], ['another ending', { ended: 'returned' }], ['another case', { index: 1 }],
  ])('%s', (_, forged) => {
    expect(judged({ ...right, ...forged }).verdict).not.toBe('passed');
  });

  test('whatever it is: nothing throws, nothing passes, the report keeps its shape', () => {
    const near = fc.record({
      index: fc.constant(0), stdout: fc.constant(''), stderr: fc.constant(''), durationMs: fc.anything(), ended: fc.constantFrom('answered', 'threw', 'responded'),
      results: fc.oneof(fc.constant([two]), fc.array(fc.anything())), notices: fc.oneof(fc.constant([]), fc.anything()),
      probe: fc.oneof(fc.constant(none), fc.record({ columns: fc.anything(), rows: fc.anything(), rowCount: fc.nat(), command: fc.string(), durationMs: fc.double() }), fc.anything()),
      attempts: fc.oneof(fc.constant([null]), fc.anything()), plan: fc.oneof(fc.constant({ 'Node Type': 'Result' }), fc.anything()), error: fc.anything(),
    }, { requiredKeys: ['index', 'stdout', 'stderr', 'ended'] });
    fc.assert(fc.property(fc.oneof(near, fc.anything()), (observation) => {
      const report = judged(observation);
      expect(report.verdict).not.toBe('passed');
      expect(runReportSchema.safeParse(report).error).toBeUndefined();
    }), { numRuns: 500 });
  });

  test('an endless plan is looked at for a while only', () => {
    const endless: PlanNode = { 'Node Type': 'Append' };
    endless.Plans = [endless, endless];
    expect(judged({ ...right, plan: endless })).toMatchObject({ verdict: 'failed' });
  });
});
