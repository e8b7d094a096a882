import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { paths } from '../../server/contract/paths.ts';
import { violations } from '../support/axe.ts';
import { openBrowser } from '../support/browser.ts';
import { codeOf, editorOf, verdictOf, watch, writeCode } from '../support/learner.ts';
import { startLiveServer, type LiveServer } from '../support/live-server.ts';

// What a learner sees of a database before writing, and what the editor knows of it.

const FORUM = paths.exercise('sql-view-topic-activity');
const SHOP = paths.exercise('sql-large-orders');
const PATIENCE = { timeout: 20_000 };

let server: LiveServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startLiveServer(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server.remove();
});

async function withPage(options: BrowserContextOptions, use: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ baseURL: server.url, reducedMotion: 'reduce', viewport: { width: 1280, height: 900 }, ...options });
  try {
    await use(await context.newPage());
  } finally {
    await context.close();
  }
}

/** Opens an exercise and waits for its tables: the first view of them may come before they were looked up. */
async function openTables(page: Page, path: string, shown = '.diagram'): Promise<void> {
  await page.goto(path);
  await expect.poll(async () => {
    if (await page.locator(shown).count() === 0) await page.reload();
    return page.locator(shown).count();
  }, PATIENCE).toBe(1);
}

const everyFold = (page: Page) => page.locator('.dataset details').evaluateAll((folds) => { for (const fold of folds) (fold as HTMLDetailsElement).open = true; });

describe('the tables of an exercise', () => {
  it('stand with the task: drawn, said in words, and each to be opened', () => withPage({}, async (page) => {
    const watched = watch(page, server.url);
    await openTables(page, FORUM);
    await editorOf(page);
    expect(await page.getByRole('heading', { name: 'The tables with the rows of “small”' }).isVisible()).toBe(true);
    expect(await page.getByRole('img', { name: 'Diagram of the tables' }).isVisible()).toBe(true);
    await page.getByText('What the diagram says').click();
    expect(await page.locator('.dataset__references').innerText()).toContain('posts.topic_id refers to topics.id');
    await page.locator('.dataset__summary', { hasText: /^posts/ }).click();
    const rows = page.getByRole('group', { name: 'Rows of posts' }).getByRole('row');
    expect(await rows.first().innerText()).toMatch(/id\s+integer\s+topic_id/);
    expect(await rows.count()).toBe(11);
    expect(await page.getByRole('group', { name: 'Columns of posts' }).innerText()).toContain('not null, refers to topics.id');
    watched.calm();
  }));

  it('hold nothing that only hidden tests run on, on the page and in the API', () => withPage({}, async (page) => {
    await openTables(page, SHOP);
    expect(await page.content()).not.toMatch(/“(?:nulls|ties|large)”/);
    const answer = await page.request.get(paths.api.tables('sql-large-orders'));
    const { datasets } = await answer.json() as { datasets: { name: string; tables: { name: string; rows: unknown[] }[] }[] };
    expect(datasets.map(({ name }) => name)).toEqual(['small', 'empty']);
    expect(datasets[0]?.tables.map(({ name }) => name)).toEqual(['customers', 'products', 'orders', 'order_items']);
    expect((await page.request.get(paths.api.tables('http-book-shelf'))).status()).toBe(404);
    expect((await page.request.get(paths.api.dataset('databases/shop/large'))).status()).toBe(404);
  }));

  it('can be read with the keyboard alone', () => withPage({}, async (page) => {
    await openTables(page, FORUM);
    await page.locator('.dataset__words > summary').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.locator('.dataset__tables details').first().getAttribute('open')).toBe('');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Columns of members');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Rows of members');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => page.evaluate(() => document.activeElement?.scrollLeft ?? 0), PATIENCE).toBeGreaterThan(0);
  }));

  it('are there without a script', () => withPage({ javaScriptEnabled: false }, async (page) => {
    await openTables(page, SHOP);
    await page.locator('.dataset__summary', { hasText: /^orders/ }).click();
    expect(await page.getByRole('group', { name: 'Rows of orders' }).isVisible()).toBe(true);
    await page.getByText('The SQL that makes them').click();
    expect(await page.locator('.dataset__source').first().innerText()).toContain('create table customers');
  }));

  for (const scheme of ['light', 'dark'] as const) {
    for (const width of [1280, 360]) {
      it(`axe finds nothing, and only what is wide scrolls: ${scheme}, ${width} pixels`, () => withPage({ colorScheme: scheme, viewport: { width, height: 900 }, bypassCSP: true }, async (page) => {
        await openTables(page, FORUM);
        await page.waitForLoadState('networkidle');
        await everyFold(page);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
        expect(await violations(page)).toEqual([]);
      }));
    }
  }
});

