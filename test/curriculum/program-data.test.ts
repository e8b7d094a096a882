import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../server/contract/sandbox.ts';
import { checkCurriculum } from '../../server/curriculum/check.ts';
import { loadCurriculum } from '../../server/curriculum/load.ts';
import { openSandbox } from '../../server/sandbox/sandbox.ts';
import { changed, folderWith, marked } from './small-curriculum.ts';
import { cheapPath, smallShop } from './small-shop.ts';

/** A program that has a database; broken ones are made from it by replacing a part. */
const finds = `---
id: cheap
title: Find by name
runtimes: [typescript, javascript]
skills: [injection]
difficulty: 2
---
Write \`priceOf\`, which finds the price of a product, and keeps what was looked for.

## Hints
1. Tagged templates send values beside the statement.

## Starter
\`\`\`ts
import { sql } from 'database';
export async function priceOf(name: string) {}
\`\`\`
\`\`\`js
import { sql } from 'database';
export async function priceOf(name) {}
\`\`\`

## Solution
\`\`\`ts
import { sql } from 'database';
export async function priceOf(name: string): Promise<string | undefined> {
  const [product] = await sql\`select price from products where name = \${name}\`;
  await sql\`insert into searches values (\${name})\`;
  return product?.price;
}
\`\`\`
\`\`\`js
import { sql } from 'database';
export async function priceOf(name) {
  const [product] = await sql\`select price from products where name = \${name}\`;
  await sql\`insert into searches values (\${name})\`;
  return product?.price;
}
\`\`\`

## Tests
\`\`\`yaml
call: priceOf
database: shop
schema: create table searches (name text);
datasets:
  more: |
    insert into products values ('Salt', 10);
cases:
  - name: finds the price
    dataset: small
    args: [Tea]
    returns: "9.5"
    probe: select name from searches
    rows: [[Tea]]
    queries: { atMost: 2 }
  - name: takes whatever is asked for as a name
    dataset: more
    hidden: true
    args: ["' or '1'='1"]
    returns: !undefined
    probe: select (select count(*) from products), name from searches
    rows: [[2, { contains: or }]]
\`\`\`

## Mistakes
### Writes the name into the statement
A sentence.
\`\`\`ts
import { sql } from 'database';
export async function priceOf(name: string): Promise<string | undefined> {
  const [product] = await sql.unsafe(\`select price from products where name = '\${name}'\`);
  await sql\`insert into searches values (\${name})\`;
  return product?.price;
}
\`\`\`

### Looks at each product by itself
A sentence.
\`\`\`ts
import { sql } from 'database';
export async function priceOf(name: string): Promise<string | undefined> {
  let price;
  for (const product of await sql\`select name from products\`) {
    const [found] = await sql\`select price from products where name = \${product.name}\`;
    if (product.name === name) price = found.price;
  }
  await sql\`insert into searches values (\${name})\`;
  return price;
}
\`\`\`

### Keeps nothing
A sentence.
\`\`\`ts
import { sql } from 'database';
export async function priceOf(name: string): Promise<string | undefined> {
  const [product] = await sql\`select price from products where name = \${name}\`;
  return product?.price;
}
\`\`\`
`;
const shop = { ...smallShop, [cheapPath]: finds };
/** Runs with Postgres are slow while the machine is busy with other tests. */
const TIME = 120_000;

async function load(text: string) {
  await using folder = await folderWith({ ...shop, [cheapPath]: text });
  const { curriculum, problems } = await loadCurriculum(folder.dir);
  return { tests: curriculum.findExercise('cheap')?.tests, problems: problems.map((problem) => ({ ...problem, file: problem.file.slice(folder.dir.length + 1) })) };
}

describe('a program may have a database', () => {
  it('whose tables and rows are the track\'s, and then the exercise\'s own', async () => {
    const { tests, problems } = await load(finds);
    expect(problems).toEqual([]);
    expect(tests).toMatchObject({
      kind: 'call',
      data: { sql: { schema: 'create table products (name text, price numeric);\n\ncreate table searches (name text);', datasets: { small: expect.stringContaining('Mug'), more: expect.stringMatching(/Pepper[\s\S]*Salt/) } } },
      cases: [{ data: { dataset: 'small', probe: { sql: 'select name from searches', rows: [['Tea']] }, queries: { atMost: 2 } } }, { data: { dataset: 'more' } }],
    });
  });

  it('without a name, when it makes its own tables', async () => {
    const { tests, problems } = await load(finds.replace('database: shop\nschema: create', 'database:\nschema: create table products (name text, price numeric); create').replaceAll('dataset: small', 'dataset: more'));
    expect(problems).toEqual([]);
    expect(tests).toMatchObject({ data: { sql: { datasets: { more: "insert into products values ('Salt', 10);\n" } } } });
  });

  it('and Redis, with calls before and time between', async () => {
    const { tests, problems } = await load(finds.replace('database: shop', 'redis:\ndatabase: shop').replace('    args: [Tea]\n', '    args: [Tea]\n    earlier: [[Mug], [null]]\n    after: 90\n    redis: |\n      SET a 1\n'));
    expect(problems).toEqual([]);
    expect(tests).toMatchObject({ data: { redis: { schema: '' } }, cases: [{ args: ['Tea'], earlier: [['Mug'], [null]], afterMs: 90_000, data: { redis: 'SET a 1' } }, {}] });
  });

  it('a change of the database changes the exercise', async () => {
    await using folder = await folderWith(shop);
    await using other = await folderWith({ ...shop, 'shops/datasets/shop/small.sql': "insert into products values ('Mug', 15);\n" });
    const hashes = await Promise.all([folder, other].map(async ({ dir }) => (await loadCurriculum(dir)).curriculum.findExercise('cheap')!.hash));
    expect(hashes[0]).not.toBe(hashes[1]);
  });
});

