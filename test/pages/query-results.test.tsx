import type { ComponentChildren } from 'preact';
import { render } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import type { ComparedRows, RunReport, TestResult } from '../../server/contract/report.ts';
import { ExampleResult } from '../../web/components/example-result.tsx';
import * as queryParts from '../../web/components/query/parts.ts';
import type { ResultRows } from '../../web/components/query/result-rows.ts';
import { statementWords } from '../../web/components/query/statement-words.ts';
import { Output } from '../../web/components/workspace/output.tsx';
import { PartsContext } from '../../web/components/workspace/parts.ts';
import { TestList } from '../../web/components/workspace/test-list.tsx';
import { tagsOf, textOf } from './markup.ts';

const report: RunReport = { verdict: 'passed', stdout: ' id | name\n----+------\n', stderr: '', durationMs: 3, tests: [] };
const select = (more: Partial<ResultRows> = {}): ResultRows => ({
  columns: ['id', 'name', 'price'], types: ['int4', 'text', 'numeric'], rows: [['1', 'NULL', '12.50'], ['2', null, null], ['3', '', '1.00']], rowCount: 3, command: 'SELECT', durationMs: 1.2, ...more,
});
const statement = (command: string, rowCount = 0): ResultRows => ({ columns: [], types: [], rows: [], rowCount, command, durationMs: 0.5 });

const withParts = (children: ComponentChildren) => render(<PartsContext.Provider value={queryParts}>{children}</PartsContext.Provider>);
const output = (more: Partial<RunReport>) => withParts(<Output report={{ ...report, ...more }} fileName="main.sql" />);
const classesOf = (html: string, name: string) => tagsOf(html).filter((tag) => tag.name === name).map(({ attributes }) => attributes.class);

describe('a result', () => {
  const html = output({ rows: [select()] });

  test('is a table with the names and types of its columns, how many rows, and the time', () => {
    expect(textOf(html)).toMatch(/^Result SELECT 3 rows 1\.2 ms Result: 3 rows id integer name text price numeric 1 NULL 12\.50/);
    expect(tagsOf(html).filter(({ name, attributes }) => name === 'th' && attributes.scope === 'col')).toHaveLength(3);
  });

  test('marks NULL for the eye and the ear, and leaves the text NULL alone', () => {
    expect(html).toContain('<td class="data-table__cell">NULL</td>');
    expect(html.match(/<span class="null">NULL<span class="visually-hidden"> \(no value\)<\/span><\/span>/g)).toHaveLength(2);
    expect(html).toContain('<span class="visually-hidden">empty text</span>');
  });

  test('has its numbers on the right, heads included', () => {
    expect(classesOf(html, 'td').slice(0, 3)).toEqual(['data-table__cell data-table__cell--number', 'data-table__cell', 'data-table__cell data-table__cell--number']);
    expect(classesOf(html, 'th')).toEqual(['data-table__head data-table__head--number', 'data-table__head', 'data-table__head data-table__head--number']);
  });

  test('scrolls in a box that a keyboard can reach, under a name', () => {
    expect(tagsOf(html).find(({ attributes }) => attributes.class === 'data-table')?.attributes).toMatchObject({ role: 'group', tabindex: '0', 'aria-label': 'Result: 3 rows' });
  });

  test('says how many of its rows are shown', () => {
    expect(textOf(output({ rows: [select({ rowCount: 1_200 })] }))).toContain('SELECT 3 of 1,200 rows shown');
  });

  test('writes types as SQL does, and truth in words', () => {
    const text = textOf(output({ rows: [{ columns: ['a', 'b', 'c'], types: ['_int8', 'bool', 'timestamptz'], rows: [['{1}', 't', 'x']], rowCount: 1, command: 'SELECT' }] }));
    expect(text).toContain('a bigint[] b boolean c timestamptz {1} true x');
  });

  test('shows markup as text', () => {
    const forged = output({ rows: [select({ columns: ['<b>x</b>'], types: ['text'], rows: [['<img src=x onerror=alert(1)>']] })], notices: ['<i>y</i>'] });
    expect(tagsOf(forged).filter(({ name }) => ['b', 'img', 'i'].includes(name))).toEqual([]);
    expect(textOf(forged)).toContain('<img src=x onerror=alert(1)>');
  });
});

