import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Table } from '../../server/contract/dataset.ts';
import type { Exercise, QueryCase } from '../../server/contract/exercise.ts';
import type { Sandbox } from '../../server/contract/sandbox.ts';
import { soon, DatasetBook } from '../../server/datasets/book.ts';
import { SHOWN_ROWS } from '../../server/datasets/catalogue.ts';
import { SHOWN_DOCUMENTS } from '../../server/datasets/collections.ts';
import { type Data, visibleData } from '../../server/datasets/data.ts';
import { datasetHtml } from '../../server/datasets/html.tsx';
import { DatasetMemory } from '../../server/datasets/memory.ts';
import { SandboxBusy } from '../../server/errors.ts';
import { program, useSandbox } from './support.ts';

const own = useSandbox(1);
const sql = (schema: string, rows = ''): Data => ({ runtime: 'sql', name: 'small', schema, rows });
const tablesOf = async (schema: string, rows = ''): Promise<Table[]> => {
  const content = await new DatasetBook(own.sandbox).find(sql(schema, rows));
  if (!content) throw new Error('no tables were read');
  return content.tables;
};

/** Counts the runs that a book asks for. */
function counting(sandbox: Sandbox): Sandbox & { runs: number } {
  const counted = { runs: 0, get busy() { return sandbox.busy; }, get queued() { return sandbox.queued; }, ready: () => sandbox.ready(), close: () => sandbox.close(),
    run(...asked: Parameters<Sandbox['run']>) { counted.runs += 1; return sandbox.run(...asked); } };
  return counted;
}

function exercise(cases: { dataset: string; hidden?: boolean }[], schema: string, datasets: Record<string, string>): Exercise {
  const position = { file: 'x.md', line: 1, column: 1 };
  return {
    id: 'x', title: 'X', runtimes: ['sql'], skills: [], difficulty: 1, limits: {}, files: {}, task: '', hints: [], starter: {}, solution: {}, mistakes: [], hash: 'x', position, lessonId: 'l',
    tests: { kind: 'query', runtime: 'sql', schema, datasets, cases: cases.map(({ dataset, hidden = false }): QueryCase => ({ name: dataset, hidden, position, dataset, ordered: false, named: false })) },
  };
}

