import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { paths } from '../../server/contract/paths.ts';
import { violations } from '../support/axe.ts';
import { openBrowser } from '../support/browser.ts';
import { editorOf, verdictOf, writeCode } from '../support/learner.ts';
import { startLiveServer, type LiveServer } from '../support/live-server.ts';

const pages: Record<string, string> = {
  home: paths.home(),
  track: paths.track('apis'),
  lesson: paths.lesson('http-get-and-post-json'),
  exercise: paths.exercise('http-book-shelf'),
  playground: paths.playground(),
  progress: paths.progress(),
  'API documentation': paths.apiDocs(),
  'not found': '/nothing-is-here',
};

let server: LiveServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startLiveServer(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server.remove();
});

async function withPage(options: { scheme: 'light' | 'dark'; width: number }, use: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({
    baseURL: server.url, colorScheme: options.scheme, viewport: { width: options.width, height: 900 }, bypassCSP: true, reducedMotion: 'reduce',
  });
  try {
    await use(await context.newPage());
  } finally {
    await context.close();
  }
}

for (const scheme of ['light', 'dark'] as const) {
  describe(`in the ${scheme} theme`, () => {
    for (const [name, path] of Object.entries(pages)) {
      it(`axe finds nothing on the page: ${name}`, () => withPage({ scheme, width: 1280 }, async (page) => {
        await page.goto(path);
        if (name === 'exercise' || name === 'playground') await editorOf(page);
        expect(await violations(page)).toEqual([]);
      }));
    }

    it('axe finds nothing on an exercise with failing results and advice', () => withPage({ scheme, width: 1280 }, async (page) => {
      await page.goto(paths.exercise('js-line-total'));
      await writeCode(page, 'export function lineTotal(unitCents, quantity, discountPercent) {\n  return Math.round((unitCents * quantity * (100 - discountPercent)) / 100);\n}\n');
      await page.getByRole('button', { name: /^Run/ }).click();
      await verdictOf(page);
      expect(await violations(page)).toEqual([]);
    }));
  });
}

describe('in a window 360 pixels wide', () => {
  for (const [name, path] of Object.entries(pages)) {
    it(`nothing scrolls sideways: ${name}`, () => withPage({ scheme: 'light', width: 360 }, async (page) => {
      await page.goto(path);
      if (name === 'exercise' || name === 'playground') await page.waitForLoadState('networkidle');
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
      expect(await violations(page)).toEqual([]);
    }));
  }
});