describe('several results', () => {
  test('stand one after the other, each with its number; what has no rows is a sentence', () => {
    const text = textOf(output({ rows: [statement('CREATE TABLE'), statement('INSERT', 3), select({ command: 'UPDATE' })], notices: ['NOTICE: table "t" does not exist, skipping'] }));
    expect(text).toContain('Result 1 of 3 CREATE TABLE The table exists now. 0.5 ms');
    expect(text).toContain('Result 2 of 3 INSERT 3 rows inserted.');
    expect(text).toContain('Result 3 of 3 UPDATE 3 rows changed. 1.2 ms');
    expect(text).toContain('NOTICE: table "t" does not exist, skipping');
  });

  test.each([
    [statement('INSERT', 1), '1 row inserted.'], [statement('DELETE', 1_200), '1,200 rows deleted.'], [statement('SELECT', 20), '20 rows stored in the new table.'], [statement('DROP INDEX'), 'The index is gone.'],
    [statement('CREATE MATERIALIZED VIEW'), 'The materialized view exists now.'], [statement('ALTER TABLE'), 'The table was changed.'], [statement('ROLLBACK'), 'The transaction was rolled back: nothing of it is kept.'],
    [statement('SOMETHING NEW'), 'Done.'], [select(), undefined],
  ])('%o is told in words', (result, words) => {
    expect(statementWords(result)).toBe(words);
  });

  test('count on where the first ones were left out', () => {
    const text = textOf(output({ rows: [{ ...statement('INSERT', 1), number: 6 }, { ...select(), number: 7 }] }));
    expect(text).toMatch(/^The first 5 results are left out\. .*Result 6 of 7 INSERT .*Result 7 of 7 SELECT/);
  });

  test('keep the text that was printed, closed; open when it says which statement failed', () => {
    const details = (html: string) => tagsOf(html).filter(({ name }) => name === 'details').map(({ attributes }) => 'open' in attributes);
    const rows = [select()];
    expect(details(output({ rows }))).toEqual([false]);
    const failed = output({ rows, stderr: 'ERROR:  column "nme" does not exist\nLINE 1: select nme\n' });
    expect(details(failed)).toEqual([true]);
    expect(textOf(failed)).toContain('LINE 1: select nme');
    expect(details(output({ rows, stderr: 'NOTICE:  all is well\n', notices: ['NOTICE: all is well'] }))).toEqual([false]);
  });

  test('name the test they belong to when there are several', () => {
    const tests: TestResult[] = [{ name: 'secret', status: 'passed', hidden: true, durationMs: 1 }, { name: 'lists them', status: 'passed', hidden: false, durationMs: 1 }];
    expect(textOf(output({ rows: [select()], tests }))).toContain('in the test “lists them”');
  });

  test('are the text that was printed until what shows them is there', () => {
    const text = textOf(render(<Output report={{ ...report, rows: [select()] }} fileName="main.sql" />));
    expect(text).toBe('Standard output id | name ----+------');
  });
});

