import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { paths } from '../../server/contract/paths.ts';
import { openBrowser } from '../support/browser.ts';
import { codeOf, editorOf, verdictOf, watch, writeCode } from '../support/learner.ts';
import { startLiveServer, type LiveServer } from '../support/live-server.ts';

const withoutDefaults = `export function lineTotal(unitCents, quantity, discountPercent) {
  return Math.round((unitCents * quantity * (100 - discountPercent)) / 100);
}
`;
const withDefaults = withoutDefaults.replace('quantity, discountPercent)', 'quantity = 1, discountPercent = 0)');

let server: LiveServer;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let watched: ReturnType<typeof watch>;

beforeAll(async () => {
  [server, browser] = await Promise.all([startLiveServer(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server.remove();
});
beforeEach(async () => {
  context = await browser.newContext({ baseURL: server.url, viewport: { width: 1280, height: 900 } });
  page = await context.newPage();
  watched = watch(page, server.url);
});
afterEach(async () => {
  await context.close();
});

describe('a learner', () => {
  it('reads, fails, reads the advice, mends the code, submits, comes back and sees the progress', async () => {
    await page.goto(paths.home());
    await page.getByRole('link', { name: /^Begin with/ }).first().click();
    expect(new URL(page.url()).pathname).toMatch(/^\/lessons\//);
    await page.getByRole('link', { name: /One line of a receipt/ }).click();

    await writeCode(page, withoutDefaults);
    await page.getByRole('button', { name: /^Run/ }).click();
    expect(await verdictOf(page)).toMatch(/of 4 tests do(es)? not pass yet/);
    await page.getByRole('complementary', { name: 'Advice' }).getByText('Has no defaults').waitFor();
    expect(await page.getByRole('complementary', { name: 'Advice' }).innerText()).toContain('quantity = 1');
    const firstFailing = page.locator('details.test--failed, details.test--error').first();
    expect(await firstFailing.getAttribute('open')).not.toBeNull();
    expect(await firstFailing.innerText()).toContain('NaN');

    await writeCode(page, withDefaults);
    await page.getByText('These results are for earlier code.').waitFor();
    await page.getByRole('button', { name: /^Submit/ }).click();
    await page.getByText('Solved: all 5 tests pass.').first().waitFor();
    await page.getByText(/^Saved/).waitFor();

    await page.reload();
    await editorOf(page);
    expect(await codeOf(page)).toBe(withDefaults);

    await page.goto(paths.progress());
    const recent = page.getByRole('region', { name: 'Recent submissions' });
    expect(await recent.getByRole('listitem').count()).toBe(1);
    expect(await page.getByRole('heading', { level: 1 }).locator('..').innerText()).toMatch(/1 of \d+ exercises solved/);
    await recent.getByRole('link', { name: /One line of a receipt/ }).click();
    expect(await codeOf(page)).toBe(withDefaults);
    watched.calm();
  });

  it('learns from an endless loop that time ran out, with what was printed before', async () => {
    await page.goto(paths.exercise('js-line-total'));
    await writeCode(page, `export function lineTotal() {\n  console.log('going round');\n  while (true) {}\n}\n`);
    await page.getByRole('button', { name: /^Run/ }).click();
    expect(await verdictOf(page)).toBe('The program was stopped after 2 s, its time limit.');
    await page.getByRole('tab', { name: /^Output/ }).click();
    await page.getByRole('tabpanel', { name: /^Output/ }).getByText('going round').waitFor();
    watched.calm();
  });

  it('sees a syntax error at its line, in words and in the editor, and no advice about something else', async () => {
    await page.goto(paths.exercise('js-line-total'));
    await writeCode(page, `export function lineTotal(unitCents) {\n  return unitCents *;\n}\n`);
    await page.getByRole('button', { name: /^Run/ }).click();
    expect(await verdictOf(page)).toBe('The program stopped with an error in line 2.');
    await page.locator('.monaco-editor .squiggly-error').first().waitFor();
    expect(await page.getByRole('complementary', { name: 'Advice' }).count()).toBe(0);
    watched.calm();
  });

  it('loses no code while the connection is gone, and is told so', async () => {
    await page.goto(paths.exercise('js-line-total'));
    await editorOf(page);
    await context.setOffline(true);
    await writeCode(page, '// written on a train\n');
    await page.getByText('Offline: kept in this browser, will be sent').waitFor({ timeout: 15_000 });
    await context.setOffline(false);
    await page.getByText(/^Saved/).waitFor({ timeout: 30_000 });

    const elsewhere = await context.newPage();
    await elsewhere.goto(paths.exercise('js-line-total'));
    expect(await codeOf(elsewhere)).toBe('// written on a train\n');
  });

  it('finds what was typed just before the page was closed', async () => {
    await page.goto(paths.exercise('js-line-total'));
    await writeCode(page, '// the lid goes down\n');
    await page.close();
    page = await context.newPage();
    await page.goto(paths.exercise('js-line-total'));
    await editorOf(page);
    await expect.poll(() => codeOf(page), { timeout: 10_000 }).toBe('// the lid goes down\n');
  });

  it('is asked before a reset, and can undo it', async () => {
    await page.goto(paths.exercise('js-line-total'));
    const starter = await codeOf(page);
    await writeCode(page, '// mine\n');
    await page.getByRole('button', { name: 'Reset', exact: true }).click();
    await page.getByRole('button', { name: 'Reset my code' }).click();
    await expect.poll(() => codeOf(page)).toBe(starter);
    await page.getByRole('button', { name: 'Undo reset' }).click();
    await expect.poll(() => codeOf(page)).toBe('// mine\n');
    watched.calm();
  });

  it('opens hints one by one, and sees the solution only after giving up', async () => {
    await page.goto(paths.exercise('js-line-total'));
    await page.getByText('Hint 2').waitFor({ state: 'hidden' });
    await page.getByText('Hint 1').click();
    await page.getByText('Hint 2').waitFor();
    expect((await page.request.get(paths.api.solution('js-line-total'))).status()).toBe(403);
    expect(await page.content()).not.toContain('quantity = 1, discountPercent = 0) {');
    watched.calm();
  });
});