const none = finds.replace(/database: shop\nschema: [^\n]*\ndatasets:\n[^\n]*\n[^\n]*\n/, '');

describe('what is wrong is named at its place:', () => {
  it.each<[string, string, RegExp, RegExp]>([
    ['a database that is not there', changed(finds, 'database: shop', 'database: ⟦shops'), /no database `shops` in this track/, /did you mean `shop`/],
    ['a database that is no name', changed(finds, 'database: shop', 'database: ⟦Shop.sql'), /`database` does not name a database/, /database: shop/],
    ['a dataset that is not there', changed(finds, 'dataset: small', 'dataset: ⟦smal'), /no dataset `smal` of the database `shop`/, /did you mean `small`/],
    ['a dataset that no case runs on', changed(finds, 'dataset: more', 'dataset: small').replace('id: cheap', 'id: ⟦cheap'), /no case runs on the dataset `more`/, /remove it/],
    ['another language', changed(finds, 'database: shop', '⟦database: shop').replace('[typescript, javascript]', '[typescript, javascript, python]').replace('## Solution\n', '```python\nx = 1\n```\n\n## Solution\n```python\nx = 1\n```\n'), /program in `python` cannot have a database/, /leave it out/],
    ['tables of a program without a database', changed(finds, 'database: shop\nschema', 'redis:\n⟦schema').replace(/ {4}(?:probe|rows|queries):[^\n]*\n/g, '').replace(/datasets:\n[^\n]*\n[^\n]*\n/, '').replaceAll(/ {4}dataset: \w+\n/g, ''), /`schema` stands without `database:`/, /above it/],
    ['a probe without a database', changed(none, '    probe: select name from searches\n', '    ⟦probe: select name from searches\n'), /`probe` stands in the tests of a program that has no database/, /write `database:`/],
    ['earlier calls without a database', changed(none, '    args: [Tea]\n', '    args: [Tea]\n    ⟦earlier: [[Mug]]\n').replace(/ {4}(?:probe|rows|queries|dataset):[^\n]*\n/g, ''), /`earlier` is for programs with a database/, /remove `earlier`/],
    ['a time without Redis', changed(finds, '    args: [Tea]\n', '    args: [Tea]\n    ⟦after: 60\n'), /`after` moves the clock of a program that has Redis/, /write `redis:`/],
    ['a probe without rows', changed(finds, '    probe: select name from searches\n    rows: [[Tea]]', '    ⟦probe: select name from searches'), /`probe` and `rows` belong together/, /rows: \[\[/],
    ['rows that are no list of rows', changed(finds, 'rows: [[Tea]]', 'rows: ⟦[Tea]'), /`rows` is no list of rows/, /each row as a list/],
    ['a number of queries that is none', changed(finds, '{ atMost: 2 }', '{ atMost: ⟦two }'), /`atMost` is `two`/, /how many statements/],
    ['a misspelt key of queries', changed(finds, 'queries: { atMost: 2 }', 'queries: { ⟦atMots: 2, atMost: 2 }'), /`atMots` is not a key/, /atMost/],
  ])('%s', async (_, text, what, remedy) => {
    const at = marked(text);
    const { problems } = await load(at.text);
    expect(problems).toContainEqual({ file: cheapPath, line: at.line, column: at.column, what: expect.stringMatching(what), remedy: expect.stringMatching(remedy) });
  });
});

describe('running', () => {
  let sandbox: Sandbox;
  beforeAll(async () => { sandbox = await openSandbox({ runners: 1, aheadMb: 1_000 }); }, TIME);
  afterAll(() => sandbox.close());

  async function check(text: string) {
    await using folder = await folderWith({ ...shop, [cheapPath]: text });
    const { problems, proven } = await checkCurriculum(folder.dir, { sandbox, atATime: 1 });
    return { problems: problems.map(({ what }) => what), proven };
  }

  it('proves it: injection, N+1 and rows that are missing are told apart', async () => {
    expect(await check(finds)).toMatchObject({ problems: [], proven: { exercises: 1, solutions: 2, mistakes: 3 } });
  }, TIME);

  it('says what a probe finds, and how many statements were too many', async () => {
    const { problems } = await check(changed(finds, 'rows: [[Tea]]', 'rows: [[Salt]]'));
    expect(problems).toContainEqual(expect.stringMatching(/solution for `typescript` does not pass: failed: .*afterwards select name from searches answers something else: rows\[0\]\[0\]: expected "Salt", got "Tea"/));
    expect((await check(changed(finds, 'atMost: 2', 'atMost: 1'))).problems).toContainEqual(expect.stringMatching(/the program sent 2 statements to the database, and at most 1 is allowed/));
    expect((await check(changed(finds, 'probe: select name from searches', 'probe: select name from searched'))).problems).toContainEqual(expect.stringMatching(/afterwards this query fails: select name from searched: relation "searched" does not exist \(SQLSTATE 42P01\)/));
  }, TIME);
});
