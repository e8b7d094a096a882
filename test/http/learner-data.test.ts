import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SubmissionReport } from '../../server/contract/api.ts';
import { paths } from '../../server/contract/paths.ts';
import { drafts, giveUps, learners, submissions } from '../../server/database/schema.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { read, type Visitor } from '../support/visitor.ts';

// Every route of the app, and what proves that no learner reads or writes another one's data through it. A route that is not
// listed here fails the first test: whoever adds one says what it does with learners' data.

const right = 'export function sumOf(numbers) { return numbers.reduce((a, b) => a + b, 0) } // of the owner';
const MARK = 'of the owner';

interface Attempt {
  /** Asks as somebody else, with every id that the owner has. */
  ask(stranger: Visitor, owner: { submissionId: string }): Promise<Response>;
  /** What the stranger gets; whatever it is, nothing of the owner is in it. */
  status: number;
}

const json = (method: 'POST' | 'PUT', path: string, body: unknown): Attempt['ask'] => (stranger) => stranger.json(method, path, body);
const form = (path: string, fields: Record<string, string>): Attempt['ask'] => (stranger) => stranger.form(path, { runtime: 'javascript', code: 'mine', ...fields });
const get = (path: string): Attempt['ask'] => (stranger) => stranger.get(path);

/** Routes that read or write something of a learner, with what a stranger may try. */
const guarded: Record<string, Attempt[]> = {
  'GET /': [{ ask: get(paths.home()), status: 200 }],
  'GET /tracks/:id': [{ ask: get(paths.track('languages')), status: 200 }],
  'GET /lessons/:id': [{ ask: get(paths.lesson('functions')), status: 200 }],
  'GET /exercises/:id': [
    { ask: get(paths.exercise('sum-of')), status: 200 },
    { ask: (stranger, { submissionId }) => stranger.get(paths.exercise('sum-of', { submission: submissionId })), status: 404 },
  ],
  'POST /exercises/:id': [
    ...['save', 'reset', 'undo-reset', 'run', 'give-up'].map((action) => ({ ask: form(paths.exercise('sum-of'), { action }), status: 200 })),
    { ask: form(paths.exercise('sum-of'), { action: 'submit' }), status: 303 },
  ],
  'GET /exercises/:id/solution': [{ ask: get(paths.solution('sum-of')), status: 403 }],
  'GET /playground': [{ ask: get(paths.playground()), status: 200 }],
  'POST /playground': [{ ask: form(paths.playground(), { action: 'run' }), status: 200 }],
  'GET /progress': [{ ask: get(paths.progress()), status: 200 }],
  'GET /api/docs': [{ ask: get(paths.apiDocs()), status: 200 }],
  'POST /api/exercises/:id/runs': [{ ask: json('POST', paths.api.runs('sum-of'), { code: 'mine' }), status: 200 }],
  'POST /api/exercises/:id/submissions': [{ ask: json('POST', paths.api.submissions('sum-of'), { code: 'mine' }), status: 200 }],
  'GET /api/submissions/:id': [{ ask: (stranger, { submissionId }) => stranger.get(paths.api.submission(submissionId)), status: 404 }],
  'GET /api/exercises/:id/history': [{ ask: get(paths.api.history('sum-of')), status: 200 }],
  'GET /api/exercises/:id/draft': [{ ask: get(paths.api.draft('sum-of', 'javascript')), status: 200 }],
  'PUT /api/exercises/:id/draft': [{ ask: json('PUT', paths.api.draft('sum-of'), { runtime: 'javascript', code: 'mine' }), status: 200 }],
  'GET /api/exercises/:id/solution': [{ ask: get(paths.api.solution('sum-of')), status: 403 }],
  'POST /api/exercises/:id/give-up': [{ ask: (stranger) => stranger.send(paths.api.giveUp('sum-of'), { method: 'POST' }), status: 200 }],
  'GET /api/progress': [{ ask: get(paths.api.progress()), status: 200 }],
  'POST /api/playground/runs': [{ ask: json('POST', paths.api.playgroundRuns(), { runtime: 'javascript', code: 'mine' }), status: 200 }],
};

/** Routes that know nothing of learners, with why. */
const withoutLearners: Record<string, string> = {
  'GET /api/curriculum': 'what authors wrote',
  'GET /api/datasets': 'what authors wrote',
  'GET /api/datasets/:track/:database/:dataset': 'what authors wrote',
  'GET /api/exercises/:id/tables': 'what authors wrote, as a database tells it',
  'GET /api/openapi.json': 'a description of the calls',
  'GET /assets/*': 'built files',
  'GET /favicon.ico': 'a redirection',
  'GET /healthz': 'nothing but “alive”',
  'GET /readyz': 'sums over everybody',
  'GET /metrics': 'sums over everybody',
};

let site: TestApp;
let owner: Visitor;
let owned: { submissionId: string };