describe('the catalogue tells', () => {
  it('tables in the order in which they were made, with columns, types, rules and keys', async () => {
    const [products, orders] = await tablesOf(`
      create table products (
        id integer generated always as identity primary key, code varchar(8) not null unique, price numeric(8, 2) check (price >= 0),
        label text default 'it''s new', added timestamptz not null default now(), gone timestamp, twice numeric generated always as (price * 2) stored, tags text[]
      );
      create table orders (product_id integer references products on delete cascade, number smallint not null, primary key (product_id, number));
    `);
    expect(products).toMatchObject({ name: 'products', kind: 'table', primaryKey: ['id'], unique: [['code']], references: [], checks: ['CHECK (price >= 0::numeric)'], rowCount: 0, rows: [] });
    expect(products?.columns).toEqual([
      { name: 'id', type: 'integer', base: 'int4', required: true, default: null, generated: 'identity' },
      { name: 'code', type: 'varchar(8)', base: 'varchar', required: true, default: null, generated: '' },
      { name: 'price', type: 'numeric(8,2)', base: 'numeric', required: false, default: null, generated: '' },
      { name: 'label', type: 'text', base: 'text', required: false, default: "'it''s new'", generated: '' },
      { name: 'added', type: 'timestamptz', base: 'timestamptz', required: true, default: 'now()', generated: '' },
      { name: 'gone', type: 'timestamp', base: 'timestamp', required: false, default: null, generated: '' },
      { name: 'twice', type: 'numeric', base: 'numeric', required: false, default: '(price * (2)::numeric)', generated: 'stored' },
      { name: 'tags', type: 'text[]', base: '_text', required: false, default: null, generated: '' },
    ]);
    expect(orders).toMatchObject({ primaryKey: ['product_id', 'number'], references: [{ columns: ['product_id'], table: 'products', to: ['id'] }] });
  });

  it('keys of several columns in their own order, and a table that refers to itself', async () => {
    const [teams, games] = await tablesOf(`
      create table teams (year integer, club text, parent_club text, parent_year integer, primary key (club, year), foreign key (parent_club, parent_year) references teams);
      create table games (guest_year integer, guest text, foreign key (guest, guest_year) references teams (club, year), unique (guest_year, guest));
    `);
    expect(teams?.references).toEqual([{ columns: ['parent_club', 'parent_year'], table: 'teams', to: ['club', 'year'] }]);
    expect(games).toMatchObject({ references: [{ columns: ['guest', 'guest_year'], table: 'teams', to: ['club', 'year'] }], unique: [['guest_year', 'guest']] });
  });

  it('indexes that no key brings, with what they are on and of which rows', async () => {
    const [posts] = await tablesOf('create table posts (id integer primary key, title text, open boolean); create unique index on posts (lower(title)) where open; create index by_title on posts (title desc, id);');
    expect(posts?.indexes).toEqual([
      { name: 'posts_lower_idx', unique: true, on: ['lower(title)'], where: 'open' }, { name: 'by_title', unique: false, on: ['title', 'id'], where: null },
    ]);
  });

  it('names as SQL has to write them, and tables of other schemas by both names', async () => {
    const tables = await tablesOf('create schema store; create table "Order" ("from" integer primary key, "Total sum" integer); create table store.lines (x integer references "Order");');
    expect(tables.map(({ name, columns }) => [name, columns.map((column) => column.name)])).toEqual([['"Order"', ['"from"', '"Total sum"']], ['store.lines', ['x']]]);
    expect(tables[1]?.references).toEqual([{ columns: ['x'], table: '"Order"', to: ['"from"'] }]);
  });

  it('views with their rows, a partitioned table as one, and no columns that were dropped', async () => {
    const tables = await tablesOf(`
      create table logs (day date, gone integer, note text) partition by range (day);
      create table logs_2025 partition of logs for values from ('2025-01-01') to ('2026-01-01');
      alter table logs drop column gone;
      create view notes as select note from logs;
      create materialized view days as select day from logs;
      create table bare ();
    `, "insert into logs values ('2025-03-01', 'spring');");
    expect(tables.map(({ name, kind, rowCount }) => [name, kind, rowCount])).toEqual([['logs', 'table', 1], ['notes', 'view', 1], ['days', 'materialized view', 0], ['bare', 'table', 0]]);
    expect(tables[0]?.rows).toEqual([['2025-03-01', 'spring']]);
  });

  it('the first rows in the order of the key, as Postgres writes values, and how many there are', async () => {
    const [numbers] = await tablesOf('create table numbers (id integer primary key, even boolean, half numeric(6, 2), day timestamptz, note text);',
      "insert into numbers select n, n % 2 = 0, n / 2.0, timestamptz '2025-01-01 12:00+00' + n * interval '1 day', case n when 2 then '' when 3 then 'NULL' end from generate_series(1200, 1, -1) as n;");
    expect(numbers?.rowCount).toBe(1200);
    expect(numbers?.rows).toHaveLength(SHOWN_ROWS);
    expect(numbers?.rows.slice(0, 3)).toEqual([
      ['1', 'f', '0.50', '2025-01-02 12:00:00+00', null], ['2', 't', '1.00', '2025-01-03 12:00:00+00', ''], ['3', 'f', '1.50', '2025-01-04 12:00:00+00', 'NULL'],
    ]);
  });

  it('long values cut, and whatever signs there are', async () => {
    const [texts] = await tablesOf('create table texts (a text);', "insert into texts values (repeat('ä', 500)), (repeat('x', 80)), (E'a\\n\"b\"\\t<i>\\\\'), ('😀');");
    expect(texts?.rows).toEqual([[`${'ä'.repeat(79)}…`], ['x'.repeat(80)], ['a\n"b"\t<i>\\'], ['😀']]);
  });

  it('nothing of a database that cannot be made, or has too many tables to be shown', async () => {
    const book = new DatasetBook(own.sandbox);
    expect(await book.find(sql('create table a (b nonsense);'))).toBeUndefined();
    expect(await book.find(sql("do $$ begin for n in 1..60 loop execute format('create table t%s (a integer)', n); end loop; end $$;"))).toBeUndefined();
    expect(await book.find(sql('-- no tables'))).toEqual({ tables: [], collections: [] });
  });

  it('the same after something ran that must not be seen', async () => {
    await own.run('create table secret (a integer); insert into secret values (1);', [{ kind: 'query', setup: '', attempts: [], explain: false }], { runtime: 'sql' });
    expect((await tablesOf('create table a (b integer);')).map(({ name }) => name)).toEqual(['a']);
  });
});

