import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { paths } from '../../server/contract/paths.ts';
import { openBrowser } from '../support/browser.ts';
import { editorOf } from '../support/learner.ts';
import { startLiveServer, type LiveServer } from '../support/live-server.ts';

// The content security policy in a real browser: it stops what it should, and nothing that the pages do themselves.

let server: LiveServer;
let browser: Browser;
let page: Page;
let violations: string[];

beforeAll(async () => {
  [server, browser] = await Promise.all([startLiveServer(), openBrowser()]);
  page = await (await browser.newContext({ baseURL: server.url, viewport: { width: 1280, height: 900 } })).newPage();
  violations = [];
  await page.exposeFunction('tell', (violation: string) => { violations.push(violation); });
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile }) => {
      (globalThis as unknown as { tell(text: string): void }).tell(`${effectiveDirective} ${blockedURI} ${sourceFile}`);
    });
  });
});
afterAll(async () => {
  await browser.close();
  await server.remove();
});

test('the editor, its completions and its commands need nothing that the policy forbids', async () => {
  const home = await page.goto('/');
  const lesson = await page.locator('a[href^="/lessons/"]').first().getAttribute('href');
  expect(home?.headers()['content-security-policy']).toContain("script-src 'self' 'nonce-");
  await page.goto(lesson ?? '');
  const exercise = await page.locator('a[href^="/exercises/"]').first().getAttribute('href');
  for (const path of [exercise ?? '', paths.playground()]) {
    await page.goto(path);
    await (await editorOf(page)).click();
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.type('\ncons');
    await page.keyboard.press('Control+Space');
    await page.locator('.suggest-widget .monaco-list-row').first().waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget .monaco-list-row').first().waitFor();
    // Monaco's style elements hold rules, which an element that the policy refuses does not.
    const rules = await page.evaluate(() => [...document.querySelectorAll('style')].map(({ sheet }) => sheet?.cssRules.length ?? 0));
    expect(rules.length).toBeGreaterThan(0);
    expect(rules).not.toContain(0);
  }
  expect(violations).toEqual([]);
});

test('scripts and styles that somebody smuggled in are stopped', async () => {
  await page.goto('/');
  await page.evaluate(() => {
    document.body.insertAdjacentHTML('beforeend', '<style>body { color: rgb(1, 2, 3) }</style><img src="/nothing" onerror="document.title = \'taken\'"><a id="link" href="javascript:document.title = \'taken\'">x</a>');
    const script = document.createElement('script');
    script.textContent = "document.title = 'taken'";
    document.body.append(script);
    document.querySelector<HTMLElement>('#link')?.click();
  });
  await expect.poll(() => violations.map((violation) => violation.split(' ')[0]).sort()).toEqual(['script-src-attr', 'script-src-elem', 'script-src-elem', 'style-src-elem']);
  expect(await page.title()).not.toBe('taken');
  expect(await page.evaluate(() => getComputedStyle(document.body).color)).not.toBe('rgb(1, 2, 3)');
});
