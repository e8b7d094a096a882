import { expect, test } from 'vitest';
import { limitsFor, type Limits } from '../../../server/contract/limits.ts';
import type { CaseInput } from '../../../server/contract/exercise.ts';
import type { Observation, ResultSet, RunOutcome } from '../../../server/contract/observation.ts';
import { useSandbox } from '../support.ts';

const tools = useSandbox(1, { aheadMb: 2_000 });
type Query = CaseInput & { kind: 'query' };
type Answered = Observation & { ended: 'answered' };

function run(code: string, inputs: Partial<Query>[] = [{}], limits: Partial<Limits> = {}): Promise<RunOutcome> {
  return tools.run(code, inputs.map((input) => ({ kind: 'query', setup: '', attempts: [], explain: false, ...input })), { runtime: 'sql', limits: limitsFor('sql', { timeMs: 10_000, ...limits }) });
}

async function answer(code: string, input: Partial<Query> = {}): Promise<Answered> {
  return answered(await run(code, [input]));
}

function answered(outcome: RunOutcome, index = 0): Answered {
  const observation = outcome.observations[index];
  if (observation?.ended !== 'answered') throw new Error(JSON.stringify(outcome));
  return observation;
}

const rowsOf = ({ results }: Answered): ResultSet['rows'] => results.at(-1)!.rows;
const BOOKS = `
  CREATE TABLE books (id integer PRIMARY KEY, title text NOT NULL, pages integer CHECK (pages > 0));
  INSERT INTO books VALUES (1, 'One', 100), (2, 'Two', NULL), (3, 'Three', 300);
`;

test('each statement has its result: names, types, text, NULL, counts', async () => {
  const { results, error, notices } = await answer("CREATE TABLE t (a int, b numeric(5,2)); INSERT INTO t VALUES (1, 2.5), (2, NULL); SELECT a, b, 'x' AS \"C d\", true, now() AS at, ARRAY[1,2] FROM t ORDER BY a DESC; UPDATE t SET a = 0 WHERE a = 1 RETURNING b");
  expect(error).toBeUndefined();
  expect(notices).toEqual([]);
  expect(results.map(({ command, rowCount }) => [command, rowCount])).toEqual([['CREATE TABLE', 0], ['INSERT', 2], ['SELECT', 2], ['UPDATE', 1]]);
  expect(results[2]!.columns).toEqual([
    { name: 'a', type: 'int4' }, { name: 'b', type: 'numeric' }, { name: 'C d', type: 'text' }, { name: '?column?', type: 'bool' }, { name: 'at', type: 'timestamptz' }, { name: 'array', type: '_int4' },
  ]);
  expect(results[2]!.rows.map((row) => [...row.slice(0, 4), row[5]])).toEqual([['2', null, 'x', 't', '{1,2}'], ['1', '2.50', 'x', 't', '{1,2}']]);
  expect(results[3]!.rows).toEqual([['2.50']]);
  expect(results.every(({ durationMs }) => durationMs > 0)).toBe(true);
});

test('a type of the learner has its name', async () => {
  const { results } = await answer("CREATE TYPE mood AS ENUM ('good', 'bad'); SELECT 'bad'::mood AS m");
  expect(results[1]!.columns).toEqual([{ name: 'm', type: 'mood' }]);
});

test('what psql would show is printed', async () => {
  const { stdout, stderr } = await run("SELECT id, title, pages FROM books; SELECT 'two' || chr(10) || 'lines' AS text; SELECT * FROM boks", [{ setup: BOOKS }]);
  expect(stdout).toBe([
    ' id | title | pages', '----+-------+-------', '  1 | One   |   100', '  2 | Two   |  NULL', '  3 | Three |   300', '(3 rows)', '',
    ' text', '-------', ' two  +', ' lines', '(1 row)', '', '',
  ].join('\n'));
  expect(stderr).toBe('ERROR:  relation "boks" does not exist\nLINE 1: SELECT * FROM boks\n                      ^\n');
});

test('an error has its state, its hint and its place in the whole text', async () => {
  const { error, results } = await answer("-- 😀 a comment\nSELECT 1;\n\n  SELECT '😀', tittle\n  FROM books;\nSELECT 2", { setup: BOOKS });
  expect(results).toHaveLength(1);
  expect(error).toMatchObject({ name: 'ERROR', code: '42703', message: 'column "tittle" does not exist', hint: expect.stringContaining('books.title'), line: 4, column: 16 });
});

test('an error without a place is placed at its statement', async () => {
  const { error } = await answer('SELECT 1;\n\nINSERT INTO books VALUES (1, NULL, 5)', { setup: BOOKS });
  expect(error).toMatchObject({ code: '23502', line: 3, detail: 'Failing row contains (1, null, 5).' });
});

