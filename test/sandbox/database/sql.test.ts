import { expect, test } from 'vitest';
import type { CaseInput, DataInput } from '../../../server/contract/exercise.ts';
import type { RunOutcome } from '../../../server/contract/observation.ts';
import { executePlayground } from '../../../server/judge/execute.ts';
import { call, http, observed, program, returned, useSandbox } from '../support.ts';

const tools = useSandbox(1, { aheadMb: 1_000 });
const { run } = tools;

const BOOKS = `
  CREATE TABLE books (id serial PRIMARY KEY, title text NOT NULL UNIQUE, pages integer CHECK (pages > 0), price numeric(8, 2), at timestamptz DEFAULT '2026-01-02 03:04:05+00');
  INSERT INTO books (title, pages, price) VALUES ('One', 100, 1.50), ('Two', NULL, 20), ('Three', 300, 3);
`;
const on = (input: CaseInput, data: DataInput): CaseInput => ({ ...input, data }) as CaseInput;
const withBooks = (input: CaseInput, probe?: string): CaseInput => on(input, { sql: BOOKS, ...(probe === undefined ? {} : { probe }) });

/** What `export async function f(…)` with this body returns on the books. */
async function value(body: string, ...args: (string | number)[]): Promise<unknown> {
  const outcome = await run(`import { sql, PostgresError } from 'database';\nexport async function f(a, b) {\n${body}\n}`, [withBooks(call('f', ...args))]);
  return plain(returned(outcome)[0]);
}

/** Objects of a returned Value as objects. */
function plain(given: unknown): unknown {
  if (Array.isArray(given)) return given.map(plain);
  const { $, entries } = (given ?? {}) as { $?: string; entries?: [string, unknown][] };
  return $ === 'object' && entries ? Object.fromEntries(entries.map(([key, one]) => [key, plain(one)])) : given;
}

const rowsAfter = (outcome: RunOutcome, index = 0): unknown => {
  const probe = outcome.observations[index]?.data?.probe;
  return probe && 'rows' in probe ? probe.rows : probe;
};

test('rows are objects, and values have the types of JavaScript', async () => {
  expect(await value('return await sql`select id, title, pages, price, at, id > 1 as later, 9::bigint as big, array[1, null] as list, \'{"a": [1]}\'::jsonb as doc from books where id = ${a}`', 2)).toEqual([
    { id: 2, title: 'Two', pages: null, price: '20.00', at: { $: 'date', value: '2026-01-02T03:04:05.000Z' }, later: true, big: '9', list: [1, null], doc: { a: [1] } },
  ]);
});

test('a result knows how many rows, which columns, and what was done', async () => {
  expect(await value("const r = await sql`update books set pages = 1 where id < ${a}`; const s = await sql`select id, title from books where false`; return [r.count, r.command, r.length, s.count, s.columns]", 3)).toEqual([
    2, 'UPDATE', 0, 0, [{ name: 'id', type: 'int4' }, { name: 'title', type: 'text' }],
  ]);
});

test('a parameter stays a value, whatever it says', async () => {
  const evil = "x' OR '1'='1'; DROP TABLE books; --";
  expect(await value('const found = await sql`select id from books where title = ${a}`; return [found, await sql`select count(*)::int as n from books`]', evil)).toEqual([[], [{ n: 3 }]]);
});

test('unsafe takes a text as it stands, with all that somebody put into it', async () => {
  const code = "import { sql } from 'database';\nexport async function f(title) { return (await sql.unsafe(`select id from books where title = '${title}'`)).length }";
  const outcome = await run(code, [withBooks(call('f', "x' or '1'='1")), withBooks(call('f', "'; drop table books; --"), 'select * from books')]);
  expect(returned(outcome)).toEqual([3, 2]);
  expect(rowsAfter(outcome, 1)).toMatchObject({ code: '42P01', message: 'relation "books" does not exist' });
});