describe('a database of documents tells', () => {
  const documents = async (rows: string) => (await new DatasetBook(own.sandbox).find({ runtime: 'documents', name: 'small', schema: '', rows }))?.collections;

  it('collections with their fields, the types in them, and how many documents have each', async () => {
    const [books, ...more] = await documents(`
      db.books.createIndex({ 'author.name': 1, year: -1 }, { unique: true });
      db.books.insertMany([
        { _id: 1, title: 'One', tags: ['a'], added: ISODate('2025-01-01'), author: { name: 'Ada' } }, { _id: 2, title: null, year: 1999, author: { name: 'Bo' } }, { _id: ObjectId('0123456789abcdef01234567'), title: 3, out: true },
        { _id: 4, title: 'Four', year: 2000 },
      ]);
    `) ?? [];
    expect(more).toEqual([]);
    expect(books).toMatchObject({ name: 'books', documentCount: 4, indexes: [{ on: ['author.name: 1', 'year: -1'], unique: true }] });
    expect(books?.fields).toEqual([
      { name: '_id', types: ['number', 'ObjectId'], documents: 4 }, { name: 'title', types: ['string', 'null', 'number'], documents: 4 }, { name: 'tags', types: ['array'], documents: 1 },
      { name: 'added', types: ['date'], documents: 1 }, { name: 'author', types: ['object'], documents: 2 }, { name: 'year', types: ['number'], documents: 2 }, { name: 'out', types: ['boolean'], documents: 1 },
    ]);
    expect(books?.documents).toHaveLength(SHOWN_DOCUMENTS);
    expect(books?.documents[0]).toContain('One');
  });

  it('nothing when it cannot be made, and of an empty one that it is empty', async () => {
    expect(await documents('db.books.nothing();')).toBeUndefined();
    expect(await documents('// nothing')).toEqual([]);
  });
});

it('keys are not asked for: the commands that set them are shown', async () => {
  expect(await new DatasetBook(own.sandbox).find({ runtime: 'keyvalue', name: 'small', schema: '', rows: 'SET a 1' })).toBeUndefined();
});

