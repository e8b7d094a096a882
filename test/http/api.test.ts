import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CurriculumListing, Problem, Submission, SubmissionReport, SubmissionSummary } from '../../server/contract/api.ts';
import { paths } from '../../server/contract/paths.ts';
import type { RunReport } from '../../server/contract/report.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { read } from '../support/visitor.ts';

const right = 'export function sumOf(numbers) { return numbers.reduce((a, b) => a + b, 0) }';
const onlyVisible = 'export function sumOf(numbers) { return numbers.reduce((a, b) => a + b) }';

let site: TestApp;
beforeAll(async () => { site = await openTestApp(); });
afterAll(() => site.close());

test('the curriculum lists tracks, modules, lessons and exercises, and answers 304 to who knows it', async () => {
  const response = await site.visitor().get(paths.api.curriculum());
  const listing = await read<CurriculumListing>(response.clone());
  expect(listing.tracks.map(({ id }) => id)).toEqual(['languages', 'apis']);
  expect(listing.tracks[0]?.modules[0]?.lessons[0]?.exercises).toEqual([
    { id: 'sum-of', title: 'The sum of a list', difficulty: 1, skills: ['functions'], runtimes: ['javascript', 'typescript'] },
    { id: 'greeter', title: 'A greeter', difficulty: 1, skills: ['output'], runtimes: ['javascript'] },
  ]);
  const again = await site.visitor().send(paths.api.curriculum(), { headers: { 'if-none-match': response.headers.get('etag') ?? '' } });
  expect(again.status).toBe(304);
});

describe('a run', () => {
  test('executes the visible cases in the first runtime when none is named', async () => {
    const report = await read<RunReport>(site.visitor().json('POST', paths.api.runs('sum-of'), { code: onlyVisible }));
    expect(report.verdict).toBe('passed');
    expect(report.tests.map(({ name, status, hidden }) => ({ name, status, hidden }))).toEqual([
      { name: 'adds two numbers', status: 'passed', hidden: false }, { name: 'adds three numbers', status: 'passed', hidden: false },
    ]);
  });

  test('is judged in the runtime that is named', async () => {
    const code = 'export function sumOf(numbers: number[]): number { return 3 satisfies number }';
    const report = await read<RunReport>(site.visitor().json('POST', paths.api.runs('sum-of'), { runtime: 'typescript', code }));
    expect(report.tests.map(({ status }) => status)).toEqual(['passed', 'failed']);
  });

  test('stores nothing', async () => {
    const learner = site.visitor();
    await learner.json('POST', paths.api.runs('sum-of'), { code: right });
    expect(await read(learner.get(paths.api.history('sum-of')))).toEqual([]);
  });

  test('that matches a mistake the author foresaw brings its advice', async () => {
    const code = 'export function sumOf(list) { let sum = 1; for (const one of list) sum += one; return sum }';
    const report = await read<RunReport>(site.visitor().json('POST', paths.api.runs('sum-of'), { code }));
    expect(report.advice).toMatchObject({ title: 'Begins with 1', text: 'The sum **begins with 0**.' });
    expect(report.advice?.html).toContain('<strong>begins with 0</strong>');
  });
});

describe('a submission', () => {
  test('executes all cases, is kept with its code and report, and can be read again', async () => {
    const learner = site.visitor();
    const report = await read<SubmissionReport>(learner.json('POST', paths.api.submissions('sum-of'), { code: right }));
    expect(report).toMatchObject({ verdict: 'passed', solved: true });
    expect(report.tests).toHaveLength(3);
    const stored = await read<Submission>(learner.get(paths.api.submission(report.submissionId)));
    expect(stored).toMatchObject({ id: report.submissionId, exerciseId: 'sum-of', runtime: 'javascript', code: right, state: 'judged', verdict: 'passed', solved: true });
    const { submissionId: _, solved: __, ...kept } = report;
    expect(stored.report).toEqual(kept);
  });

  test('that fails is kept too, with the advice of the mistake, and a hidden case shows nothing but its name and hint', async () => {
    const learner = site.visitor();
    const report = await read<SubmissionReport>(learner.json('POST', paths.api.submissions('sum-of'), { code: onlyVisible }));
    expect(report).toMatchObject({ solved: false, advice: { title: 'Begins with nothing' } });
    const hidden = report.tests.find((one) => one.hidden);
    expect(hidden).toMatchObject({ name: 'the sum of nothing is 0', hint: 'What do you begin with?' });
    expect(hidden).not.toHaveProperty('expected');
    expect(hidden).not.toHaveProperty('input');
    const history = await read<SubmissionSummary[]>(learner.get(paths.api.history('sum-of')));
    expect(history.map(({ id, verdict, solved }) => ({ id, verdict, solved }))).toEqual([{ id: report.submissionId, verdict: report.verdict, solved: false }]);
  });

  test('of code with NUL characters and lone surrogates is judged and kept', async () => {
    const learner = site.visitor();
    const code = 'console.log("a\\0b\\ud800"); // \0\nexport function sumOf() { return 0 }';
    const report = await read<SubmissionReport>(learner.json('POST', paths.api.submissions('sum-of'), { code }));
    const stored = await read<Submission>(learner.get(paths.api.submission(report.submissionId)));
    expect(stored.code).toBe(code);
    expect(stored.report?.stdout).toBe(report.stdout);
  });

  test('lists newest first', async () => {
    const learner = site.visitor();
    const ids: string[] = [];
    for (const code of ['1', '2', right]) ids.unshift((await read<SubmissionReport>(learner.json('POST', paths.api.submissions('sum-of'), { code }))).submissionId);
    const history = await read<SubmissionSummary[]>(learner.get(paths.api.history('sum-of')));
    expect(history.map(({ id }) => id)).toEqual(ids);
    expect(history[0]).toMatchObject({ state: 'judged', verdict: 'passed', solved: true });
    expect(history[0]).not.toHaveProperty('code');
  });
});