test('helpers write lists, names, inserts and updates', async () => {
  const code = `
    const rows = [{ title: 'Four', pages: 4 }, { title: 'Five', pages: 5 }];
    const made = await sql\`insert into books \${sql(rows, 'title', 'pages')} returning id, title\`;
    await sql\`update books set \${sql({ pages: 44, price: null })} where title = \${'Four'}\`;
    const list = await sql\`select \${sql(['title', 'pages'])} from \${sql('books')} where id in \${sql([1, 4, 9])} order by \${sql('id')}\`;
    const none = await sql\`select id from books where id in \${sql([])}\`;
    const any = await sql\`select count(*)::int as n from books where id = any(\${[1, 2, 3]})\`;
    const values = await sql\`select * from (values \${sql([[1, 'a'], [2, 'b']])}) as v (n, t)\`.values();
    return [made, list, none.length, any, values];`;
  expect(await value(code)).toEqual([
    [{ id: 4, title: 'Four' }, { id: 5, title: 'Five' }], [{ title: 'One', pages: 100 }, { title: 'Four', pages: 44 }], 0, [{ n: 3 }], [['1', 'a'], ['2', 'b']],
  ]);
});

test('a statement within another is a part of it, with its parameters', async () => {
  const code = 'const search = (title, least) => sql`select id from books where true ${title ? sql`and title = ${title}` : sql``} ${least ? sql`and pages >= ${least}` : sql``} order by id`; return [await search("One"), await search(undefined, 100), await search("Three", 301), await search()]';
  expect(await value(code)).toEqual([[{ id: 1 }], [{ id: 1 }, { id: 3 }], [], [{ id: 1 }, { id: 2 }, { id: 3 }]]);
});

test('values of every kind reach Postgres and come back', async () => {
  const code = `
    const [row] = await sql\`select \${true} as t, \${12n} as big, \${new Date('2026-05-06T07:08:09Z')} as at, \${new Uint8Array([1, 255])} as bytes, \${sql.json({ a: ["'"] })} as doc,
      \${null}::text as nothing, \${['a,b', '"q"', null]}::text[] as list, \${'😀 \\\\ \\''} as text, \${1.5}::float8 as number\`;
    return [row.t, row.big, row.at, Array.from(row.bytes), row.doc, row.nothing, row.list, row.text, row.number];`;
  expect(await value(code)).toEqual([true, '12', { $: 'date', value: '2026-05-06T07:08:09.000Z' }, [1, 255], { a: ["'"] }, null, ['a,b', '"q"', null], "😀 \\ '", 1.5]);
});

test('a value that is undefined is refused before anything is sent', async () => {
  expect(await value('try { await sql`select * from books where id = ${undefined}` } catch (error) { return [error.code, error.message] }')).toEqual([
    'UNDEFINED_VALUE', 'A value in the statement is undefined. Give null for NULL, and look at where the value comes from.',
  ]);
});

test('an error of Postgres can be caught, and says what and where', async () => {
  const outcome = await run(`import { sql, PostgresError } from 'database';
export async function caught() {
  try {
    await sql\`insert into books (title) values (\${'One'})\`;
  } catch (error) {
    return [error instanceof PostgresError, error.name, error.code, error.constraint_name, error.table_name, error.detail, error.message];
  }
}
export async function thrown() {
  await sql\`select tittle from books\`;
}`, [withBooks(call('caught')), withBooks(call('thrown'))]);
  expect(returned(outcome)[0]).toEqual([
    true, 'PostgresError', '23505', 'books_title_key', 'books', 'Key (title)=(One) already exists.', 'duplicate key value violates unique constraint "books_title_key"',
  ]);
  expect(observed(outcome, 'threw', 1).error).toEqual({
    name: 'PostgresError', message: 'column "tittle" does not exist', line: 10, column: 12, stack: 'PostgresError: column "tittle" does not exist\n    at thrown (main.js:10:12)',
  });
});

test('a transaction is kept as a whole, or undone as a whole', async () => {
  const code = `
    const kept = await sql.begin(async (sql) => { await sql\`insert into books (title) values ('Four')\`; return 'done' });
    const errors = [];
    await sql.begin(async (sql) => { await sql\`delete from books\`; throw new Error('stop') }).catch((error) => errors.push(error.message));
    await sql.begin((sql) => [sql\`delete from books\`, sql\`insert into books (id, title) values (1, 'x'), (1, 'y')\`]).catch((error) => errors.push(error.code));
    await sql.begin(async (sql) => { await sql\`delete from books\`; await sql\`select 1/0\`.catch(() => {}) }).catch((error) => errors.push(error.code));
    return [kept, errors, (await sql\`select id from books\`).count];`;
  expect(await value(code)).toEqual(['done', ['stop', '23505', '22012'], 4]);
});