test('statements end where psql ends them', async () => {
  const { results, error } = await answer(`
    SELECT ';' AS "a;b", E'\\';' /* ; /* ; */ ; */ -- ;
    ; CREATE FUNCTION f() RETURNS text LANGUAGE plpgsql AS $body$ BEGIN RETURN $$;$$; END $body$;
    CREATE FUNCTION g() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 ELSE 2 END; SELECT 7; END;
    CREATE TABLE t (a int);
    CREATE RULE r AS ON INSERT TO t DO ALSO (SELECT 1; SELECT 2);
    ;;SELECT f(), g() AS begin;
    COPY t FROM STDIN;
1
2
\\.
    SELECT sum(a) FROM t
  `);
  expect(error).toBeUndefined();
  expect(results.map(({ command }) => command)).toEqual(['SELECT', 'CREATE FUNCTION', 'CREATE FUNCTION', 'CREATE TABLE', 'CREATE RULE', 'SELECT', 'COPY', 'SELECT']);
  expect(results[0]!.rows).toEqual([[';', "';"]]);
  expect(results[5]!.rows).toEqual([[';', '7']]);
  expect(results[7]!.rows).toEqual([['3']]);
});

test('statements of their own take effect for themselves, as in psql', async () => {
  const { error, probe } = await answer("INSERT INTO books VALUES (4, 'Four', 1); INSERT INTO books VALUES (4, 'Four', 1)", { setup: BOOKS, probe: 'SELECT count(*) FROM books' });
  expect(error?.code).toBe('23505');
  expect(probe).toMatchObject({ rows: [['4']] });
});

test('a transaction that is still open was not committed, and that is said', async () => {
  const { error, notices, probe } = await answer('BEGIN; DELETE FROM books', { setup: BOOKS, probe: 'SELECT count(*) FROM books' });
  expect(error).toBeUndefined();
  expect(notices).toEqual([expect.stringContaining('COMMIT')]);
  expect(probe).toMatchObject({ rows: [['3']] });
});

test('notices come as Postgres words them', async () => {
  const { notices } = await answer("DROP TABLE IF EXISTS nothing; DO $$ BEGIN RAISE WARNING 'careful %', 1; END $$");
  expect(notices).toEqual(['NOTICE: table "nothing" does not exist, skipping', 'WARNING: careful 1']);
});

test('each attempt stands for itself and is undone', async () => {
  const { attempts, probe } = await answer('ALTER TABLE books ADD UNIQUE (title) DEFERRABLE INITIALLY DEFERRED', {
    setup: BOOKS, probe: 'SELECT count(*) FROM books',
    attempts: ["INSERT INTO books VALUES (4, 'One', 1)", "INSERT INTO books VALUES (5, 'Five', 0)", "INSERT INTO books VALUES (6, 'Six', 6)", "INSERT INTO books VALUES (6, 'Six', 6)", 'SELEC'],
  });
  expect(attempts.map((attempt) => attempt?.code ?? null)).toEqual(['23505', '23514', null, null, '42601']);
  expect(probe).toMatchObject({ rows: [['3']] });
});

test('a plan of the last query, whatever the session was set to', async () => {
  const setup = 'CREATE TABLE t (a int, b text); INSERT INTO t SELECT n, md5(n::text) FROM generate_series(1, 20000) AS n;';
  const { plan } = await answer("CREATE INDEX t_a ON t (a); SELECT b FROM t WHERE a = 77;", { setup, explain: true });
  expect(plan).toMatchObject({ 'Node Type': 'Index Scan', 'Index Name': 't_a', 'Relation Name': 't', 'Actual Rows': 1 });
  const { plan: scan } = await answer('CREATE INDEX t_a ON t (a); SET enable_seqscan = off; SELECT b FROM t WHERE a > 7;', { setup, explain: true });
  expect(scan).toMatchObject({ 'Node Type': 'Seq Scan' });
  const { plan: asked } = await answer('EXPLAIN (ANALYZE) DELETE FROM t WHERE a = 1', { setup, probe: 'SELECT count(*) FROM t' });
  expect(asked).toMatchObject({ 'Node Type': 'ModifyTable' });
});

test('no case sees what an earlier one did', async () => {
  const code = `
    SELECT count(*) AS tables FROM pg_class WHERE relnamespace = 'public'::regnamespace;
    SELECT current_setting('work_mem') AS memory, current_setting('search_path') AS path, current_user, (SELECT count(*) FROM pg_prepared_statements) AS prepared, (SELECT count(*) FROM pg_roles WHERE rolname = 'clerk') AS clerks;
    CREATE TABLE mine (id serial, text text); CREATE TEMP TABLE passing (a int); INSERT INTO mine (text) VALUES ('x') RETURNING id;
    PREPARE known AS SELECT 1; CREATE ROLE clerk; SET work_mem = '64kB'; SET search_path = nowhere; LISTEN here;
    DO $$ BEGIN PERFORM to_tsvector('german', 'Bücher'); END $$;
    BEGIN; DECLARE open CURSOR FOR SELECT 1;
  `;
  const outcome = await run(code, [{}, {}, { setup: 'CREATE TABLE theirs (a int)' }]);
  const shown = [0, 1, 2].map((index) => answered(outcome, index)).map(({ results, error }) => [results[0]!.rows, results[1]!.rows, results[4]!.rows, error]);
  expect(shown[0]).toEqual([[['0']], [['4MB', '"$user", public', 'learner', '0', '0']], [['1']], undefined]);
  expect(shown[1]).toEqual(shown[0]);
  expect(shown[2]).toEqual([[['1']], ...shown[0]!.slice(1)]);
});