test('the playground runs a program with its input, without tests', async () => {
  const code = 'const name = await new Response("x").text(); console.log("hello", name); console.error("aside")';
  const report = await read<RunReport>(site.visitor().json('POST', paths.api.playgroundRuns(), { runtime: 'javascript', code }));
  expect(report).toMatchObject({ verdict: 'passed', stdout: 'hello x\n', stderr: 'aside\n', tests: [] });
});

test('the playground drives an HTTP program with requests', async () => {
  const code = "import { Hono } from 'hono'\nconst app = new Hono()\napp.get('/hi', (c) => c.text('hi ' + c.req.query('to')))\nexport default app";
  const report = await read<RunReport>(site.visitor().json('POST', paths.api.playgroundRuns(), { runtime: 'typescript', code, requests: [{ path: '/hi?to=you' }, { method: 'POST', path: '/hi' }] }));
  expect(report.responses?.map(({ status }) => status)).toEqual([200, 404]);
  expect(report.responses?.[0]?.body).toBe('hi you');
});

describe('a problem', () => {
  const problem = async (response: Promise<Response>, status: number): Promise<Problem> => {
    const answer = await response;
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    const body = await read<Problem>(answer, status);
    expect(body).toMatchObject({ status, type: expect.stringMatching(/^urn:groundwork:problem:[a-z-]+$/), title: expect.any(String) });
    return body;
  };
  const runs = paths.api.runs('sum-of');
  const raw = (body: string, type?: string) => site.visitor().send(runs, { method: 'POST', body, headers: type ? { 'content-type': type } : {} });

  test('names an exercise that is not there', async () => {
    for (const path of [paths.api.runs('nothing'), paths.api.submissions('nothing')]) {
      expect((await problem(site.visitor().json('POST', path, { code: '' }), 404)).detail).toContain('nothing');
    }
    for (const path of [paths.api.history('nothing'), paths.api.draft('nothing'), paths.api.solution('nothing')]) {
      expect((await problem(site.visitor().get(path), 404)).detail).toContain('nothing');
    }
  });

  test('answers JSON that is none with 400', async () => {
    expect((await problem(raw('{"code":', 'application/json'), 400)).detail).toBe('The body is not valid JSON.');
  });

  test('names every wrong field by its path', async () => {
    expect((await problem(site.visitor().json('POST', runs, { runtime: 7 }), 422)).errors?.map(({ path }) => path)).toEqual(['runtime', 'code']);
    const body = { runtime: 'javascript', code: '', requests: [{ path: 'no-slash' }] };
    expect((await problem(site.visitor().json('POST', paths.api.playgroundRuns(), body), 422)).errors).toEqual([{ path: 'requests.0.path', message: 'A path begins with a slash.' }]);
  });

  test('names a runtime that the exercise does not have, and one that cannot run here yet', async () => {
    expect((await problem(site.visitor().json('POST', runs, { runtime: 'php', code: '' }), 422)).errors).toEqual([{ path: 'runtime', message: expect.stringContaining('javascript') }]);
    expect((await problem(site.visitor().json('POST', paths.api.playgroundRuns(), { runtime: 'java', code: '' }), 422)).errors?.[0]?.message).toContain('Java');
    expect((await problem(site.visitor().json('POST', runs, { runtime: 'cobol', code: '' }), 422)).errors?.[0]?.path).toBe('runtime');
  });

  test('refuses code above its limit, and whole bodies above theirs unread', async () => {
    expect((await problem(site.visitor().json('POST', runs, { code: 'x'.repeat(64 * 1024 + 1) }), 422)).errors?.[0]?.message).toContain('64 KiB');
    await problem(site.visitor().json('POST', runs, { code: 'x'.repeat(3 * 1024 * 1024) }), 413);
  });

  test('refuses other content than JSON', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', undefined]) await problem(raw('{"code":""}', type), 415);
  });

  test('answers unknown calls with 404 and known ones by the wrong method with 405', async () => {
    await problem(site.visitor().get('/api/nothing'), 404);
    const response = await site.visitor().send(paths.api.curriculum(), { method: 'DELETE' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });
});

test('the OpenAPI document describes every call under /api and no other, from the schemas that validate', async () => {
  const document = await read<{ openapi: string; paths: Record<string, Record<string, { responses: object }>>; components: { schemas: object } }>(site.visitor().get(paths.openApi()));
  const described = Object.entries(document.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`));
  const served = site.app.routes
    .filter(({ method, path }) => path.startsWith('/api/') && method !== 'ALL' && ![paths.openApi(), paths.apiDocs()].includes(path))
    .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
  expect(new Set(described)).toEqual(new Set(served));
  expect(Object.keys(document.components.schemas)).toEqual(expect.arrayContaining(['RunReport', 'SubmissionReport', 'Problem', 'Progress', 'Draft', 'Curriculum']));
  expect(Object.keys(document.paths[paths.api.runs('{id}')]?.post?.responses ?? {})).toEqual(expect.arrayContaining(['200', '404', '422', '429', '503']));
});
