import { expect, test } from 'vitest';
import type { CaseInput } from '../../../server/contract/exercise.ts';
import { call, observed, program, returned, useSandbox } from '../support.ts';

// What a program may do to its Postgres, to the runner through it, and to those who come after.

const { run } = useSandbox(1, { aheadMb: 0 });
const SETUP = 'create table t (a integer); insert into t values (1), (2)';
const on = (input: CaseInput, probe?: string): CaseInput => ({ ...input, data: { sql: SETUP, ...(probe === undefined ? {} : { probe }) } }) as CaseInput;
const f = (body: string): string => `import { sql } from 'database';\nexport async function f() {\n  ${body}\n}`;

async function leavesNothing(): Promise<void> {
  expect(returned(await run(f('return (await sql`select count(*)::int as n from t`)[0].n'), [on(call('f'))]))).toEqual([2]);
}

test.each([
  ['an endless recursion in SQL', 'await sql`with recursive r as (select 1 as n union all select n + 1 from r) select count(*) from r`'],
  ['an endless loop in a block', 'await sql.unsafe("do $$ begin loop end loop; end $$")'],
  ['a long sleep', 'await sql`select pg_sleep(60)`'],
  ['statements without end', 'for (;;) await sql`select 1`'],
  ['transactions without end', 'for (;;) await sql.begin((sql) => sql`insert into t values (1)`)'],
])('%s is timed out, at its line', async (_, body) => {
  const outcome = await run(f(body), [on(call('f'))], { limits: { timeMs: 1_500 } });
  expect(outcome.stop).toMatchObject({ reason: 'timed-out', limit: { name: 'time', value: 1_500 } });
  expect(outcome.durationMs).toBeLessThan(3_000);
  await leavesNothing();
});

test('the line of a query without end is told', { retry: 3 }, async () => {
  const { stop } = await run(f('const n = 1;\n  await sql`select pg_sleep(60)`;'), [on(call('f'))], { limits: { timeMs: 1_000 } });
  expect(stop).toMatchObject({ reason: 'timed-out', line: 4 });
});

test.each([
  ['more rows than the program can hold', 'return (await sql`select repeat(\'x\', 1000) as x from generate_series(1, 1000000)`).length'],
  ['many answers that are kept', 'const kept = []; for (;;) kept.push(await sql`select repeat(md5(random()::text), 50000) as x`)'],
])('%s is too much memory', async (_, body) => {
  const { stop } = await run(f(body), [on(call('f'))], { limits: { timeMs: 10_000, memoryMb: 16 } });
  expect(stop.reason).toBe('out-of-memory');
  await leavesNothing();
});

test('what Postgres itself has no memory for is its error, which a program can catch', async () => {
  const outcome = await run(f("try { await sql.unsafe(\"select length(string_agg(repeat('x', 1000000), '')) from generate_series(1, 900)\") } catch (error) { return error.code } "), [on(call('f'))], { limits: { timeMs: 10_000 } });
  expect(returned(outcome)).toEqual(['53200']);
  await leavesNothing();
});

test('tables that fill the disk end the run', async () => {
  const { stop } = await run(f('await sql`create table u (x text storage external)`; await sql`insert into u select repeat(${"x"}, 1000000) from generate_series(1, 250)`'), [on(call('f'))], { limits: { timeMs: 10_000 } });
  expect(stop.reason).toBe('out-of-memory');
  await leavesNothing();
});

test('a session that is changed or a catalogue that is dropped is of no concern to the next case', async () => {
  const code = f("await sql.unsafe('set search_path to nowhere; create role mallory; drop schema public cascade').catch(() => {}); return 'done'");
  const outcome = await run(code, [on(call('f')), on(call('f'), 'select count(*)::int as n from pg_roles where rolname = \'mallory\'')]);
  expect(returned(outcome)).toEqual(['done', 'done']);
  await leavesNothing();
});

test('files, programs and extensions stay out of reach', async () => {
  const code = f("const errors = []; for (const text of [\"copy t to '/tmp/x'\", \"copy t from program 'id'\", \"select pg_read_file('/etc/passwd')\", 'create extension dblink', \"select lo_import('/etc/passwd')\"]) await sql.unsafe(text).then(() => errors.push('done'), (error) => errors.push(error.code)); return errors");
  const [codes] = returned(await run(code, [on(call('f'))])) as [string[]];
  expect(codes).toHaveLength(5);
  for (const code of codes) expect(code).toMatch(/^(?:42501|0A000|58P01|42704)$/);
  await leavesNothing();
});

test('a program that changes built-ins changes what it sees itself, and nothing of what is probed or counted', async () => {
  const code = `import { sql } from 'database';
JSON.parse = () => ({ results: [], notices: [] });
JSON.stringify = () => '{}';
Array.prototype.map = () => [];
Promise.prototype.then = function () { return this };
export const f = async () => { try { await sql\`delete from t\` } catch {} return 'done' };`;
  const outcome = await run(code, [on(call('f'), 'select a from t order by a')]);
  expect(outcome.observations[0]?.data ?? outcome.stop).toMatchObject({ queries: 1, probe: { rows: [] } });
  await leavesNothing();
});

test('a request that is no request ends nothing but the run that forged it', async () => {
  const outcome = await run(f("globalThis.String = () => ({ a: 1 }); await sql`select ${1}`"), [on(call('f'))]);
  expect(observed(outcome, 'threw').error).toMatchObject({ name: 'PostgresError', message: 'what the program sent is no statement' });
  await leavesNothing();
});

test('what was sent before the end is done, and what was not is not', async () => {
  const code = "import { sql } from 'database';\nsql`insert into t values (3)`;\nvoid sql`insert into t values (4)`.execute();\nawait sql`insert into t values (5)`;\nprocess.exit(0)";
  const outcome = await run(code, [on(program(), 'select a from t order by a')]);
  expect(observed(outcome, 'exited').data).toMatchObject({ queries: 2, probe: { rows: [['1'], ['2'], ['4'], ['5']] } });
});