test('a savepoint undoes a part of a transaction', async () => {
  const code = `
    await sql.begin(async (sql) => {
      await sql\`insert into books (title) values ('Four')\`;
      await sql.savepoint(async (sql) => { await sql\`insert into books (title) values ('Five')\`; await sql\`insert into books (title) values ('One')\` }).catch(() => {});
      await sql.savepoint('named', (sql) => sql\`insert into books (title) values ('Six')\`);
    });
    return (await sql\`select title from books order by id\`).map(({ title }) => title);`;
  expect(await value(code)).toEqual(['One', 'Two', 'Three', 'Four', 'Six']);
});

test('transactions at the same time follow one another, and so lose no update', async () => {
  const add = 'async (sql) => { const [{ pages }] = await sql`select pages from books where id = 1`; await sql`update books set pages = ${pages + 1} where id = 1` }';
  expect(await value(`await Promise.all([sql.begin(${add}), sql.begin(${add}), sql.begin(${add})]); return (await sql\`select pages from books where id = 1\`)[0].pages`)).toBe(103);
  expect(await value(`const add = ${add}; await Promise.all([add(sql), add(sql), add(sql)]); return (await sql\`select pages from books where id = 1\`)[0].pages`)).toBe(101);
});

test('a statement that waits for its own transaction says so, instead of waiting forever', async () => {
  const outcome = await run("import { sql } from 'database';\nexport const f = () => sql.begin(async () => {\n  await sql`select 1`;\n});", [withBooks(call('f'))]);
  expect(observed(outcome, 'threw').error.message).toBe("This statement waits for the database's one connection, which is held by the transaction and never given back: it would wait forever. Inside sql.begin(…), write every statement with the sql that begin gives you: sql.begin(async (sql) => { await sql`…`; }).");
});

test('a reserved connection makes others wait until it is released', async () => {
  const body = `
    const order = [];
    const own = await sql.reserve();
    const other = sql\`select 1\`.then(() => order.push('other'));
    await own\`select 2\`;
    order.push('own');
    own.release();
    await other;
    return [order, await own\`select 3\`.catch((error) => error.code)];`;
  expect(await value(body)).toEqual([['own', 'other'], 'CONNECTION_ENDED']);
  expect(await value('await sql.reserve(); return await sql`select 1`.catch((error) => error.message)')).toMatch(/which is held by what sql\.reserve\(\) gave and never given back.*Call release\(\)/);
});

test('what is not there says so', async () => {
  expect(await value("try { sql.listen('news', () => {}) } catch (error) { return [error.code, error.message] }")).toEqual(['NOT_AVAILABLE', 'sql.listen is not available here: a program here has one connection and ends with its case.']);
});

test('a transaction that is over takes no more statements', async () => {
  expect(await value('let kept; await sql.begin(async (sql) => { kept = sql }); return await kept`select 1`.catch((error) => error.code)')).toBe('CONNECTION_ENDED');
});

test('a promise that nothing settles is still seen, with a database as without', async () => {
  const outcome = await run("import { sql } from 'database';\nexport async function f() { await sql`select 1`; await new Promise(() => {}) }", [withBooks(call('f'))]);
  expect(outcome.observations[0]!.ended).toBe('waits-forever');
});

test('each case finds the data as it was made, and the program as it begins', async () => {
  const code = "import { sql } from 'database';\nlet calls = 0;\nexport async function f() { calls += 1; await sql`delete from books where id = 1`; return [calls, (await sql`select id from books`).count] }";
  const outcome = await run(code, [withBooks(call('f')), withBooks(call('f')), on(call('f'), { sql: BOOKS.replace("'One'", "'Other'") })]);
  expect(returned(outcome)).toEqual([[1, 2], [1, 2], [1, 2]]);
});

test('the probe sees what was committed, and the program is told how many statements it sent', async () => {
  const code = "import { sql } from 'database';\nexport async function f() { await sql`update books set pages = 7 where id = 1`; await sql.begin(async (sql) => { await sql`select 1` }); void sql.unsafe('begin; update books set pages = 8 where id = 2').execute() }";
  const outcome = await run(code, [withBooks(call('f'), 'select id, pages from books order by id')]);
  expect(outcome.observations[0]).toMatchObject({ ended: 'returned', data: { queries: 3, probe: { rows: [['1', '7'], ['2', null], ['3', '300']] } } });
});