/** The colour that the editor gives each word of its code; a word that comes twice has the last one's. */
function coloursOf(page: Page): Promise<Record<string, string>> {
  return page.locator('.view-line span[class^=mtk]').evaluateAll((spans) => Object.fromEntries(spans.flatMap((span) => (span.textContent ?? '').trim().split(/\s+/).map((word) => [word, getComputedStyle(span).color]))) as Record<string, string>);
}

describe('the editor', () => {
  /** What it offers at the end of a text, by name. */
  async function offersAfter(page: Page, text: string): Promise<string[]> {
    await writeCode(page, '');
    await page.keyboard.insertText(text);
    await page.keyboard.press('Control+Space');
    const rows = page.locator('.suggest-widget.visible .monaco-list-row');
    await rows.first().waitFor(PATIENCE);
    const offers = await rows.evaluateAll((each) => each.map((row) => row.getAttribute('aria-label') ?? ''));
    await page.keyboard.press('Escape');
    return offers;
  }

  it('knows tables, columns and other names of tables', () => withPage({}, async (page) => {
    const watched = watch(page, server.url);
    await openTables(page, FORUM);
    await editorOf(page);
    expect(await offersAfter(page, 'select * from ')).toEqual(expect.arrayContaining([expect.stringMatching(/^posts, 7 columns/), expect.stringMatching(/^topic_tags/)]));
    expect((await offersAfter(page, 'select * from topics t join posts p on p.')).map((offer) => offer.split(',')[0])).toEqual(['id', 'topic_id', 'author_id', 'body', 'posted_at', 'edited_at', 'flagged']);
    expect((await offersAfter(page, 'select edit'))[0]).toMatch(/^edited_at, timestamptz, posts/);
    expect((await offersAfter(page, 'select coal'))[0]).toMatch(/^coalesce/);
    watched.calm();
  }));

  it('colours all words of SQL alike, those that Postgres does not reserve among them', () => withPage({}, async (page) => {
    await page.goto(SHOP);
    await writeCode(page, 'insert into pieces select 1, city::integer from explained order by zip');
    // It is written plain, and coloured a moment later.
    await expect.poll(async () => {
      const { insert, into, select, order, by, pieces, zip } = await coloursOf(page);
      return { alike: new Set([insert, into, select, order, by]).size, names: pieces === zip && pieces !== insert };
    }, PATIENCE).toEqual({ alike: 1, names: true });
  }));

  it('knows collections, their fields, and what mongosh can do', () => withPage({}, async (page) => {
    const watched = watch(page, server.url);
    await openTables(page, paths.exercise('docs-price-band'), '.dataset > .dataset__tables');
    expect(await page.getByRole('heading', { name: 'The collections with the documents of “small”' }).isVisible()).toBe(true);
    await editorOf(page);
    expect(await offersAfter(page, 'db.')).toEqual(expect.arrayContaining([expect.stringMatching(/^orders, 8 documents/), expect.stringMatching(/^products/)]));
    expect((await offersAfter(page, 'db.orders.upd'))[0]).toMatch(/^update/);
    expect((await offersAfter(page, 'db.orders.find({ plac'))[0]).toMatch(/^placedAt, date, orders/);
    // What the script uses is there without an import; nothing of it is marked as unknown.
    const marked = page.locator('.squiggly-error');
    await writeCode(page, 'db.orders.find(');
    await marked.first().waitFor(PATIENCE); // so it is looked at
    await writeCode(page, 'db.orders.find({ placedAt: ISODate("2026-03-01") })');
    await expect.poll(() => marked.count(), { timeout: 10_000 }).toBe(0);
    watched.calm();
  }));
});

