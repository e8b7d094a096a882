import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Progress } from '../../server/contract/api.ts';
import { CHOICE_COOKIE } from '../../server/contract/chosen-runtime.ts';
import { paths } from '../../server/contract/paths.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { read, type Visitor } from '../support/visitor.ts';

// What a learner with several languages meets on the pages that the server draws.

const right = 'export function sumOf(numbers) { return numbers.reduce((a, b) => a + b, 0) }';
const shelf = 'greeting-api';

let site: TestApp;
beforeAll(async () => { site = await openTestApp(); });
afterAll(() => site.close());

/** The language that the page of an exercise holds code for: its forms name it. */
async function opensIn(who: Visitor, path: string): Promise<string | undefined> {
  return /<input type="hidden" name="runtime" value="(\w+)"/.exec(await who.page(path))?.[1];
}

describe('the language of an exercise', () => {
  test('is the first one for a newcomer, and reading sets no cookie', async () => {
    const newcomer = site.visitor();
    expect(await opensIn(newcomer, paths.exercise(shelf))).toBe('typescript');
    expect(newcomer.cookies.size).toBe(0);
  });

  test('is the one that a link asks for, and stays so for a guest of whom nothing is stored', async () => {
    const guest = site.visitor();
    expect(await opensIn(guest, paths.exercise(shelf, { runtime: 'php' }))).toBe('php');
    expect(await opensIn(guest, paths.exercise(shelf))).toBe('php');
    expect([...guest.cookies.keys()]).toEqual([CHOICE_COOKIE]);
  });

  test('is not kept when the exercise does not have it, or has no other', async () => {
    const guest = site.visitor();
    expect(await opensIn(guest, paths.exercise(shelf, { runtime: 'javascript' }))).toBe('typescript');
    await guest.page(paths.exercise('greeter', { runtime: 'javascript' }));
    expect(guest.cookies.size).toBe(0);
  });

  test('is the one of the last draft, in whatever browser', async () => {
    const learner = site.visitor();
    await learner.json('PUT', paths.api.draft('sum-of'), { runtime: 'javascript', code: 'mine' });
    expect(await opensIn(learner, paths.exercise('sum-of'))).toBe('javascript');
    await learner.json('PUT', paths.api.draft('sum-of'), { runtime: 'typescript', code: 'mine, typed' });
    expect(await opensIn(learner, paths.exercise('sum-of'))).toBe('typescript');
    expect(await opensIn(learner, paths.exercise(shelf))).toBe('typescript');
  });

  test.each(['nonsense', 'python', 'python.x.y', 'cobol.1763829000.sum-of', `python.99999999999.${shelf}`, 'php.1763829000.../../etc'])('survives the cookie %s', async (value) => {
    const guest = site.visitor();
    guest.cookies.set(CHOICE_COOKIE, value);
    expect((await guest.get(paths.exercise(shelf))).status).toBe(200);
  });
});

describe('drafts', () => {
  test('are of one language each, also by forms', async () => {
    const who = site.visitor();
    const save = (runtime: string, code: string) => who.form(paths.exercise(shelf), { runtime, code, action: 'save' });
    await save('python', 'x = 1');
    await save('php', '<?php $x = 1;');
    expect(await who.page(paths.exercise(shelf, { runtime: 'python' }))).toContain('x = 1</textarea>');
    expect(await who.page(paths.exercise(shelf, { runtime: 'php' }))).toContain('&lt;?php $x = 1;</textarea>');
    expect(await who.page(paths.exercise(shelf, { runtime: 'typescript' }))).toContain('export default app');
    await who.form(paths.exercise(shelf), { runtime: 'php', code: '<?php $x = 1;', action: 'reset' });
    expect(await who.page(paths.exercise(shelf, { runtime: 'php' }))).toContain('value="undo-reset"');
    expect(await who.page(paths.exercise(shelf, { runtime: 'python' }))).not.toContain('value="undo-reset"');
  });

  test('after a reset can be written upon without a conflict', async () => {
    const who = site.visitor();
    await who.json('PUT', paths.api.draft('sum-of'), { runtime: 'javascript', code: 'mine' });
    await who.form(paths.exercise('sum-of'), { runtime: 'javascript', code: 'mine', action: 'reset' });
    const view = JSON.parse(/id="island-view"[^>]*>([^]*?)<\/script>/.exec(await who.page(paths.exercise('sum-of', { runtime: 'javascript' })))?.[1] ?? '');
    const answer = await who.json('PUT', paths.api.draft('sum-of'), { runtime: 'javascript', code: 'mine again', base: view.savedAt });
    expect(answer.status).toBe(200);
  });
});

describe('once an exercise is solved in one of its languages', () => {
  let solver: Visitor;
  beforeAll(async () => {
    solver = site.visitor();
    await solver.json('POST', paths.api.submissions('sum-of'), { runtime: 'typescript', code: 'no' });
    await solver.json('POST', paths.api.submissions('sum-of'), { runtime: 'javascript', code: right });
  });

  test('its card, its page and the progress say in which', async () => {
    const marked = /solved in <\/span><\/span>(\w+)/g;
    expect([...(await solver.page(paths.lesson('functions'))).matchAll(marked)].map(([, name]) => name)).toEqual(['JavaScript']);
    expect(await solver.page(paths.exercise('sum-of'))).toMatch(/Solved in JavaScript/);
    expect(await solver.page(paths.progress())).toMatch(/ in JavaScript/);
    const progress = await read<Progress>(solver.get(paths.api.progress()));
    expect(progress.tracks[0]?.lessons[0]?.exercises[0]).toMatchObject({ id: 'sum-of', runtimes: ['javascript', 'typescript'], solvedIn: ['javascript'] });
  });

  test('the solution stands in two languages side by side, the own one first', async () => {
    const html = await solver.page(paths.solution('sum-of'));
    expect([...html.matchAll(/aria-label="Solution in (\w+)"/g)].map(([, name]) => name)).toEqual(['JavaScript', 'TypeScript']);
    const turned = await solver.page(paths.solution('sum-of', { runtime: 'typescript', beside: 'javascript' }));
    expect([...turned.matchAll(/aria-label="Solution in (\w+)"/g)].map(([, name]) => name)).toEqual(['TypeScript', 'JavaScript']);
    expect((await solver.get(`${paths.solution('sum-of')}?runtime=cobol&beside=javascript`)).status).toBe(200);
  });

  test('the solution stays closed for somebody else', async () => {
    const response = await site.visitor().get(paths.solution('sum-of'));
    expect(response.status).toBe(403);
    expect(await response.text()).not.toContain('reduce(');
  });
});

test('the playground begins each language with a program of its own', async () => {
  for (const [runtime, words] of [['python', '@dataclass'], ['php', '&lt;?php'], ['typescript', 'interface Book']] as const) {
    const html = await site.visitor().page(paths.playground({ runtime }));
    expect(html).toContain(`name="runtime" value="${runtime}"`);
    expect(/<textarea[^>]*name="code"[^>]*>([^]*?)<\/textarea>/.exec(html)?.[1]).toContain(words);
  }
});