describe('what EXPLAIN answers', () => {
  const lines = [
    'Sort  (cost=83.92..84.04 rows=50 width=8) (actual time=9.000..10.000 rows=1000.00 loops=1)', '  Sort Key: total', '  ->  Seq Scan on orders o  (cost=0.00..82.00 rows=50 width=8) (actual time=0.010..4.000 rows=1000.00 loops=1)', '        Filter: (total > 100)', 'Execution Time: 10.2 ms',
  ];
  const explained = (text: string[]) => output({ rows: [{ columns: ['QUERY PLAN'], types: ['text'], rows: text.map((line) => [line]), rowCount: text.length, command: 'EXPLAIN', durationMs: 1 }] });
  const html = explained(lines);

  test('is a list within a list, a step for each', () => {
    expect(tagsOf(html).filter(({ attributes }) => attributes.class === 'plan__step')).toHaveLength(2);
    expect(html).toMatch(/<li class="plan__step">.*Sort.*<ul class="plan__steps"><li class="plan__step">.*Seq Scan.*<\/li><\/ul><\/li>/s);
  });

  test('says of each what it does, with which table, how many rows were estimated and came, and its part of the time', () => {
    const text = textOf(html);
    expect(text).toContain('Sort Sorts its rows. Rows: 50 estimated, 1,000 came 20 times more than estimated 60 % of the time, 6 ms Sort Key total');
    expect(text).toContain('Seq Scan on orders o Reads the whole table, row by row. Rows: 50 estimated, 1,000 came 20 times more than estimated 40 % of the time, 4 ms Filter (total > 100)');
    expect(text).toContain('Execution Time: 10.2 ms');
  });

  test('draws the part of the time without a style of its own, which the policy forbids', () => {
    expect(tagsOf(html).filter(({ attributes }) => 'style' in attributes)).toEqual([]);
    expect(tagsOf(html).filter(({ attributes }) => attributes.class === 'plan__bar-part').map(({ attributes }) => attributes.width)).toEqual(['60', '40']);
  });

  test('has its text as a twin', () => {
    expect(tagsOf(html).find(({ attributes }) => attributes.class === 'plan__text')?.attributes).toMatchObject({ role: 'group', tabindex: '0', 'aria-label': 'Plan, result, as text' });
    expect(textOf(html)).toContain('-> Seq Scan on orders o (cost=0.00..82.00 rows=50 width=8)');
  });

  test('says that nothing was measured when it was not', () => {
    expect(textOf(explained(['Seq Scan on orders  (cost=0.00..82.00 rows=50 width=8)']))).toContain('These are estimates: nothing was run.');
  });

  test('stays as it is when it cannot be read', () => {
    const yaml = explained(['- Plan: \n    Node Type: "Result"']);
    expect(textOf(yaml)).toContain('Node Type: "Result"');
    expect(yaml).not.toContain('plan__step');
  });

  test('is not told twice, but the plan that a test measured stands there when the code asked for none', () => {
    const plan = { 'Node Type': 'Seq Scan', 'Relation Name': 'orders' };
    expect(textOf(output({ rows: [select()], plan }))).toContain('How Postgres runs your last query');
    expect(textOf(output({ rows: [{ columns: ['QUERY PLAN'], types: ['text'], rows: lines.map((line) => [line]), rowCount: lines.length, command: 'EXPLAIN' }], plan }))).not.toContain('How Postgres runs');
  });
});

