import { expect, test } from 'vitest';
import type { CallCase, CaseData, ProgramData, Tests } from '../../../server/contract/exercise.ts';
import type { DataObserved, Observation, ResultSet, RunOutcome } from '../../../server/contract/observation.ts';
import { inputsOf, judge } from '../../../server/judge/judge.ts';
import { playgroundInput } from '../../../server/judge/playground.ts';
import { readObservation } from '../../../server/judge/read-observation.ts';

// The databases of programs, as the judge sees them: what is in them before, and what must be so of them afterwards.

const position = { file: 'x.md', line: 1, column: 1 };
const data: ProgramData = { sql: { schema: 'create table t ();', datasets: { small: 'insert into t …;' } }, redis: { schema: '', datasets: { small: 'SET a 1' } } };

function testsWith(caseData: Partial<CaseData>, more: Partial<CallCase> = { returns: 1 }, stores = data): Tests {
  return { kind: 'call', function: 'f', data: stores, cases: [{ name: 'one', hidden: false, position, args: [], data: { dataset: 'small', ...caseData }, ...more }] };
}

const rows = (columns: ResultSet['columns'], ...found: ResultSet['rows']): ResultSet => ({ columns, rows: found, rowCount: found.length, command: 'SELECT', durationMs: 1 });

function judged(tests: Tests, observed: DataObserved | undefined, ended: Partial<Observation> = { ended: 'returned', value: 1 }) {
  const observation = { index: 0, stdout: '', stderr: '', durationMs: 1, ...ended, ...(observed ? { data: observed } : {}) } as Observation;
  const outcome: RunOutcome = { observations: [observation], stop: { reason: 'finished' }, stdout: '', stderr: '', durationMs: 1 };
  return judge(tests, tests.cases, outcome).tests[0]!;
}

test('a case is set up by schema, dataset and its own commands; the rows that are expected stay outside', () => {
  const tests = testsWith({ redis: 'SET b 2', probe: { sql: 'select a from t', rows: [[1]] } });
  expect(inputsOf(tests, 'all').inputs).toEqual([{ kind: 'call', function: 'f', args: [], data: { sql: 'create table t ();\ninsert into t …;', redis: 'SET a 1\nSET b 2', probe: 'select a from t' } }]);
  expect(inputsOf(testsWith({ dataset: '' }, { returns: 1 }, { sql: data.sql! }), 'all').inputs[0]).toMatchObject({ data: { sql: 'create table t ();' } });
  expect(inputsOf({ kind: 'call', function: 'f', cases: [{ name: 'one', hidden: false, position, args: [], returns: 1 }] }, 'all').inputs).toEqual([{ kind: 'call', function: 'f', args: [] }]);
});

test('rows are compared as what they are', () => {
  const columns = [['a', 'int4'], ['b', 'numeric'], ['c', 'bool'], ['d', 'jsonb'], ['e', 'text'], ['f', 'date'], ['g', 'int8']].map(([name = '', type = '']) => ({ name, type }));
  const found = rows(columns, ['1', '2.50', 't', '{"x": [1]}', '7', '2026-01-02', '9007199254740993'], [null, null, 'f', '3', '', null, '4']);
  const expected: NonNullable<CaseData['probe']>['rows'] = [
    [1, 2.5, true, { $: 'object', entries: [['x', [1]]] }, '7', '2026-01-02', { $: 'bigint', value: '9007199254740993' }], [null, null, false, 3, '', null, 4],
  ];
  expect(judged(testsWith({ probe: { sql: 'select', rows: expected } }), { queries: 1, probe: found })).toMatchObject({ status: 'passed' });
  expect(judged(testsWith({ probe: { sql: 'select', rows: [expected[0]!] as never } }), { queries: 1, probe: found })).toMatchObject({ status: 'failed' });
  expect(judged(testsWith({ probe: { sql: 'select', rows: { $: 'anyOrder', values: (expected as never[]).toReversed() } } }), { queries: 1, probe: found })).toMatchObject({ status: 'passed' });
});

