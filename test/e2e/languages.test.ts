import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { paths } from '../../server/contract/paths.ts';
import type { Runtime } from '../../server/contract/runtimes.ts';
import { violations } from '../support/axe.ts';
import { openBrowser } from '../support/browser.ts';
import { fixtureCurriculum } from '../support/fixture.ts';
import { codeOf, editorOf, verdictOf, watch, writeCode } from '../support/learner.ts';
import { startLiveServer, type LiveServer } from '../support/live-server.ts';

// One exercise in TypeScript, Python and PHP, as a learner goes to and fro between them.

const EXERCISE = 'greeting-api';
const solutions = {
  typescript: "import { Hono } from 'hono';\n\nconst app = new Hono();\napp.get('/hello', (c) => c.json({ greeting: `Hello, ${c.req.query('name') ?? 'world'}!` }));\n\nexport default app;\n",
  python: 'import json\nfrom urllib.parse import parse_qs\n\n\ndef app(environ, start_response):\n    name = parse_qs(environ.get("QUERY_STRING", "")).get("name", ["world"])[0]\n    start_response("200 OK", [("Content-Type", "application/json")])\n    return [json.dumps({"greeting": f"Hello, {name}!"}).encode()]\n',
  php: "<?php\n\n$name = $_GET['name'] ?? 'world';\n\nheader('Content-Type: application/json');\necho json_encode(['greeting' => \"Hello, $name!\"]);\n",
} satisfies Partial<Record<Runtime, string>>;
const labels = { typescript: 'TypeScript', python: 'Python', php: 'PHP' } as const;
type Language = keyof typeof labels;

let server: LiveServer;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let watched: ReturnType<typeof watch>;

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

const menu = () => page.locator('summary').filter({ hasText: 'Language:' });
const entry = (language: Language) => page.locator('.language-menu').getByRole('link', { name: labels[language] });

async function press(language: Language): Promise<void> {
  await menu().click();
  await entry(language).click();
}

/** Chooses it and waits until the editor holds its code. */
async function choose(language: Language): Promise<void> {
  await press(language);
  await menu().filter({ hasText: labels[language] }).waitFor();
}

/** What a busy machine may need for what a quiet one does at once. */
const PATIENCE = { timeout: 20_000 };

const storedDraft = async (runtime: Language): Promise<string> => (await (await page.request.get(paths.api.draft(EXERCISE, runtime))).json()).code;

describe('the language', () => {
  it('that was chosen is the one that a reload, another visit and another exercise begin with', async () => {
    await page.goto(paths.exercise(EXERCISE));
    await editorOf(page);
    await choose('python');
    await page.getByText('main.py').waitFor();
    await expect.poll(() => page.locator('.view-line span[class^=mtk]').evaluateAll((spans) => new Set(spans.map((span) => span.className)).size), PATIENCE).toBeGreaterThan(3); // it is coloured
    await page.goto(paths.exercise(EXERCISE));
    expect(await codeOf(page)).toContain('def app(environ, start_response)');
    await page.goto(paths.exercise('sum-of'));
    await menu().filter({ hasText: 'JavaScript' }).waitFor();
    watched.calm();
  });

  it('is chosen with the keyboard alone, and said', async () => {
    await page.goto(paths.exercise(EXERCISE));
    await editorOf(page);
    await menu().focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Python');
    await page.keyboard.press('Enter');
    await page.getByText('The editor holds your Python code.').waitFor({ state: 'attached' });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Language: Python');
    expect(await page.getByRole('textbox', { name: 'Your code, Python' }).count()).toBeGreaterThan(0);
  });

  it('Python asks for no part of TypeScript, and TypeScript for none of Python', async () => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(paths.exercise(EXERCISE, { runtime: 'python' }));
    await editorOf(page);
    await page.locator('.mtk1').first().waitFor();
    await page.waitForLoadState('networkidle');
    expect(asked.filter((path) => /python/.test(path)).length).toBeGreaterThan(0);
    expect(asked.filter((path) => /ts\.worker|typescript|javascript|php/.test(path))).toEqual([]);
    asked.length = 0;
    await page.goto(paths.exercise(EXERCISE, { runtime: 'typescript' }));
    await editorOf(page);
    await page.waitForLoadState('networkidle');
    expect(asked.some((path) => /ts\.worker/.test(path))).toBe(true);
    expect(asked.filter((path) => /python|php/.test(path))).toEqual([]);
    watched.calm();
  });

  it('brings its own indentation, comments and closing brackets to the editor', async () => {
    await page.goto(paths.exercise(EXERCISE, { runtime: 'python' }));
    await page.waitForLoadState('networkidle');
    await writeCode(page, '');
    await page.keyboard.type('def total(prices):\nsum = 0');
    await expect.poll(() => codeOf(page), PATIENCE).toBe('def total(prices):\n    sum = 0');
    await page.keyboard.press('ControlOrMeta+/');
    await expect.poll(() => codeOf(page), PATIENCE).toBe('def total(prices):\n    # sum = 0');
    await page.goto(paths.exercise(EXERCISE, { runtime: 'php' }));
    await page.waitForLoadState('networkidle');
    await writeCode(page, '<?php\n');
    await page.keyboard.type('function total() {\nreturn 1;');
    await expect.poll(() => codeOf(page), PATIENCE).toBe('<?php\nfunction total() {\n    return 1;\n}');
    await page.keyboard.press('ControlOrMeta+/');
    await expect.poll(() => codeOf(page), PATIENCE).toBe('<?php\nfunction total() {\n    // return 1;\n}');
    watched.calm();
  });
});