describe('a test that compares rows', () => {
  const side = (rows: ComparedRows['rows'], more: Partial<ComparedRows> = {}): ComparedRows => ({ columns: ['id', 'total'], types: ['int4', 'numeric'], rows, rowCount: rows.length, ...more });
  const expectedRows = side([{ number: 1, values: ['1', '5'] }, { number: 2, values: ['2', null], mark: 'differs', differing: [1] }, { number: 9, values: ['9', '1'], mark: 'missing' }], { first: 2, rowCount: 12 });
  const actualRows = side([{ number: 1, values: ['1', '5'] }, { number: 2, values: ['2', '0'], mark: 'differs', differing: [1] }, { number: 3, values: ['4', '1'], mark: 'surplus' }], { first: 2 });
  const failed: TestResult = { name: 'lists', status: 'failed', hidden: false, durationMs: 1, message: 'row 2: total is 0, expected NULL', path: 'row 2, total', expected: 'EXPECTED TEXT', actual: 'ACTUAL TEXT', expectedRows, actualRows };
  const list = (...tests: TestResult[]) => withParts(<TestList tests={tests} />);

  test('shows both sides as tables instead of their text', () => {
    const text = textOf(list(failed));
    expect(text).toContain('Expected 3 of 12 rows shown');
    expect(text).toContain('Got 3 rows');
    expect(text).not.toMatch(/EXPECTED TEXT|ACTUAL TEXT/);
    expect(text).toContain('They first differ at row 2, total .');
  });

  test('marks rows with a sign and a word, the first of them and the values that differ', () => {
    const html = list(failed);
    expect(textOf(html)).toMatch(/2 ≠ differs , the first difference 2 NULL \(no value\)/);
    expect(textOf(html)).toMatch(/9 − missing 9 1/);
    expect(textOf(html)).toMatch(/3 \+ not expected 4 1/);
    expect(classesOf(html, 'tr').filter((name) => name?.includes('--first'))).toEqual(['data-table__row data-table__row--differs data-table__row--first', 'data-table__row data-table__row--differs data-table__row--first']);
    expect(html).toContain('<mark class="data-table__other">0</mark>');
  });

  test('says how many rows are left out, between and after', () => {
    expect(textOf(list(failed))).toContain('… 6 rows not shown 9 − missing 9 1 … 3 rows not shown');
  });

  test('shows what came, and only that, when it passes', () => {
    const text = textOf(list({ ...failed, status: 'passed', message: undefined }));
    expect(text).toContain('Got 3 rows');
    expect(text).not.toContain('Expected 3');
  });

  test('shows what was expected beside an error, said once', () => {
    const text = textOf(list({ ...failed, status: 'error', message: 'no such table (SQLSTATE 42P01)', actual: 'no such table (SQLSTATE 42P01)', actualRows: undefined, path: undefined }));
    expect(text).toContain('Expected 3 of 12 rows shown');
    expect(text.match(/42P01/g)).toHaveLength(1);
    expect(textOf(list({ ...failed, message: 'your SQL answers no rows', actual: '(no result)', actualRows: undefined }))).toContain('got (no result)');
  });

  test('has its text until what shows tables is there', () => {
    const text = textOf(render(<TestList tests={[failed]} />));
    expect(text).toContain('expected EXPECTED TEXT');
    expect(text).toContain('got ACTUAL TEXT');
    expect(text).not.toContain('− missing');
  });

  test('that looks at the plan shows it as a tree beside what it should be', () => {
    const plan = { 'Node Type': 'Limit', 'Plan Rows': 1, Plans: [{ 'Node Type': 'Seq Scan', 'Relation Name': 'posts', 'Plan Rows': 4_000 }] };
    const planned: TestResult = { name: 'plans', status: 'failed', hidden: false, durationMs: 1, message: 'the plan does not use the index i', path: 'plan', expected: 'uses the index i', actual: 'Limit\n  Seq Scan on posts', plan };
    const html = list(planned);
    expect(textOf(html)).toContain('expected uses the index i');
    expect(textOf(html)).toContain('Seq Scan on posts Reads the whole table, row by row. Rows: 4,000 estimated');
    expect(textOf(html)).not.toContain('They first differ at plan');
    expect(tagsOf(html).filter(({ attributes }) => attributes.class === 'plan__step')).toHaveLength(2);
  });
});

describe('an example in a lesson', () => {
  const example = { verdict: 'passed' as const, stdout: ' n\n---\n 7\n', stderr: '', durationMs: 2, rows: [{ columns: ['n'], types: ['int4'], rows: [['7']], rowCount: 1, command: 'SELECT' }] };

  test('shows its rows as a table, with the text as its twin', () => {
    const html = render(<ExampleResult state={{ kind: 'done', report: example, ResultSets: queryParts.ResultSets }} stale={false} />);
    expect(textOf(html)).toBe('Result SELECT 1 row Result: 1 row n integer 7 As text n --- 7 Finished 2 ms');
  });

  test('shows the text where the tables did not arrive', () => {
    expect(textOf(render(<ExampleResult state={{ kind: 'done', report: example }} stale={false} />))).toBe('n --- 7 Finished 2 ms');
  });
});
