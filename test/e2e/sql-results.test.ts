import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { paths } from '../../server/contract/paths.ts';
import { violations } from '../support/axe.ts';
import { openBrowser } from '../support/browser.ts';
import { editorOf, verdictOf, writeCode } from '../support/learner.ts';
import { startLiveServer, type LiveServer } from '../support/live-server.ts';

const EXERCISE = 'sql-regular-customers';
const PLAN_EXERCISE = 'sql-index-topic-posts';
const WRONG = 'select customer_id, count(*) as orders, sum(quantity) as total\nfrom orders join order_items on order_id = id\ngroup by customer_id\nhaving count(*) >= 2;\n';
const SCANS = 'create index posts_topic_time on posts (posted_at, topic_id, id);\nselect id, author_id, posted_at from posts where topic_id = 1 order by posted_at desc, id desc;\n';
const WIDE = `select ${Array.from({ length: 30 }, (_, n) => `${n} as a_long_name_${n}, null as b_${n}`).join(', ')};\n`;

let server: LiveServer;
let browser: Browser;
let context: BrowserContext;

beforeAll(async () => {
  [server, browser] = await Promise.all([startLiveServer({ env: { RUNS_PER_MINUTE: '0' } }), openBrowser()]);
  // The first run of an exercise waits for its reference solution, and for a Postgres that a busy machine takes long to make.
  await Promise.all([[EXERCISE, WRONG], [PLAN_EXERCISE, SCANS]].map(async ([exercise = '', code]) => {
    const answer = await fetch(server.url + paths.api.runs(exercise), { method: 'POST', headers: { 'content-type': 'application/json', origin: server.url }, body: JSON.stringify({ runtime: 'sql', code }) });
    if (!answer.ok) throw new Error(`the first run of ${exercise} was answered with ${answer.status}`);
  }));
});
afterAll(async () => {
  await browser.close();
  await server.remove();
});
afterEach(() => context.close());

async function open(path: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  context = await browser.newContext({ baseURL: server.url, viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  await page.goto(path);
  return page;
}

async function run(page: Page, code: string): Promise<void> {
  await writeCode(page, code);
  await page.keyboard.press('ControlOrMeta+Enter');
  await verdictOf(page);
}

/** What a table says, row by row; NULL as it is heard. */
const rowsOf = (page: Page, label: RegExp) => page.getByRole('group', { name: label }).locator('tr').evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent?.trim())));