describe('going to and fro between languages', () => {
  it('loses nothing of what was typed just before, however quickly it goes', async () => {
    await page.goto(paths.exercise(EXERCISE, { runtime: 'typescript' }));
    await writeCode(page, '// typed in TypeScript\n');
    await press('python');
    await menu().filter({ hasText: 'Python' }).waitFor();
    await writeCode(page, '# typed in Python\n');
    await press('php');
    await press('typescript');
    await press('php');
    await menu().filter({ hasText: 'PHP' }).waitFor();
    await writeCode(page, '<?php // typed in PHP\n');
    await choose('typescript');
    expect(await codeOf(page)).toBe('// typed in TypeScript\n');
    await choose('python');
    expect(await codeOf(page)).toBe('# typed in Python\n');
    await expect.poll(() => Promise.all([storedDraft('typescript'), storedDraft('python'), storedDraft('php')]), PATIENCE)
      .toEqual(['// typed in TypeScript\n', '# typed in Python\n', '<?php // typed in PHP\n']);
    expect(await page.locator('.other-version').count()).toBe(0);
    watched.calm();
  });

  it('puts what is typed while the other language is on its way where it belongs', async () => {
    await page.goto(paths.exercise(EXERCISE, { runtime: 'typescript' }));
    await writeCode(page, '// one\n');
    await page.route('**/draft?runtime=python', async (route) => {
      await new Promise((resolve) => { setTimeout(resolve, 800); });
      await route.continue();
    });
    await press('python');
    await writeCode(page, '// one, two\n');
    await menu().filter({ hasText: 'Python' }).waitFor();
    expect(await codeOf(page)).toContain('def app');
    await expect.poll(() => storedDraft('typescript'), PATIENCE).toBe('// one, two\n');
    expect(await storedDraft('python')).toContain('def app');
  });

  it('works without a connection, and everything is sent when it is back', async () => {
    await page.goto(paths.exercise(EXERCISE, { runtime: 'typescript' }));
    await choose('python');
    await choose('typescript'); // its tokeniser is here now
    await context.setOffline(true);
    await writeCode(page, '// offline in TypeScript\n');
    await choose('python');
    await writeCode(page, '# offline in Python\n');
    await choose('php');
    expect(await codeOf(page)).toContain('<?php');
    await choose('typescript');
    expect(await codeOf(page)).toBe('// offline in TypeScript\n');
    await context.setOffline(false);
    await expect.poll(() => Promise.all([storedDraft('typescript'), storedDraft('python')]), PATIENCE).toEqual(['// offline in TypeScript\n', '# offline in Python\n']);
    expect(await page.locator('.other-version').count()).toBe(0);
  });

  it('in two tabs keeps both languages', async () => {
    await page.goto(paths.exercise(EXERCISE, { runtime: 'typescript' }));
    await writeCode(page, '// tab one\n');
    const other = await context.newPage();
    await other.goto(paths.exercise(EXERCISE, { runtime: 'python' }));
    await writeCode(other, '# tab two\n');
    await page.bringToFront();
    await choose('python');
    await expect.poll(() => codeOf(page), PATIENCE).toBe('# tab two\n');
    await writeCode(page, '# tab two, then one\n');
    await other.bringToFront();
    await expect.poll(() => codeOf(other), PATIENCE).toBe('# tab two, then one\n');
    await expect.poll(() => Promise.all([storedDraft('typescript'), storedDraft('python')]), PATIENCE).toEqual(['// tab one\n', '# tab two, then one\n']);
  });

  it('resets and takes back one language alone', async () => {
    await page.goto(paths.exercise(EXERCISE, { runtime: 'typescript' }));
    await writeCode(page, '// mine\n');
    await page.getByRole('button', { name: 'Reset', exact: true }).click();
    await page.getByRole('button', { name: 'Reset my code' }).click();
    await page.getByRole('button', { name: 'Undo reset' }).waitFor();
    await choose('python');
    await page.getByRole('button', { name: 'Undo reset' }).waitFor({ state: 'hidden' });
    await choose('typescript');
    await page.getByRole('button', { name: 'Undo reset' }).click();
    await expect.poll(() => codeOf(page), PATIENCE).toBe('// mine\n');
  });

  it('shows each language its own results, and says when those of another have come', async () => {
    await page.goto(paths.exercise(EXERCISE, { runtime: 'typescript' }));
    await writeCode(page, solutions.typescript);
    const go = Promise.withResolvers<void>();
    await page.route('**/submissions', async (route) => {
      await go.promise;
      await route.continue();
    });
    await page.getByRole('button', { name: /^Submit/ }).click();
    await choose('python');
    await page.getByText('TypeScript: Sending your submission…').waitFor();
    go.resolve();
    await page.getByText('TypeScript: Solved: all 3 tests pass.').first().waitFor();
    expect(await page.locator('.verdict').count()).toBe(0);
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    expect(await verdictOf(page)).toBe('Solved: all 3 tests pass.');
    await menu().click();
    expect(await entry('typescript').innerText()).toContain('Solved');
    expect(await entry('python').innerText()).not.toContain('Solved');
    watched.calm();
  });
});

