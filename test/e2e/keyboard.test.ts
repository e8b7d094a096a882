import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { paths } from '../../server/contract/paths.ts';
import { openBrowser } from '../support/browser.ts';
import { codeOf, editorOf, pasteOverAll } from '../support/learner.ts';
import { startLiveServer, type LiveServer } from '../support/live-server.ts';

let server: LiveServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [server, browser] = await Promise.all([startLiveServer(), openBrowser()]);
  page = await (await browser.newContext({ baseURL: server.url, viewport: { width: 1280, height: 900 } })).newPage();
});
afterAll(async () => {
  await browser.close();
  await server.remove();
});

/** The focused element as a person would call it. */
function focused(): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    return (element?.getAttribute('aria-label') ?? element?.textContent ?? '').trim().replace(/\s+/g, ' ');
  });
}

/** Presses Tab until the focus stands on something called so; fails when the whole page was walked without meeting it. */
async function tabTo(name: RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const met: string[] = [];
  for (let step = 0; step < 80; step += 1) {
    await page.keyboard.press(key);
    const here = await focused();
    if (name.test(here)) return;
    met.push(here.slice(0, 40));
  }
  throw new Error(`Tab never reached ${name}; it met: ${met.join(' | ')}`);
}

/** The focused element shows that it is focused. */
async function focusIsVisible(): Promise<boolean> {
  return page.evaluate(() => {
    const style = getComputedStyle(document.activeElement ?? document.body);
    return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
  });
}

it('a learner with nothing but a keyboard gets from the first page to a solved exercise', async () => {
  await page.goto(paths.home());
  await page.keyboard.press('Tab');
  expect(await focused()).toMatch(/skip/i);
  await tabTo(/^Begin with/);
  expect(await focusIsVisible()).toBe(true);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/lessons\//);
  await tabTo(/^Start: One line of a receipt/);
  expect(await focusIsVisible()).toBe(true);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/exercises\//);

  await editorOf(page);
  await tabTo(/^Your code/);
  await pasteOverAll(page, 'export function lineTotal(unitCents, quantity = 1, discountPercent = 0) {\n  return Math.round((unitCents * quantity * (100 - discountPercent)) / 100);\n}\n');

  await page.keyboard.press('ControlOrMeta+Enter');
  await page.getByText('All 4 visible tests pass.').first().waitFor();
  await page.keyboard.press('ControlOrMeta+Shift+Enter');
  await page.getByText('Solved: all 5 tests pass.').first().waitFor();

  await page.keyboard.press('Escape');
  await tabTo(/^Run/);
  expect(await focusIsVisible()).toBe(true);
  await tabTo(/^Tests/);
  await page.keyboard.press('ArrowRight');
  expect(await focused()).toMatch(/^Output/);
});

it('Tab indents in the editor until it is told to move on', async () => {
  await page.goto(paths.exercise('js-page-limit'));
  await editorOf(page);
  await tabTo(/^Your code/);
  const before = await codeOf(page);
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.press('Tab');
  await expect.poll(() => codeOf(page)).not.toBe(before);
  expect(await focused()).toMatch(/^Your code/);
  await page.keyboard.press('Control+M');
  await page.keyboard.press('Tab');
  expect(await focused()).not.toMatch(/^Your code/);
});

it('the question mark lists the shortcuts', async () => {
  await page.goto(paths.home());
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  expect(await dialog.innerText()).toContain('Ctrl');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
});
