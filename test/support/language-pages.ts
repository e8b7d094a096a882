import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { Runtime } from '../../server/contract/runtimes.ts';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { paths } from '../../server/contract/paths.ts';
import { openBrowser } from './browser.ts';
import { fixtureCurriculum } from './fixture.ts';
import { watch } from './learner.ts';
import { startLiveServer, type LiveServer } from './live-server.ts';

// One exercise in TypeScript, Python and PHP, in a real browser.

export const EXERCISE = 'greeting-api';
export const solutions = {
  typescript: "import { Hono } from 'hono';\n\nconst app = new Hono();\napp.get('/hello', (c) => c.json({ greeting: `Hello, ${c.req.query('name') ?? 'world'}!` }));\n\nexport default app;\n",
  python: 'import json\nfrom urllib.parse import parse_qs\n\n\ndef app(environ, start_response):\n    name = parse_qs(environ.get("QUERY_STRING", "")).get("name", ["world"])[0]\n    start_response("200 OK", [("Content-Type", "application/json")])\n    return [json.dumps({"greeting": f"Hello, {name}!"}).encode()]\n',
  php: "<?php\n\n$name = $_GET['name'] ?? 'world';\n\nheader('Content-Type: application/json');\necho json_encode(['greeting' => \"Hello, $name!\"]);\n",
} satisfies Partial<Record<Runtime, string>>;
export const labels = { typescript: 'TypeScript', python: 'Python', php: 'PHP' } as const;
export type Language = keyof typeof labels;

export let server: LiveServer;
export let browser: Browser;
export let context: BrowserContext;
export let page: Page;
export let watched: ReturnType<typeof watch>;

/** A server, and for each test a page in a browser context of its own; call it once in a test file. */
export function useLanguagePages(): void {
  beforeAll(async () => {
    [server, browser] = await Promise.all([startLiveServer({ env: { CURRICULUM_DIR: fixtureCurriculum, RUNS_PER_MINUTE: '0' } }), openBrowser()]);
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
}

export const menu = () => page.locator('summary').filter({ hasText: 'Language:' });
export const entry = (language: Language) => page.locator('.language-menu').getByRole('link', { name: labels[language] });

export async function press(language: Language): Promise<void> {
  await menu().click();
  await entry(language).click();
}

/** Chooses it and waits until the editor holds its code. */
export async function choose(language: Language): Promise<void> {
  await press(language);
  await menu().filter({ hasText: labels[language] }).waitFor();
}

/** What a busy machine may need for what a quiet one does at once. */
export const PATIENCE = { timeout: 20_000 };

export const storedDraft = async (runtime: Language): Promise<string> => (await (await page.request.get(paths.api.draft(EXERCISE, runtime))).json()).code;

/** Goes on in another page, such as one without a script. */
export function usePage(other: Page): void {
  page = other;
}