describe('in the workspace', () => {
  it('a failing test shows expected and actual rows as tables, with what differs marked in words', async () => {
    const page = await open(paths.exercise(EXERCISE));
    await run(page, WRONG);
    const expected = await rowsOf(page, /^Expected: 2 rows/);
    expect(expected[0]).toEqual(['row', 'customer_id integer', 'orders bigint', 'total numeric']);
    expect(expected[1]![0]).toMatch(/^1 − missing, the first difference$/);
    const actual = await rowsOf(page, /^Got: \d rows/);
    expect(actual.slice(1).map(([place]) => place)).toContainEqual(expect.stringMatching(/^\d \+ not expected/));
    await page.getByRole('tab', { name: /^Output/ }).click();
    expect((await rowsOf(page, /^Result: \d rows/))[0]).toEqual(['customer_id integer', 'orders bigint', 'total bigint']);
  });

  it('a test about the plan draws it', async () => {
    const page = await open(paths.exercise(PLAN_EXERCISE));
    await run(page, SCANS);
    await page.getByText('finds them through the index').click();
    const plan = page.getByRole('group', { name: 'Plan in the test finds them through the index', exact: true });
    expect(await plan.innerText()).toMatch(/Sort[^]*Seq Scan on posts[^]*Rows: \d+ estimated, \d+ came[^]*% of the time/);
  });

  it('what was printed stays in view when the script for tables does not come', async () => {
    context = await browser.newContext({ baseURL: server.url, viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    await page.route(/\/assets\/parts-[^/]*\.js/, (route) => route.abort());
    await page.goto(paths.exercise(EXERCISE));
    await run(page, WRONG);
    await page.getByRole('tab', { name: /^Output/ }).click();
    expect(await page.getByRole('group', { name: 'Standard output' }).innerText()).toMatch(/customer_id \| orders \| total/);
    expect(await page.locator('.results .data-table').count()).toBe(0);
  });

  it('works without a script', async () => {
    const page = await open(paths.exercise(EXERCISE), { javaScriptEnabled: false });
    await page.locator('textarea[name=code]').fill(WRONG);
    await page.getByRole('button', { name: /^Run/ }).click();
    await verdictOf(page);
    expect((await rowsOf(page, /^Expected: 2 rows/))[1]![0]).toMatch(/^1 − missing/);
    expect((await rowsOf(page, /^Result: \d rows/))[0]![0]).toBe('customer_id integer');
  });

  it('the server and the browser draw the same report', async () => {
    const page = await open(paths.exercise(EXERCISE));
    await editorOf(page);
    await writeCode(page, WRONG);
    await page.getByRole('button', { name: /^Submit/ }).click();
    await verdictOf(page);
    const shown = await page.locator('.tests').innerText();
    const id = (await (await page.request.get(paths.api.history(EXERCISE))).json())[0].id;
    const fresh = await context.newPage();
    const trouble: string[] = [];
    fresh.on('console', (message) => { if (message.type() === 'error') trouble.push(message.text()); });
    await fresh.goto(`${paths.exercise(EXERCISE)}?submission=${id}`);
    await editorOf(fresh);
    expect(await fresh.locator('.tests').innerText()).toBe(shown);
    expect(trouble).toEqual([]);
  });
});

describe('in the playground', () => {
  it('each statement has its result, with NULL told from the text', async () => {
    const page = await open(`${paths.playground()}?runtime=sql`);
    await run(page, "create table t (n integer, name text);\ninsert into t values (1, 'NULL'), (2, null);\nselect * from t;\n");
    const answer = page.locator('.playground__answer');
    expect(await answer.innerText()).toMatch(/Result 1 of 3\s+CREATE TABLE\s+The table exists now[^]*Result 2 of 3\s+INSERT\s+2 rows inserted[^]*Result 3 of 3\s+SELECT\s+2 rows/);
    expect(await rowsOf(page, /^Result 3 of 3: 2 rows/)).toEqual([['n integer', 'name text'], ['1', 'NULL'], ['2', 'NULL (no value)']]);
  });

  it('a wide table scrolls within its box, with the keyboard, and the page does not', async () => {
    const page = await open(`${paths.playground()}?runtime=sql`);
    await run(page, WIDE);
    await page.setViewportSize({ width: 360, height: 800 });
    const box = page.getByRole('group', { name: /^Result: 1 row/ });
    await box.focus();
    const before = await box.evaluate((element) => [element.scrollLeft, element.scrollWidth > element.clientWidth]);
    expect(before).toEqual([0, true]);
    for (let press = 0; press < 5; press += 1) await page.keyboard.press('ArrowRight');
    await expect.poll(() => box.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });
});

describe('in a lesson', () => {
  it('an example that explains its queries draws a plan for each, and has their text', async () => {
    const page = await open(paths.lesson('sql-indexes'));
    const example = page.locator('[data-example]').first();
    await example.getByRole('button', { name: 'Run' }).click();
    await example.getByText('Finished').waitFor();
    const plans = example.locator('.plan');
    expect(await plans.count()).toBe(2);
    expect(await plans.first().innerText()).toMatch(/Seq Scan on visits\s+Reads the whole table/);
    expect(await plans.last().innerText()).toMatch(/Bitmap Index Scan using visits_member_id/);
    await plans.first().getByText('The plan as text').click();
    expect(await plans.first().getByRole('group', { name: /as text$/ }).innerText()).toMatch(/Seq Scan on visits .*cost=/);
  });
});

for (const colorScheme of ['light', 'dark'] as const) {
  it(`axe finds nothing about results in the ${colorScheme} theme, wide or narrow`, async () => {
    const page = await open(paths.exercise(PLAN_EXERCISE), { colorScheme, bypassCSP: true });
    await run(page, SCANS);
    await page.getByText('finds them through the index').click();
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 900 });
      for (const tab of [/^Tests/, /^Output/]) {
        await page.getByRole('tab', { name: tab }).last().click();
        expect(await violations(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      }
    }
  });
}