test('statements are counted one by one, however they are sent, and those that keep their order are not', async () => {
  const count = async (body: string): Promise<number | undefined> => (await run(`import { sql } from 'database';\nexport async function f() { ${body} }`, [withBooks(call('f'))])).observations[0]?.data?.queries;
  expect(await count("await sql.unsafe('begin; select 1; select 2; commit')")).toBe(2);
  expect(await count('await sql.begin((sql) => sql`select 1`); await sql.begin(async (sql) => { await sql.savepoint((sql) => sql`select 1/0`) }).catch(() => {})')).toBe(2);
  expect(await count('await sql`selec 1`.catch(() => {}); sql`never sent`; await sql`select ${sql`1`}`')).toBe(2);
});

test('a program may wait for its database at its top level, and print', async () => {
  const outcome = await run("import sql from 'database';\nconst rows = await sql`select id, title from books order by id limit 2`;\nconsole.log(rows);\nfor (const { title } of rows) console.log(title)", [withBooks(program(), 'select 1')]);
  expect(observed(outcome, 'exited')).toMatchObject({ exitCode: 0, stdout: "[ { id: 1, title: 'One' }, { id: 2, title: 'Two' } ]\nOne\nTwo\n", data: { queries: 1, probe: { rows: [['1']] } } });
});

test('an app keeps its database from one request to the next', async () => {
  const code = `import { Hono } from 'hono';
import { sql } from 'database';
const app = new Hono();
app.post('/books', async (c) => { const { title } = await c.req.json(); const [book] = await sql\`insert into books (title) values (\${title}) returning id, title\`; return c.json(book, 201) });
app.get('/books/:id', async (c) => { const [book] = await sql\`select title from books where id = \${c.req.param('id')}\`; return book ? c.json(book) : c.notFound() });
export default app;`;
  const outcome = await run(code, [withBooks(http({ send: 'POST /books', body: '{"title":"Four"}', headers: { 'content-type': 'application/json' } }, 'GET /books/4', 'GET /books/9')), withBooks(http('GET /books/4'))], { runtime: 'typescript' });
  expect(observed(outcome, 'responded').responses.map(({ status, body }) => [status, body])).toEqual([[201, '{"id":4,"title":"Four"}'], [200, '{"title":"Four"}'], [404, '404 Not Found']]);
  expect(observed(outcome, 'responded', 1).responses.map(({ status }) => status)).toEqual([404]);
});

test('TypeScript with the types of rows runs', async () => {
  const code = "import { sql, type Sql } from 'database';\ninterface Book { id: number; title: string }\nasync function find(db: Sql, id: number): Promise<Book | undefined> { const [book] = await db<Book[]>`select id, title from books where id = ${id}`; return book }\nexport const f = async (): Promise<string> => (await find(sql, 2))!.title;";
  expect(returned(await run(code, [withBooks(call('f'))], { runtime: 'typescript' }))).toEqual(['Two']);
});

test('a program of the playground has an empty database, or what setup.sql makes', async () => {
  const code = "import { sql } from 'database';\nconsole.log(await sql`select count(*)::int as tables from information_schema.tables where table_schema = ${'public'}`);";
  expect(await executePlayground(tools.sandbox, { runtime: 'typescript', code }, { owner: 'playground' })).toMatchObject({ verdict: 'passed', stdout: '[ { tables: 0 } ]\n' });
  expect(await executePlayground(tools.sandbox, { runtime: 'javascript', code, files: { 'setup.sql': 'create table t (a int)' } }, { owner: 'playground' })).toMatchObject({ verdict: 'passed', stdout: '[ { tables: 1 } ]\n' });
});

test('data that cannot be set up is the exercise\'s fault, and says so', async () => {
  const { stop } = await run("import { sql } from 'database';\nexport const f = () => 1", [on(call('f'), { sql: 'create table t (a inte)' })]);
  expect(stop).toMatchObject({ reason: 'not-loaded', error: { message: 'The data of this exercise cannot be set up: type "inte" does not exist' } });
});

test('a program without a database is told that there is none', async () => {
  const { stop } = await run("// first\nimport { sql } from 'database';\nexport const f = () => sql`select 1`", [call('f')]);
  expect(stop).toMatchObject({ reason: 'not-loaded', error: { message: expect.stringContaining('This exercise has no database, so there is no sql to import.'), line: 2, column: 21 } });
  expect((await run("import postgres from 'postgres'", [program()])).stop).toMatchObject({ error: { message: "The package postgres is not available here. Where an exercise has a database, write: import { sql } from 'database'." } });
});