describe('a book of datasets', () => {
  let folder: string;
  beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'groundwork-datasets-')); });
  afterAll(() => rm(folder, { recursive: true }));

  it('makes each database once, however many ask at a time and whatever it is called', async () => {
    const sandbox = counting(own.sandbox);
    const book = new DatasetBook(sandbox);
    const schema = 'create table a (b integer);';
    const [one, other] = await Promise.all([book.find(sql(schema, 'insert into a values (1);')), book.find(sql(schema, 'insert into a values (1);'))]);
    expect(one).toEqual(other);
    expect(await book.find({ ...sql(`${schema}\ninsert into a values (1);`), name: 'of another name' })).toEqual(one);
    expect(sandbox.runs).toBe(1);
  });

  it('keeps them from one start to the next, passes over what is damaged, and removes what other versions left', async () => {
    const sandbox = counting(own.sandbox);
    await writeFile(join(folder, 'datasets-0123456789abcdef.jsonl'), 'old');
    const memory = await DatasetMemory.open(folder);
    const data = sql('create table kept (b integer);');
    const found = await new DatasetBook(sandbox, memory).find(data);
    await memory.written();
    const [file = '', ...more] = (await readdir(folder)).filter((name) => name.startsWith('datasets-'));
    expect(more).toEqual([]);
    await writeFile(join(folder, file), `not JSON\n["a key",[{"name":1}]]\n${await readFile(join(folder, file), 'utf8')}["cut o`);
    expect(await new DatasetBook(sandbox, await DatasetMemory.open(folder)).find(data)).toEqual(found);
    expect(sandbox.runs).toBe(1);
  });

  it('looks up ahead what visible tests run on, and nothing that only hidden ones do', async () => {
    const sandbox = counting(own.sandbox);
    const book = new DatasetBook(sandbox);
    const one = exercise([{ dataset: 'small' }, { dataset: 'secret', hidden: true }], 'create table a (b integer);', { small: 'insert into a values (1);', secret: 'insert into a values (4711);' });
    await book.lookAhead([one, one], new AbortController().signal);
    expect(sandbox.runs).toBe(1);
    expect(await book.datasets(visibleData(one))).toMatchObject([{ name: 'small', tables: [{ rows: [['1']] }] }]);
    expect(sandbox.runs).toBe(1);
  });

  it('waits with looking ahead while a runner is at work, and stops when it is told to', async () => {
    const sandbox = counting(own.sandbox);
    const ending = new AbortController();
    const learner = own.run('setTimeout(() => {}, 900)', [program()]);
    expect(own.sandbox.busy + own.sandbox.queued).toBeGreaterThan(0);
    const ahead = new DatasetBook(sandbox).lookAhead([exercise([{ dataset: '' }], 'create table a (b integer);', {})], ending.signal);
    ending.abort();
    await ahead;
    expect(sandbox.runs).toBe(0);
    await learner;
  });

  it('lets nobody wait for a sandbox that is busy: the page then shows what makes the tables', async () => {
    const refusing: Sandbox = { busy: 1, queued: 9, ready: () => ({ ok: true }), close: async () => {}, run: () => Promise.reject(new SandboxBusy('Full.', 1)) };
    const silent: Sandbox = { ...refusing, run: () => new Promise(() => {}) };
    const one = exercise([{ dataset: 'small' }, { dataset: 'secret', hidden: true }], 'create table a (b integer);', { small: "insert into a values (1); -- <b>", secret: 'insert into a values (4711);' });
    for (const sandbox of [refusing, silent]) {
      const began = performance.now();
      const html = await datasetHtml(new DatasetBook(sandbox), one) ?? '';
      expect(performance.now() - began).toBeLessThan(3_000);
      const text = html.replaceAll(/<[^>]*>/g, '');
      expect(text).toContain('The tables');
      expect(text).toContain('create table a (b integer);');
      expect(text).toContain('The rows of “small”');
      expect(text).not.toContain('4711');
      expect(html).not.toContain('<b>');
    }
    await expect(new DatasetBook(refusing).datasets(visibleData(one))).rejects.toThrow(SandboxBusy);
    expect(await soon(new DatasetBook(refusing).datasets(visibleData(one)))).toBeUndefined();
  });

  it('asks again after a run that failed for reasons of the machine', async () => {
    let runs = 0;
    const crashing: Sandbox = { busy: 0, queued: 0, ready: () => ({ ok: true }), close: async () => {},
      run: (...asked) => ((runs += 1) === 1 ? Promise.resolve({ observations: [undefined], stop: { reason: 'crashed', message: 'gone' }, stdout: '', stderr: '', durationMs: 1 }) : own.sandbox.run(...asked)) };
    const book = new DatasetBook(crashing);
    await expect(book.find(sql('create table a (b integer);'))).rejects.toThrow(SandboxBusy);
    expect((await book.find(sql('create table a (b integer);')))?.tables).toHaveLength(1);
  });

  it('shows the tables on the page, drawn, with the SQL behind them and without the hidden dataset', async () => {
    const one = exercise([{ dataset: 'small' }, { dataset: 'secret', hidden: true }], 'create table a (id integer primary key); create table b (a_id integer not null references a);', { small: 'insert into a values (1);', secret: 'insert into a values (4711);' });
    const html = await datasetHtml(new DatasetBook(own.sandbox), one) ?? '';
    expect(html).toContain('<svg class="diagram__drawing"');
    expect(html.replaceAll(/<[^>]*>/g, '')).toContain('b.a_id refers to a.id');
    expect(html).toContain('data-tables="/api/exercises/x/tables"');
    expect(html).not.toContain('4711');
    expect(html).not.toContain('secret');
  });
});
