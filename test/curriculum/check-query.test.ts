import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../server/contract/sandbox.ts';
import { checkCurriculum } from '../../server/curriculum/check.ts';
import { openSandbox } from '../../server/sandbox/sandbox.ts';
import { changed, folderWith, marked } from './small-curriculum.ts';
import { cheapExercise, cheapPath, smallShop } from './small-shop.ts';

const solution = 'select name from products where price < 10 order by price, name;';
const mistake = (title: string, sql: string) => `### ${title}\nA sentence.\n\`\`\`sql\n${sql}\n\`\`\`\n`;
/** Runs of SQL are slow while the machine is busy with other tests. */
const TIME = 120_000;

let sandbox: Sandbox;
beforeAll(async () => { sandbox = await openSandbox({ runners: 1 }); }, TIME);
afterAll(() => sandbox.close());

async function check(files: Record<string, string>) {
  await using folder = await folderWith(files);
  const { problems, proven } = await checkCurriculum(folder.dir, { sandbox, atATime: 1 });
  return { problems: problems.map((problem) => ({ ...problem, file: problem.file.slice(folder.dir.length + 1) })), proven };
}

it('proves an exercise in SQL by what its solution answers', async () => {
  expect(await check(smallShop)).toMatchObject({ problems: [], proven: { lessons: 1, exercises: 1, solutions: 1, mistakes: 2 } });
}, TIME);

const changing = changed(cheapExercise, solution, "update products set price = 1 where price < 10;")
  .replaceAll('    ordered: true\n', '    probe: select name, price from products\n')
  .replace(/## Mistakes[\s\S]*$/, `## Mistakes\n${mistake('Takes the boundary in', 'update products set price = 1 where price <= 10;')}${mistake('Changes all', 'update products set price = 1;')}`);

it('proves one that changes data by what a probe finds afterwards', async () => {
  expect(await check({ ...smallShop, [cheapPath]: changing })).toMatchObject({ problems: [], proven: { solutions: 1, mistakes: 2 } });
}, TIME);

const refusing = changed(cheapExercise, solution, 'alter table products add unique (name), alter column name set not null;')
  .replace(/datasets:[\s\S]*?(?=```)/, "cases:\n  - name: refuses a second product of a name\n    dataset: small\n    refuses: [{ sql: \"insert into products values ('Mug', 1)\", sqlstate: '23505' }]\n  - name: refuses a product without a name\n    dataset: small\n    hidden: true\n    refuses: [{ sql: \"insert into products values (null, 1)\", sqlstate: '23502' }]\n")
  .replace(/## Mistakes[\s\S]*$/, `## Mistakes\n${mistake('Lets names be missing', 'alter table products add unique (name);')}`);

it('proves one of constraints by what is refused afterwards', async () => {
  expect(await check({ ...smallShop, [cheapPath]: refusing })).toMatchObject({ problems: [], proven: { solutions: 1, mistakes: 1 } });
}, TIME);

const planned = changed(cheapExercise, solution, 'create index products_name on products (name);\nselect price from products where name = \'P77\';')
  .replace(/datasets:[\s\S]*?(?=```)/, 'datasets:\n  more: insert into products select \'P\' || n, n from generate_series(1, 5000) as n;\ncases:\n  - name: finds the price\n    dataset: more\n  - name: by the index\n    dataset: more\n    plan: { uses: [products_name], noScanOf: [products] }\n')
  .replace(/## Mistakes[\s\S]*$/, `## Mistakes\n${mistake('Looks through everything', "select price from products where name = 'P77';")}${mistake('Finds another one', "create index products_name on products (name);\nselect price from products where name = 'P78';")}`);

it('proves one of indexes by the plan', async () => {
  expect(await check({ ...smallShop, [cheapPath]: planned })).toMatchObject({ problems: [], proven: { solutions: 1, mistakes: 2 } });
}, TIME);

describe('running finds, at its place and with a remedy:', () => {
  it.each<[string, string, RegExp, RegExp]>([
    ['a solution that fails on a dataset', changed(cheapExercise, `## Solution\n\`\`\`sql\n${solution}`, '## Solution\n⟦```sql\nselect nme from products;'), /solution for `sql` does not run in the case "lists what is cheap": line 1: column "nme" does not exist.*42703/, /mend the solution/],
    ['a solution that answers no rows anywhere', changed(cheapExercise, `## Solution\n\`\`\`sql\n${solution}`, '## Solution\n⟦```sql\nselect name from products where price < 0;'), /answers no rows on any dataset/, /add a case on a dataset/],
    ['a case that compares nothing', changed(changing, '  - name: knows the boundary', '  - ⟦name: knows the boundary').replace(/(knows the boundary[\s\S]*?) {4}probe: [^\n]*\n/, '$1'), /the case "knows the boundary" compares nothing/, /add a `probe:`/],
    ['a mistake that passes', `${cheapExercise}${mistake('None', solution.replace('name;', 'name, 1;')).replace('```sql', '⟦```sql')}`, /mistake "None" passes every case/, /add a case/],
    ['a case that nothing fails', changed(cheapExercise, '  - name: knows', '  - ⟦name: has no tables\n    probe: select 1\n  - name: knows'), /the case "has no tables" proves nothing/, /remove the case/],
    ['a probe that fails', changed(changing, '## Solution\n', '## Solution\n⟦').replace('probe: select name, price', 'probe: select nme, price'), /does not run in the case "lists what is cheap": the probe fails: .*"nme" does not exist/, /mend/],
    ['an attempt that the solution lets through', changed(refusing, '## Solution\n', '## Solution\n⟦').replace(', alter column name set not null', ''), /solution for `sql` does not pass: failed: .*refused with 23502 \(not-null violation\), and it was accepted/, /mend the solution/],
  ])('%s', async (_, text, what, remedy) => {
    const at = marked(text);
    const { problems } = await check({ ...smallShop, [cheapPath]: at.text });
    expect(problems).toContainEqual({ file: cheapPath, line: at.line, column: at.column, what: expect.stringMatching(what), remedy: expect.stringMatching(remedy) });
  }, TIME);
});