test('what is otherwise than expected is named with its place', () => {
  const tests = testsWith({ probe: { sql: 'select a\n  from t', rows: [[1], [2]] } });
  expect(judged(tests, { queries: 1, probe: rows([{ name: 'a', type: 'int4' }], ['1'], ['3']) })).toMatchObject({
    status: 'failed', path: 'rows[1][0]', message: 'afterwards select a from t answers something else: rows[1][0]: expected 2, got 3', actual: expect.stringContaining('(2 rows)'),
  });
  expect(judged(tests, { queries: 1, probe: { name: 'ERROR', message: 'relation "t" does not exist', code: '42P01' } })).toMatchObject({ status: 'failed', message: expect.stringMatching(/afterwards this query fails: .*42P01/) });
});

test('too many statements fail, as many as allowed do not', () => {
  const tests = testsWith({ queries: { atMost: 2 } });
  expect(judged(tests, { queries: 2 })).toMatchObject({ status: 'passed' });
  expect(judged(tests, { queries: 11 })).toMatchObject({ status: 'failed', message: 'the program sent 11 statements to the database, and at most 2 are allowed; look for statements that could be one', expected: 'at most 2 statements', actual: '11 statements' });
});

test('what a program answers comes before what it left', () => {
  const tests = testsWith({ queries: { atMost: 0 }, probe: { sql: 'select', rows: [] } });
  expect(judged(tests, { queries: 5, probe: rows([]) }, { ended: 'returned', value: 2 })).toMatchObject({ status: 'failed', message: 'expected 1, got 2' });
  expect(judged(tests, { queries: 0, probe: rows([]) }, { ended: 'threw', error: { name: 'PostgresError', message: 'no' } })).toMatchObject({ status: 'error' });
});

test('a case may look at the database alone', () => {
  const tests = testsWith({ probe: { sql: 'select', rows: [] } }, {});
  expect(judged(tests, { queries: 1, probe: rows([{ name: 'a', type: 'int4' }]) }, { ended: 'returned', value: 'anything' })).toMatchObject({ status: 'passed' });
});

test('a run that says nothing of its database, or something that makes no sense, has failed', () => {
  const tests = testsWith({ probe: { sql: 'select', rows: [] } });
  expect(judged(tests, undefined)).toMatchObject({ status: 'failed' });
  expect(judged(tests, { queries: 1 })).toMatchObject({ status: 'failed' });
  for (const forged of [{ queries: -1 }, { queries: '1' }, { queries: 1, probe: { rows: [] } }, { queries: 1, probe: rows([{ name: 'a', type: 'int4' }], ['1', '2']) }, 'x', []]) {
    expect(readObservation({ index: 0, stdout: '', stderr: '', durationMs: 1, ended: 'returned', value: 1, data: forged }, 0)).toBeUndefined();
  }
});

test('a program of the playground has the databases that it imports', () => {
  const input = (code: string, more: object = {}, setup?: string) => playgroundInput({ runtime: 'typescript', code, ...more }, setup);
  expect(input("console.log('database')")).toEqual({ kind: 'program', stdin: '', argv: [] });
  expect(input("import { sql } from 'database';")).toMatchObject({ data: { sql: '' } });
  expect(input('import {sql} from "database"', { files: { 'setup.sql': 'create table t ()' } }, 'create table shared ();')).toMatchObject({ data: { sql: 'create table shared ();\ncreate table t ()' } });
  expect(input("import { find } from './find.ts'", { files: { 'find.ts': "import redis from 'redis'", 'setup.redis': 'SET a 1' } })).toMatchObject({ data: { redis: 'SET a 1' } });
  expect(input("import { sql } from 'database'", { requests: [{ method: 'get', path: '/' }] })).toMatchObject({ kind: 'http', data: { sql: '' } });
  expect(playgroundInput({ runtime: 'python', code: "from 'database'" })).toEqual({ kind: 'program', stdin: '', argv: [] });
});