describe('while a submission goes on', () => {
  const slow = solutions.typescript.replace('(c) => c.json', 'async (c) => (await new Promise((resolve) => setTimeout(resolve, 500)), c.json').replace('});\nexport', ')});\nexport').replace("!` }));", "!` })));");

  it('the page says where it stands: sent, waiting, running, and each test as it ends', async () => {
    await page.goto(paths.exercise(EXERCISE, { runtime: 'typescript' }));
    await writeCode(page, slow);
    const others = await Promise.all(Array.from({ length: 4 }, async () => {
      const other = await browser.newContext({ baseURL: server.url });
      return { other, run: other.request.post(paths.api.playgroundRuns(), { data: { runtime: 'typescript', code: 'await new Promise((resolve) => setTimeout(resolve, 1500));' } }) };
    }));
    await page.getByRole('button', { name: /^Submit/ }).click();
    await page.getByText(/Waiting for a free runner: (you are next|\d before you)\./).first().waitFor();
    await page.getByText('The submission is saved.').first().waitFor();
    await page.getByText('All tests are running…').waitFor();
    await page.locator('.test--passed', { hasText: 'greets Ada' }).waitFor();
    expect(await page.locator('.test--awaited').count()).toBeGreaterThan(0);
    expect(await verdictOf(page)).toBe('Solved: all 3 tests pass.');
    await Promise.all(others.map(async ({ other, run }) => { await run; await other.close(); }));
    watched.calm();
  });

  it('a page that finds one waiting brings its results without a reload', async () => {
    await page.goto(paths.exercise(EXERCISE, { runtime: 'typescript' }));
    await writeCode(page, slow);
    const sent = page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/submissions'));
    await page.getByRole('button', { name: /^Submit/ }).click();
    await sent;
    let id: string | undefined;
    await expect.poll(async () => { id = (await (await page.request.get(paths.api.history(EXERCISE))).json())[0]?.id; return id; }, PATIENCE).toBeDefined();
    await page.goto(paths.exercise(EXERCISE, { submission: id }));
    await page.getByText('Your submission is saved and waits for a free runner.').waitFor();
    await page.getByText('Solved: all 3 tests pass.').first().waitFor();
  });
});