test('every file is as it was in the beginning, whatever an earlier case wrote, removed or renamed', async () => {
  const churn = `
    CREATE TABLE kept AS SELECT n FROM generate_series(1, 20000) AS n;
    CREATE INDEX ON kept (n);
    CREATE TABLE dropped AS SELECT * FROM kept;
    TRUNCATE kept;
    VACUUM FULL kept;
    CREATE DATABASE other;
    DROP TABLE dropped;
    DROP DATABASE other;
    CREATE DATABASE another;
  `;
  const files = `
    WITH RECURSIVE found AS (
      SELECT '.' AS path, size, isdir FROM pg_stat_file('.')
      UNION ALL
      SELECT path || '/' || name, file.size, file.isdir FROM found, pg_ls_dir(path) AS name, pg_stat_file(path || '/' || name) AS file WHERE found.isdir
    )
    SELECT path, size FROM found ORDER BY path
  `;
  const probed = (outcome: RunOutcome, index: number) => (answered(outcome, index).probe as ResultSet).rows;
  const one = probed(await run('', [{ probe: files }]), 0);
  const two = await run('', [{ setup: churn, probe: files }, { probe: files }]);
  expect(one.length).toBeGreaterThan(900);
  expect(probed(two, 0)).not.toEqual(one);
  expect(probed(two, 1)).toEqual(one);
});

test('a case that ends Postgres itself is an error of its own, and the next case has another', async () => {
  const outcome = await run('SELECT pg_terminate_backend(pg_backend_pid()); SELECT pg_sleep(0.01); SELECT 1', [{}, {}]);
  expect(answered(outcome, 1)).toBeDefined();
  expect(outcome.stop).toEqual({ reason: 'finished' });
});

test('what was printed before the deadline stays', async () => {
  const { stop, stdout, observations } = await run("SELECT 'before' AS said;\nSELECT pg_sleep(60)", [{}], { timeMs: 400 });
  expect(stop).toMatchObject({ reason: 'timed-out', line: 2, limit: { value: 400 } });
  expect(stdout).toContain('before');
  expect(observations).toEqual([undefined]);
});

test('ten thousand rows come back whole', async () => {
  const { results } = await answer("SELECT n, 'name ' || n AS name FROM generate_series(1, 10000) AS n");
  expect(results[0]!.rows).toHaveLength(10_000);
  expect(results[0]!.rows.at(-1)).toEqual(['10000', 'name 10000']);
});

test('text of any language, JSON and dates stay what they are', async () => {
  expect(rowsOf(await answer(`SELECT 'Grüße 😀' AS a, '{"b": [1, null]}'::jsonb, date '2026-02-28' + 1, interval '1 day 2 hours', numeric '1.10', 'NaN'::float8, '\\x00ff'::bytea`)))
    .toEqual([['Grüße 😀', '{"b": [1, null]}', '2026-03-01', '1 day 02:00:00', '1.10', 'NaN', '\\x00ff']]);
});

test('a command of psql is said to be one', async () => {
  const { error } = await answer('\\dt');
  expect(error).toMatchObject({ code: '42601', hint: expect.stringContaining('psql') });
});

test('COPY TO STDOUT prints', async () => {
  const { stdout } = await run("COPY (SELECT id, pages FROM books ORDER BY id) TO STDOUT", [{ setup: BOOKS }]);
  expect(stdout).toBe('1\t100\n2\t\\N\n3\t300\nCOPY 3\n');
});

test('rows beyond the output limit end the run, with what was before', async () => {
  const { stop, stdout } = await run("SELECT 1 AS one;\nSELECT repeat('x', 1000) FROM generate_series(1, 200)", [{}], { outputBytes: 65_536 });
  expect(stop).toMatchObject({ reason: 'output-limit', line: 2, limit: { value: 64, unit: 'KiB' } });
  expect(stdout).toContain('one');
});

test('data that cannot be set up is said to be the exercise’s', async () => {
  const { error, results } = await answer('SELECT 1', { setup: 'CREATE TABLE t (a int); INSERT INTO t VALUES (oops)' });
  expect(results).toEqual([]);
  expect(error?.message).toContain('data of this exercise cannot be set up');
});
