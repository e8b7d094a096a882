import { expect } from 'vitest';
import type { Page } from 'playwright-core';

// What a learner does in the workspace, by the words on the page.

/** Waits until Monaco stands in for the textarea. */
export async function editorOf(page: Page) {
  const editor = page.locator('.monaco-editor').first();
  await editor.waitFor({ timeout: 30_000 });
  return editor;
}

/** Replaces all code in the editor by pasting; typing would let the editor add its own brackets and indentation. */
export async function writeCode(page: Page, code: string): Promise<void> {
  await (await editorOf(page)).click();
  await pasteOverAll(page, code);
}

/** The same with the keyboard alone, where the focus is. */
export async function pasteOverAll(page: Page, code: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((text) => navigator.clipboard.writeText(text), code);
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.press('ControlOrMeta+V');
}

/** The code as the editor holds it: the textarea of the form always has the same. */
export function codeOf(page: Page): Promise<string> {
  return page.locator('textarea[name=code]').inputValue();
}

/** The sentence above the results, once they are there: while a run goes on, its place says so and ends in an ellipsis. */
export async function verdictOf(page: Page): Promise<string> {
  const sentence = page.locator('.verdict__sentence').filter({ hasNotText: '…' });
  await sentence.waitFor({ timeout: 20_000 });
  return sentence.innerText();
}

/** Fails when the page logged an error or asked another host for anything. */
export function watch(page: Page, origin: string): { calm(): void } {
  const trouble: string[] = [];
  page.on('pageerror', (error) => trouble.push(`threw ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') trouble.push(`logged ${message.text()}`);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !/^(data|blob):/.test(request.url())) trouble.push(`asked for ${request.url()}`);
  });
  return { calm: () => expect(trouble).toEqual([]) };
}