describe('one API exercise', () => {
  it('is solved in TypeScript, Python and PHP, and its solutions are compared', async () => {
    await page.goto(paths.lesson('three-languages'));
    await page.getByRole('link', { name: /A greeting, by name/ }).click();
    await editorOf(page);
    for (const language of ['typescript', 'python', 'php'] as const) {
      if (language !== 'typescript') await choose(language);
      await page.getByText('The results of each test will stand here.').waitFor();
      await writeCode(page, solutions[language]);
      await page.getByRole('button', { name: /^Run/ }).click();
      expect(await verdictOf(page)).toBe('All 2 visible tests pass.');
      await page.getByRole('button', { name: /^Submit/ }).click();
      await page.getByText('Solved: all 3 tests pass.').first().waitFor();
    }
    await page.getByText('Solved in TypeScript, Python, and PHP').waitFor();
    await page.getByRole('link', { name: 'Compare with the solution' }).click();
    await page.getByRole('tab', { name: 'PHP', selected: true }).waitFor();
    await page.getByRole('link', { name: 'Side by side' }).click();
    await page.getByRole('region', { name: 'Solution in PHP' }).getByText('json_encode').waitFor();
    await page.getByRole('navigation', { name: 'Language beside it' }).getByRole('link', { name: /^Python/ }).click();
    const [first, second] = await Promise.all(['PHP', 'Python'].map((name) => page.getByRole('region', { name: `Solution in ${name}` }).boundingBox()));
    expect(first && second && first.x < second.x && Math.abs(first.y - second.y) < 2).toBe(true);
    await page.setViewportSize({ width: 360, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);

    await page.goto(paths.lesson('three-languages'));
    expect(await page.locator('.exercise-card .solved-mark').count()).toBe(3);
    await page.goto(paths.progress());
    await page.getByText('in TypeScript, Python, and PHP').waitFor();
    watched.calm();
  });

  it.each([
    { language: 'python', code: 'def app(environ, start_response):\n    return [\n', line: 2 },
    { language: 'php', code: '<?php\n\necho json_encode([\'a\' => );\n', line: 3 },
  ] as const)('shows an error of $language at its line, in the editor and as a link that leads there', async ({ language, code, line }) => {
    await page.goto(paths.exercise(EXERCISE, { runtime: language }));
    await writeCode(page, code);
    await page.getByRole('button', { name: /^Run/ }).click();
    expect(await verdictOf(page)).toBe(`The program stopped with an error in line ${line}.`);
    await page.locator('.monaco-editor .squiggly-error').first().waitFor();
    await page.getByRole('button', { name: `line ${line}` }).first().click();
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')), PATIENCE).toMatch(/^Your code/);
    await page.keyboard.type('#');
    await expect.poll(async () => (await codeOf(page)).split('\n')[line - 1], PATIENCE).toContain('#');
    watched.calm();
  });
});

describe('without a script', () => {
  it('the language is chosen by a link, kept, named by the form, and solved in', async () => {
    const plain = await browser.newContext({ baseURL: server.url, javaScriptEnabled: false });
    page = await plain.newPage();
    await page.goto(paths.exercise(EXERCISE));
    await press('python');
    expect(await codeOf(page)).toContain('def app(environ, start_response)');
    await page.locator('textarea[name=code]').fill(solutions.python);
    await page.getByRole('button', { name: /^Run/ }).click();
    expect(await verdictOf(page)).toBe('All 2 visible tests pass.');
    expect(await codeOf(page)).toContain('parse_qs');
    await page.getByRole('button', { name: /^Submit/ }).click();
    expect(await verdictOf(page)).toBe('Solved: all 3 tests pass.');
    await page.goto(paths.exercise(EXERCISE, { runtime: 'php' }));
    expect(await codeOf(page)).toContain('http_response_code(404)');
    await page.locator('textarea[name=code]').fill('<?php // mine\n');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.goto(paths.exercise(EXERCISE));
    expect(await codeOf(page)).toBe('<?php // mine\n');
    await menu().click();
    expect(await entry('python').innerText()).toContain('Solved');
    await page.locator('summary', { hasText: 'Solution' }).click();
    expect(await page.locator('#solution pre').count()).toBe(3);
    await page.getByRole('link', { name: 'Side by side' }).click();
    await page.getByRole('region', { name: 'Solution in PHP' }).waitFor();
    await plain.close();
  });

  it('the playground begins each language with its own program, and runs it', async () => {
    const plain = await browser.newContext({ baseURL: server.url, javaScriptEnabled: false });
    page = await plain.newPage();
    for (const language of ['python', 'php'] as const) {
      await page.goto(paths.playground());
      await press(language);
      await page.getByRole('button', { name: /^Run/ }).click();
      expect(await page.locator('.stream__text').innerText()).toContain('850 pages in all');
    }
    await plain.close();
  });
});

describe('the playground', () => {
  it('asks a WSGI app and a request script, shows what they answer, and keeps the code of each language', async () => {
    await page.goto(paths.playground({ runtime: 'python' }));
    await writeCode(page, solutions.python);
    await page.getByRole('button', { name: 'Add a request' }).click();
    await page.getByRole('textbox', { name: 'Path' }).fill('/hello?name=Grace');
    await page.getByRole('button', { name: /^Run/ }).click();
    await page.locator('.response', { hasText: 'GET /hello?name=Grace' }).getByText('{"greeting": "Hello, Grace!"}').waitFor();
    await choose('php');
    expect(await page.locator('.response').count()).toBe(0);
    await writeCode(page, solutions.php);
    await page.getByRole('button', { name: /^Run/ }).click();
    await page.locator('.response').getByText('{"greeting":"Hello, Grace!"}').waitFor();
    await choose('python');
    expect(await codeOf(page)).toBe(solutions.python);
    await page.locator('.response').getByText('{"greeting": "Hello, Grace!"}').waitFor();
    await page.goto(paths.playground());
    await expect.poll(() => codeOf(page), PATIENCE).toBe(solutions.python);
    watched.calm();
  });

  it('opens an example of a lesson in its language', async () => {
    await page.goto(paths.lesson('three-languages'));
    await page.getByRole('button', { name: 'Open in the playground' }).nth(1).click();
    await menu().filter({ hasText: 'PHP' }).waitFor();
    expect(await codeOf(page)).toContain('Hello from PHP');
  });
});

for (const scheme of ['light', 'dark'] as const) {
  it(`axe finds nothing on what has several languages, in the ${scheme} theme, and nothing scrolls sideways in 360 pixels`, async () => {
    const open = await browser.newContext({ baseURL: server.url, colorScheme: scheme, bypassCSP: true, reducedMotion: 'reduce', viewport: { width: 1280, height: 900 } });
    page = await open.newPage();
    await page.goto(paths.exercise(EXERCISE, { runtime: 'python' }));
    await writeCode(page, 'def app(environ, start_response):\n    raise ValueError("no")\n');
    await page.getByRole('button', { name: /^Submit/ }).click();
    expect(await verdictOf(page)).toContain('line 2');
    await menu().click();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await choose('php');
    await writeCode(page, solutions.php);
    await page.getByRole('button', { name: /^Submit/ }).click();
    await page.getByText('Solved: all 3 tests pass.').first().waitFor();
    await page.locator('summary', { hasText: 'History' }).click();
    await page.getByRole('link', { name: 'Compare with the solution' }).click();
    await page.getByRole('tab', { name: 'PHP', selected: true }).waitFor();
    expect(await violations(page)).toEqual([]);
    for (const path of [paths.solution(EXERCISE), paths.lesson('three-languages'), paths.progress(), paths.playground({ runtime: 'php' }), paths.exercise(EXERCISE)]) {
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.goto(path);
      expect([path, await violations(page)]).toEqual([path, []]);
      await page.setViewportSize({ width: 360, height: 800 });
      expect([path, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([path, 360]);
      expect([path, await violations(page)]).toEqual([path, []]);
    }
    await open.close();
  });
}
