import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { paths } from '../../server/contract/paths.ts';
import { openBrowser } from '../support/browser.ts';
import { codeOf, verdictOf } from '../support/learner.ts';
import { startLiveServer, type LiveServer } from '../support/live-server.ts';

let server: LiveServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [server, browser] = await Promise.all([startLiveServer(), openBrowser()]);
  const context = await browser.newContext({ baseURL: server.url, javaScriptEnabled: false });
  page = await context.newPage();
});
afterAll(async () => {
  await browser.close();
  await server.remove();
});

it('runs, submits and keeps the same exercise through a textarea and forms', async () => {
  await page.goto(paths.exercise('js-line-total'));
  const code = page.locator('textarea[name=code]');
  await code.fill('export function lineTotal(a, b, c) {\n  return a * b;\n}\n');
  await page.getByRole('button', { name: /^Run/ }).click();
  expect(await verdictOf(page)).toBe('None of the 4 tests passes yet.');
  expect(await codeOf(page)).toContain('return a * b;');

  await code.fill('export function lineTotal(unitCents, quantity = 1, discountPercent = 0) {\n  return Math.round((unitCents * quantity * (100 - discountPercent)) / 100);\n}\n');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.goto(paths.exercise('js-line-total'));
  expect(await codeOf(page)).toContain('discountPercent = 0');

  await page.getByRole('button', { name: /^Submit/ }).click();
  expect(new URL(page.url()).searchParams.get('submission')).toMatch(/^[0-9a-f-]{36}$/);
  expect(await verdictOf(page)).toContain('Solved: all 5 tests pass.');

  await page.goto(paths.progress());
  expect(await page.getByRole('region', { name: 'Recent submissions' }).getByRole('listitem').count()).toBe(1);
});

it('resets after asking, and takes it back', async () => {
  await page.goto(paths.exercise('js-page-limit'));
  const starter = await codeOf(page);
  await page.locator('textarea[name=code]').fill('// mine');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Reset', { exact: true }).click();
  await page.getByRole('button', { name: 'Reset my code' }).click();
  expect(await codeOf(page)).toBe(starter);
  await page.getByRole('button', { name: 'Undo reset' }).click();
  expect(await codeOf(page)).toBe('// mine');
});

it('answers a quiz with an explanation, and runs an example', async () => {
  await page.goto(paths.lesson('js-values-and-functions'));
  const option = page.locator('[data-quiz-option]').first();
  expect(await option.locator('[data-quiz-explanation]').isVisible()).toBe(false);
  await option.locator('input').check();
  expect(await option.locator('[data-quiz-explanation]').isVisible()).toBe(true);

  await page.getByRole('button', { name: /^Run/ }).first().click();
  expect(new URL(page.url()).pathname).toBe(paths.playground());
  await page.getByText('The program ran to its end.').first().waitFor();
});

it('shows the solution once the learner gives up', async () => {
  await page.goto(paths.exercise('js-page-limit'));
  expect(await page.locator('#solution').count()).toBe(0);
  expect((await page.request.get(paths.api.solution('js-page-limit'))).status()).toBe(403);
  await page.getByText('Show the solution').click();
  await page.getByRole('button', { name: 'Show me the solution' }).click();
  expect(await page.locator('#solution pre').first().textContent()).toContain('export function');
  expect((await page.request.get(paths.api.solution('js-page-limit'))).status()).toBe(200);
});