describe('keys', () => {
  it('are shown as the commands that set them, and the editor knows the commands', () => withPage({}, async (page) => {
    const watched = watch(page, server.url);
    await page.goto(paths.exercise('kv-leaderboard'));
    expect(await page.locator('.dataset').innerText()).toMatch(/The keys of “small”[^]*ZADD reputation:2026-03/);
    await writeCode(page, '');
    await page.keyboard.insertText('ZINC');
    await page.keyboard.press('Control+Space');
    const offer = page.locator('.suggest-widget.visible .monaco-list-row').first();
    await offer.waitFor(PATIENCE);
    expect(await offer.getAttribute('aria-label')).toMatch(/^ZINCRBY/);
    await page.keyboard.press('Escape');
    await writeCode(page, '# GET nothing\nSET key "a value" EX 60\nget key');
    await expect.poll(async () => {
      const { SET, get, key, EX, GET, nothing } = await coloursOf(page);
      return { kinds: new Set([GET, SET, key, EX]).size, comment: GET === nothing, commands: SET === get };
    }, PATIENCE).toEqual({ kinds: 4, comment: true, commands: true });
    watched.calm();
  }));
});

describe('the playground', () => {
  it('lets SQL begin with a dataset, shows what is in it, and offers nothing that SQL has not', () => withPage({}, async (page) => {
    const watched = watch(page, server.url);
    await page.goto(paths.playground({ runtime: 'sql' }));
    await editorOf(page);
    expect(await page.getByLabel('Standard input').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Add a request' }).count()).toBe(0);
    await page.getByLabel('The database begins').selectOption({ label: 'with shop, small' });
    await page.locator('.playground__dataset .diagram').waitFor(PATIENCE);
    await expect.poll(() => codeOf(page), PATIENCE).toBe('select *\nfrom customers\nlimit 10;\n');
    await page.getByRole('button', { name: /^Run/ }).click();
    expect(await verdictOf(page)).toBe('The program ran to its end.');
    expect(await page.locator('.pane--answer').innerText()).toContain('Ada Brunner');
    await page.getByLabel('The database begins').selectOption('');
    expect(await page.getByText('This is the answer of earlier data.').isVisible()).toBe(true);
    expect(await page.locator('.playground__dataset').count()).toBe(0);
    await page.getByLabel('The database begins').selectOption({ label: 'with shop, small' });
    expect(await page.getByText('This is the answer of earlier').count()).toBe(0);
    await page.reload();
    await page.locator('.playground__dataset .diagram').waitFor(PATIENCE);
    expect(await page.getByLabel('The database begins').inputValue()).toBe('databases/shop/small');
    watched.calm();
  }));

  it('leaves what somebody has written as it is when the dataset changes', () => withPage({}, async (page) => {
    await page.goto(paths.playground({ runtime: 'sql' }));
    await writeCode(page, 'select count(*) from posts;');
    await page.getByLabel('The database begins').selectOption({ label: 'with forum, small' });
    await page.locator('.playground__dataset .diagram').waitFor(PATIENCE);
    expect(await codeOf(page)).toBe('select count(*) from posts;');
  }));

  it('does the same without a script', () => withPage({ javaScriptEnabled: false }, async (page) => {
    await page.goto(paths.playground({ runtime: 'sql' }));
    await page.locator('textarea[name=code]').fill('select name from customers order by name limit 1;');
    await page.getByLabel('The database begins').selectOption({ label: 'with shop, small' });
    await page.getByRole('button', { name: /^Run/ }).click();
    expect(await verdictOf(page)).toBe('The program ran to its end.');
    expect(await page.locator('.pane--answer').innerText()).toContain('Ada Brunner');
    expect(await page.getByLabel('The database begins').inputValue()).toBe('databases/shop/small');
  }));

  it('says which dataset there is not', () => withPage({}, async (page) => {
    const answer = await page.request.post(paths.api.playgroundRuns(), { data: { runtime: 'sql', code: 'select 1', dataset: 'databases/shop/nothing' } });
    expect(answer.status()).toBe(422);
    expect(await answer.json()).toMatchObject({ errors: [{ path: 'dataset', message: expect.stringContaining('databases/shop/nothing') }] });
  }));

  for (const scheme of ['light', 'dark'] as const) {
    it(`axe finds nothing there with a dataset, 360 pixels wide: ${scheme}`, () => withPage({ colorScheme: scheme, viewport: { width: 360, height: 900 }, bypassCSP: true }, async (page) => {
      await page.goto(paths.playground({ runtime: 'sql' }));
      await editorOf(page);
      await page.getByLabel('The database begins').selectOption({ label: 'with forum, small' });
      await page.locator('.playground__dataset .diagram').waitFor(PATIENCE);
      await everyFold(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
      expect(await violations(page)).toEqual([]);
    }));
  }
});
