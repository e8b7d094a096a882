import { describe, expect, it } from 'vitest';
import { paths } from '../../server/contract/paths.ts';
import { codeOf, editorOf, verdictOf, writeCode } from '../support/learner.ts';
import { EXERCISE, solutions, menu, entry, PATIENCE, storedDraft, press, choose, context, page, watched, useLanguagePages } from '../support/language-pages.ts';

// One exercise in TypeScript, Python and PHP, as a learner goes to and fro between them.

useLanguagePages();

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
