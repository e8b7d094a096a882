import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunReport } from '../../server/contract/report.ts';
import { paths } from '../../server/contract/paths.ts';
import { folderWith } from '../curriculum/small-curriculum.ts';
import { smallShop } from '../curriculum/small-shop.ts';
import { openTestApp, type TestApp } from '../support/app.ts';

// A track with a database: `small` is what a visible test runs on, `more` what a hidden one does, `extra` what an example begins on.

const lesson = 'shops/01-sql/01-select/lesson.md';
const files = {
  ...smallShop,
  'shops/datasets/shop/extra.sql': "insert into products values ('Extra', 1);\n",
  'shops/datasets/shop/unused.sql': "insert into products values ('Unused', 1);\n",
  'shops/datasets/shop/small.redis': 'SET a 1\n',
  [lesson]: `${smallShop[lesson]}\n\`\`\`sql run shop/extra\nselect * from products;\n\`\`\`\n\nNot a fence: shop/unused\n`,
};

let folder: Awaited<ReturnType<typeof folderWith>>;
let app: TestApp;
beforeAll(async () => {
  folder = await folderWith(files);
  app = await openTestApp({ curriculumDir: folder.dir });
});
afterAll(async () => {
  await app.close();
  await folder[Symbol.asyncDispose]();
});

const get = (path: string) => app.visitor().get(path);
const play = (body: object) => app.visitor().json('POST', paths.api.playgroundRuns(), { runtime: 'sql', code: 'select name from products order by name;', ...body });
const send = (dataset: string, action: 'run' | 'open', code = 'select 1;') => app.visitor().form(paths.playground(), { runtime: 'sql', code, dataset, action });

describe('the data of an exercise', () => {
  it('is told as far as visible tests run on it', async () => {
    const answer = await get(paths.api.tables('cheap'));
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ datasets: [{ name: 'small', collections: [], tables: [{
      name: 'products', kind: 'table', primaryKey: [], unique: [], references: [], checks: [], indexes: [], rowCount: 3, rows: [['Mug', '14'], ['Tea', '9.5'], ['Filter', '4']],
      columns: [{ name: 'name', type: 'text', base: 'text', required: false, default: null, generated: '' }, { name: 'price', type: 'numeric', base: 'numeric', required: false, default: null, generated: '' }],
    }] }] });
  });

  it('stands on its page, and nothing of what is hidden does', async () => {
    const page = await (await get(paths.exercise('cheap'))).text();
    expect(page).toContain('with the rows of “small”');
    expect(page).toContain('Filter');
    expect(page).not.toMatch(/Salt|Pepper|Extra|Unused/);
  });

  it('is not there for an exercise that there is not', async () => {
    expect((await get(paths.api.tables('nothing'))).status).toBe(404);
  });
});

describe('the datasets of a track', () => {
  it('are listed as far as visible tests run on them', async () => {
    expect(await (await get(paths.api.datasets())).json()).toEqual({ datasets: [{ runtime: 'sql', name: 'shops/shop/small' }] });
  });

  it('are told with their tables and as a page shows them, also those that only an example begins on', async () => {
    expect(await (await get(paths.api.dataset('shops/shop/small'))).json()).toMatchObject({ runtime: 'sql', name: 'shops/shop/small', datasets: [{ name: 'small', tables: [{ name: 'products', rowCount: 3 }] }], html: expect.stringContaining('Filter') });
    expect(await (await get(paths.api.dataset('shops/shop/extra'))).json()).toMatchObject({ datasets: [{ tables: [{ rows: [['Extra', '1']] }] }] });
  });

  it.each(['shops/shop/more', 'shops/shop/unused', 'shops/shop/nothing', 'others/shop/small'])('do not tell of %s', async (name) => {
    expect((await get(paths.api.dataset(name))).status).toBe(404);
    const refused = await play({ dataset: name });
    expect(refused.status).toBe(422);
    expect(await refused.json()).toMatchObject({ errors: [{ path: 'dataset', message: expect.stringContaining(name) }] });
  });

  it('are not those of another language', async () => {
    expect((await get(paths.api.dataset('shops/shop/small', 'documents'))).status).toBe(404);
    expect((await get(paths.api.dataset('shops/shop/small', 'keyvalue'))).status).toBe(404); // no visible test runs on it
  });
});

describe('the playground', () => {
  it('begins with a dataset, and with none when nothing is said', async () => {
    const report = await (await play({ dataset: 'shops/shop/small' })).json() as RunReport;
    expect(report).toMatchObject({ verdict: 'passed', rows: [{ rows: [['Filter'], ['Mug'], ['Tea']] }] });
    expect(await (await play({})).json()).toMatchObject({ verdict: 'error' });
    expect(await (await play({ dataset: '' })).json()).toMatchObject({ verdict: 'error' });
  });

  it('does so by its form, which keeps what was chosen and shows what is in it', async () => {
    const page = await (await send('shops/shop/small', 'run', 'select price from products order by price;')).text();
    expect(page).toContain('The program ran to its end.');
    expect(page).toMatch(/<option[^>]*\sselected[^>]*>with shop, small<\/option>/);
    expect(page).toContain('with the rows of “small”');
    expect(page).not.toContain('Standard input');
  });

  it('opens an example with what it begins on, and says which dataset there is not', async () => {
    expect(await (await send('shops/shop/extra', 'open')).text()).toMatch(/<option[^>]*\sselected[^>]*>with shop, extra<\/option>/);
    const refused = await send('shops/shop/nothing', 'run');
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('There is no dataset shops/shop/nothing');
  });

  it('asks other languages what they are given, and SQL only what its database begins with', async () => {
    const javascript = await (await get(paths.playground({ runtime: 'javascript' }))).text();
    expect(javascript).toContain('Standard input');
    expect(javascript).not.toContain('The database begins');
    const sql = await (await get(paths.playground({ runtime: 'sql' }))).text();
    expect(sql).toContain('The database begins');
    expect(sql).not.toContain('Standard input');
  });
});
