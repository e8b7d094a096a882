import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SubmissionSummary } from '../../server/contract/api.ts';
import { paths } from '../../server/contract/paths.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { read, type Visitor } from '../support/visitor.ts';

// Everything that the island does, with forms alone.

const right = 'export function sumOf(numbers) {\n  return numbers.reduce((a, b) => a + b, 0)\n}';
const exercise = paths.exercise('sum-of');

let site: TestApp;
let learner: Visitor;
beforeAll(async () => {
  site = await openTestApp();
  learner = site.visitor();
});
afterAll(() => site.close());

const press = (action: string, code = right, who = learner) => who.form(exercise, { runtime: 'javascript', action, code: code.replaceAll('\n', '\r\n') });
const draft = async (who = learner) => (await read<{ code: string }>(who.get(paths.api.draft('sum-of', 'javascript')))).code;
const textArea = (html: string) => /<textarea[^>]*name="code"[^>]*>([^]*?)<\/textarea>/.exec(html)?.[1]?.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&').trim();

test('Run shows the report, keeps the code and saves it, with the line ends of a program', async () => {
  const response = await press('run');
  const html = await response.text();
  expect(response.status).toBe(200);
  expect(html).toContain('adds two numbers');
  expect(html).not.toContain('class="problem');
  expect(textArea(html)).toBe(right);
  expect(await draft()).toBe(right);
});

test('Submit leads to the stored submission, which can be opened again', async () => {
  const response = await press('submit');
  expect(response.status).toBe(303);
  const [latest] = await read<SubmissionSummary[]>(learner.get(paths.api.history('sum-of')));
  expect(response.headers.get('location')).toBe(paths.exercise('sum-of', { submission: latest?.id }));
  expect(latest).toMatchObject({ solved: true, verdict: 'passed' });
  expect(await learner.page(response.headers.get('location') ?? '')).toContain('the sum of nothing is 0');
});

test('Save keeps the code, and makes one guest of whom nobody knew', async () => {
  const who = site.visitor();
  const response = await press('save', 'half a thought', who);
  expect([response.status, response.headers.getSetCookie()]).toEqual([200, [expect.stringMatching(/^groundwork=/)]]);
  expect(textArea(await response.text())).toBe('half a thought');
  expect(textArea(await who.page(exercise))).toBe('half a thought');
});

test('Reset brings the starter, keeping what stood in the form; Undo brings that back', async () => {
  const who = site.visitor();
  await press('save', 'first', who);
  expect(textArea(await (await press('reset', 'second, unsaved', who)).text())).toBe('export function sumOf(numbers) {\n}');
  expect(await draft(who)).toBe('export function sumOf(numbers) {\n}');
  const again = await (await press('reset', 'export function sumOf(numbers) {\n}', who)).text();
  expect(again).toContain('value="undo-reset"');
  expect(textArea(await (await press('undo-reset', '', who)).text())).toBe('second, unsaved');
  expect(await who.page(exercise)).not.toContain('value="undo-reset"');
});

test('Giving up shows the solution, and keeps the code', async () => {
  const who = site.visitor();
  expect(await who.page(exercise)).not.toContain('Begins with');
  const html = await (await press('give-up', 'stuck here', who)).text();
  expect(html).toContain('reduce');
  expect(await draft(who)).toBe('stuck here');
});

test('every first button makes one guest', async () => {
  for (const action of ['run', 'submit', 'save', 'reset', 'undo-reset', 'give-up']) {
    expect([action, (await press(action, right, site.visitor())).headers.getSetCookie().length]).toEqual([action, 1]);
  }
});

test('code that is too long is refused with a page', async () => {
  const response = await press('run', 'x'.repeat(64 * 1024 + 1));
  expect(response.status).toBe(422);
  expect(response.headers.get('content-type')).toContain('text/html');
  expect(await response.text()).toContain('64 KiB');
});

test('a button that does not exist is refused with a page', async () => {
  expect((await press('destroy')).status).toBe(422);
});

test('too many runs come back with the code still in the editor', async () => {
  const limited = await openTestApp({ settings: { runsPerMinute: 1 }, sandbox: site.deps.sandbox });
  const who = limited.visitor();
  await press('save', 'x', who);
  await press('run', right, who);
  const response = await press('run', 'precious', who);
  expect([response.status, response.headers.get('retry-after')]).toEqual([429, '60']);
  const html = await response.text();
  expect(textArea(html)).toBe('precious');
  expect(html).toContain('1 runs for this minute');
  await limited.close();
});

describe('the playground', () => {
  test('runs a program with its input', async () => {
    const html = await (await learner.form(paths.playground(), { runtime: 'javascript', action: 'run', code: 'console.log(6 * 7)', stdin: 'a\r\nb' })).text();
    expect(html).toContain('42');
    expect(html).toContain('console.log(6 * 7)');
  });

  test('opens an example of a lesson without running it', async () => {
    const html = await (await learner.form(paths.playground(), { runtime: 'javascript', action: 'open', code: 'console.log(6 * 7)' })).text();
    expect(html).toContain('console.log(6 * 7)');
    expect(html).not.toMatch(/\b42\b/);
  });

  test('opens with a program in the runtime that was asked for', async () => {
    expect(textArea(await learner.page(paths.playground({ runtime: 'typescript' })))).toContain('interface Book');
    expect(await learner.page(paths.playground({ runtime: 'java' }))).toContain('names');
  });
});

describe('a page', () => {
  test('that is not there, or whose thing is not there, is a page that says so', async () => {
    for (const [path, word] of [['/nothing', '/nothing'], [paths.track('nothing'), 'track'], [paths.lesson('nothing'), 'lesson'], [paths.exercise('nothing'), 'exercise']] as const) {
      const response = await learner.get(path);
      expect([response.status, response.headers.get('content-type')]).toEqual([404, 'text/html; charset=UTF-8']);
      expect(await response.text()).toContain(word);
    }
  });

  test('shows where the learner stands', async () => {
    expect(await learner.page(paths.home())).toContain('of 4 exercises solved');
    expect(await site.visitor().page(paths.home())).toContain('Begin');
  });

  test('of a lesson leads to the lessons around it and to those it builds on', async () => {
    expect(await learner.page(paths.lesson('requests'))).toContain(`href="${paths.lesson('functions')}"`);
  });

  test('of the API shows the calls', async () => {
    expect(await learner.page(paths.apiDocs())).toContain('/submissions');
  });
});
