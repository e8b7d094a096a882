import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { sql } from 'drizzle-orm';
import { paths } from '../../server/contract/paths.ts';
import { asSentences, openLog } from '../../server/logging/log.ts';
import { openTestApp, type TestApp } from '../support/app.ts';

interface Line { level: string; time: string; msg: string; request?: string; method?: string; route?: string; status?: number; ms?: number; learner?: string; err?: { type: string; stack: string; query?: string } }

let site: TestApp;
let text = '';
const lines = (): Line[] => text.trim().split('\n').filter((line) => line !== '').map((line) => JSON.parse(line));
beforeAll(async () => { site = await openTestApp({ log: openLog('info', { write: (line) => { text += line; } }) }); });
afterAll(() => site.close());
beforeEach(() => { text = ''; });

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test('each request is one line: its id, the pattern of its route, its status and time, and the learner by another name', async () => {
  const learner = site.visitor();
  await learner.json('PUT', paths.api.draft('sum-of'), { runtime: 'javascript', code: 'x' });
  await learner.get(paths.exercise('sum-of', { runtime: 'javascript' }));
  await site.visitor().get('/nothing/of/the/kind');
  await site.visitor().send(paths.api.curriculum(), { method: 'DELETE' });
  expect(lines()).toEqual([
    { level: 'info', time: expect.stringMatching(/^20.*Z$/), request: expect.stringMatching(UUID), method: 'PUT', route: '/api/exercises/:id/draft', status: 200, ms: expect.any(Number), learner: expect.stringMatching(/^[0-9a-f]{12}$/), msg: expect.stringMatching(/^PUT \/api\/exercises\/:id\/draft 200 in \d+ ms$/) },
    expect.objectContaining({ method: 'GET', route: '/exercises/:id', status: 200, learner: lines()[0]?.learner }),
    expect.objectContaining({ method: 'GET', route: '(none)', status: 404 }),
    expect.objectContaining({ method: 'DELETE', route: '(none)', status: 405 }),
  ]);
  expect(lines()[2]).not.toHaveProperty('learner');
});

test('an id that a request brings is kept; one that is none is replaced', async () => {
  const ask = async (id: string) => (await site.visitor().send(paths.home(), { headers: { 'x-request-id': id } })).headers.get('x-request-id');
  expect(await ask('trace-1234_AB')).toBe('trace-1234_AB');
  for (const wrong of ['two words', 'a'.repeat(65), '{"level":"error"}', 'a.b;c']) expect(await ask(wrong)).toMatch(UUID);
  expect(lines().map(({ request }) => request)).toEqual(['trace-1234_AB', ...Array.from({ length: 4 }, () => expect.stringMatching(UUID))]);
  const problem = await site.visitor().get('/api/nothing');
  expect(problem.headers.get('x-request-id')).toMatch(UUID);
});

test('nothing that a learner wrote, asked or carries is in them', async () => {
  const learner = site.visitor();
  const marked = (code: string) => ({ runtime: 'javascript', code: `/* sekret */ ${code}` });
  await learner.json('POST', paths.api.runs('sum-of'), marked('throw new Error("sekret")'));
  await learner.json('POST', paths.api.submissions('sum-of'), marked('export const sumOf = () => "sekret"'));
  await learner.json('PUT', paths.api.draft('sum-of'), marked(''));
  await learner.json('POST', paths.api.playgroundRuns(), { ...marked('console.log("sekret")'), stdin: 'sekret' });
  await learner.form(paths.exercise('sum-of'), { ...marked('sekret'), action: 'run' });
  await learner.form(paths.exercise('sum-of'), { ...marked('sekret'), action: 'sekret' });
  await learner.json('POST', paths.api.runs('sum-of'), { code: ['sekret'] });
  await learner.send(paths.api.runs('sum-of'), { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{sekret' });
  await learner.get('/sekret?sekret=sekret');
  await learner.get(paths.exercise('sum-of', { submission: 'sekret' }));
  expect(lines()).toHaveLength(10);
  expect(text).not.toContain('sekret');
  const [cookie = ''] = learner.cookies.values();
  const [id = '', signature = ''] = [cookie.slice(0, 36), decodeURIComponent(cookie).split('.').at(-1)];
  for (const secret of [id, signature]) {
    expect(secret.length).toBeGreaterThan(20);
    expect(text).not.toContain(secret);
  }
});

test('an error of ours is written down with its causes and where it came from, but without what a query was given; the answer names the request', async () => {
  await site.deps.database.queries.execute(sql`alter table drafts rename column code to kode`);
  const api = await site.visitor().json('PUT', paths.api.draft('sum-of'), { runtime: 'javascript', code: 'sekret' });
  const page = await site.visitor().form(paths.exercise('sum-of'), { runtime: 'javascript', action: 'save', code: 'sekret' });
  await site.deps.database.queries.execute(sql`alter table drafts rename column kode to code`);
  for (const answer of [api, page]) {
    expect(answer.status).toBe(500);
    const body = await answer.text();
    expect(body).toContain(answer.headers.get('x-request-id'));
    expect(body).not.toContain('drafts');
  }
  const [error, request] = lines();
  expect(error).toMatchObject({ level: 'error', method: 'PUT', route: '/api/exercises/:id/draft', request: request?.request, err: { query: expect.stringContaining('insert into "drafts"') } });
  expect(error?.err?.stack).toMatch(/caused by PostgresError: column "code" of relation "drafts" does not exist\n\s+at /);
  expect(request).toMatchObject({ level: 'warn', status: 500 });
  expect(text).not.toContain('sekret');
});

test('at a terminal the same lines are sentences', () => {
  let said = '';
  const log = openLog('info', asSentences({ write: (line) => { said += line; } }));
  log.info({ request: 'abc', method: 'GET', route: '/', status: 200, ms: 1.5 }, 'GET / 200 in 2 ms');
  log.error({ err: new Error('outside', { cause: new Error('inside') }) }, 'it failed');
  expect(said).toMatch(/^\d\d:\d\d:\d\d GET \/ 200 in 2 ms \(request abc\)\n\d\d:\d\d:\d\d error it failed\nError: outside\n\s+at [^]*caused by Error: inside\n\s+at /);
});