beforeAll(async () => {
  site = await openTestApp();
  owner = site.visitor();
  owned = await read<SubmissionReport>(owner.json('POST', paths.api.submissions('sum-of'), { code: right }));
  await owner.json('POST', paths.api.submissions('sum-of'), { code: `${right} before` });
  await owner.json('PUT', paths.api.draft('sum-of'), { runtime: 'javascript', code: `draft ${MARK}` });
  await owner.json('PUT', paths.api.draft('greeter'), { runtime: 'javascript', code: `draft ${MARK}` });
  await owner.send(paths.api.giveUp('hello-server'), { method: 'POST' });
});
afterAll(() => site.close());

/** Everything stored that is not the stranger's. */
async function stored(except?: string) {
  const { queries } = site.deps.database;
  const tables = { learners: await queries.select().from(learners), submissions: await queries.select().from(submissions), drafts: await queries.select().from(drafts), giveUps: await queries.select().from(giveUps) };
  return Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, rows.filter((row) => ('learnerId' in row ? row.learnerId : row.id) !== except)]));
}

const idOf = (visitor: Visitor) => visitor.cookies.get('groundwork')?.slice(0, 36);

test('every route of the app is listed here', () => {
  const routes = new Set(site.app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`));
  expect([...routes].sort()).toEqual([...Object.keys(guarded), ...Object.keys(withoutLearners)].sort());
});

test('the owner does see it all, so that not finding it elsewhere means something', async () => {
  const seen = await Promise.all([paths.exercise('sum-of', { submission: owned.submissionId }), paths.api.submission(owned.submissionId), paths.api.draft('greeter'), paths.api.history('sum-of'), paths.api.progress()]
    .map((path) => owner.get(path).then((answer) => answer.text())));
  expect(seen.map((text) => [text.includes(MARK), text.includes(owned.submissionId)])).toEqual([[true, true], [true, true], [true, false], [false, true], [false, true]]);
  expect(await owner.page(paths.home())).toContain('1 of 4');
});

describe('somebody else', () => {
  test.each(Object.entries(guarded).flatMap(([route, attempts]) => attempts.map((attempt, index) => ({ name: `${route}${attempts.length > 1 ? ` (${index + 1})` : ''}`, ...attempt }))))('through $name sees nothing of it and changes nothing', async ({ ask, status }) => {
    const newcomer = site.visitor();
    const known = site.visitor();
    await known.json('PUT', paths.api.draft('greeter'), { runtime: 'typescript', code: 'somebody too' }).then(() => known.json('PUT', paths.api.draft('greeter'), { runtime: 'javascript', code: 'somebody too' }));
    for (const stranger of [newcomer, known]) {
      const before = await stored(idOf(stranger));
      const answer = await ask(stranger, owned);
      expect(answer.status).toBe(status);
      const text = [await answer.text(), ...[...answer.headers].map(([name, value]) => `${name}: ${value}`)].join('\n');
      expect(text).not.toContain(MARK);
      expect(text.replaceAll(`You have no submission ${owned.submissionId}`, '').replaceAll(/submission=[\w-]+/g, (id) => (id.includes(owned.submissionId) && status === 404 ? '' : id))).not.toContain(owned.submissionId);
      expect(text).not.toContain(idOf(owner));
      expect(text).not.toMatch(/\b1 of 4\b/);
      expect(await stored(idOf(stranger))).toEqual(before);
    }
  });
});

test('without the owner’s cookie nothing is remembered of them, and a stranger’s cookie never opens it', async () => {
  const [value = ''] = owner.cookies.values();
  const forger = site.visitor();
  await forger.json('PUT', paths.api.draft('greeter'), { runtime: 'javascript', code: 'x' });
  const own = decodeURIComponent(forger.cookies.get('groundwork') ?? '');
  // The owner's id and time under the forger's signature, and the other way round.
  for (const forged of [`${decodeURIComponent(value).split('.').slice(0, 2).join('.')}.${own.split('.').at(-1)}`, `${own.split('.').slice(0, 2).join('.')}.${decodeURIComponent(value).split('.').at(-1)}`]) {
    forger.cookies.set('groundwork', encodeURIComponent(forged));
    expect((await forger.get(paths.api.submission(owned.submissionId))).status).toBe(404);
    expect(await read(forger.get(paths.api.history('sum-of')))).toEqual([]);
  }
});

test('ids cannot be guessed: 122 random bits each, nothing that counts up', async () => {
  const { queries } = site.deps.database;
  const ids = [...await queries.select({ id: submissions.id }).from(submissions), ...await queries.select({ id: learners.id }).from(learners)].map(({ id }) => id);
  expect(ids.length).toBeGreaterThan(20);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  // Version 4: no two share a beginning, as those made one after the other from a clock or a counter would.
  expect(new Set(ids.map((id) => id.slice(0, 8))).size).toBe(ids.length);
});
