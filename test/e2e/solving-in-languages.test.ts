import { describe, expect, it } from 'vitest';
import { paths } from '../../server/contract/paths.ts';
import { violations } from '../support/axe.ts';
import { codeOf, editorOf, verdictOf, writeCode } from '../support/learner.ts';
import { EXERCISE, solutions, menu, entry, PATIENCE, press, choose, server, browser, page, watched, useLanguagePages, usePage } from '../support/language-pages.ts';

// One exercise solved in TypeScript, Python and PHP, with and without a script, and the playground in each of them.

useLanguagePages();

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
    usePage(await plain.newPage());
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
    usePage(await plain.newPage());
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
    usePage(await open.newPage());
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
