import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Submission, SubmissionSummary } from '../../server/contract/api.ts';
import { paths } from '../../server/contract/paths.ts';
import type { RunReport } from '../../server/contract/report.ts';
import { SandboxBusy } from '../../server/errors.ts';
import { learners, submissions } from '../../server/database/schema.ts';
import { MOST_ATTEMPTS, SubmissionDesk } from '../../server/submissions/desk.ts';
import { claim, insertQueued, LEASE_S, storeVerdict } from '../../server/submissions/store.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { read, type Visitor } from '../support/visitor.ts';

const right = 'export function sumOf(numbers) { return numbers.reduce((a, b) => a + b, 0) }';
const passed: RunReport = { verdict: 'passed', stdout: '', stderr: '', durationMs: 1, tests: [] };

let site: TestApp;
beforeAll(async () => { site = await openTestApp(); });
afterAll(() => site.close());

/** What a server leaves behind that dies while it judges: a queued row, leased for `leaseS` more seconds. */
async function leaveQueued({ code = right, exerciseId = 'sum-of', leaseS = -1, attempts = 1 } = {}): Promise<{ id: string; learnerId: string }> {
  const [id, learnerId] = [randomUUID(), randomUUID()];
  await site.deps.database.queries.insert(learners).values({ id: learnerId });
  await insertQueued(site.deps.database.queries, randomUUID(), { id, learnerId, exerciseId, runtime: 'javascript', code, exerciseHash: 'before' });
  await site.deps.database.queries.update(submissions).set({ attempts, leaseUntil: sql`now() + make_interval(secs => ${leaseS})` }).where(eq(submissions.id, id));
  return { id, learnerId };
}

const stateOf = async (id: string) => (await site.deps.database.queries.select().from(submissions).where(eq(submissions.id, id)))[0];

test('a submission that a dead server left queued is judged, and its learner finds the verdict', async () => {
  const left = await leaveQueued();
  await site.desk.resume();
  expect(await stateOf(left.id)).toMatchObject({ state: 'judged', verdict: 'passed', solved: true, attempts: 2, leasedBy: null });
});

test('one that a living server is judging is left alone', async () => {
  const { id } = await leaveQueued({ leaseS: LEASE_S });
  await site.desk.resume();
  expect(await stateOf(id)).toMatchObject({ state: 'queued', attempts: 1 });
});

test('two servers that look at once judge everything once', async () => {
  const ids = (await Promise.all(Array.from({ length: 12 }, () => leaveQueued()))).map(({ id }) => id);
  const other = site.another();
  await Promise.all([site.desk.resume(), other.desk.resume(), site.desk.resume()]);
  await Promise.all([site.desk.resume(), other.desk.resume()]);
  for (const id of ids) expect(await stateOf(id)).toMatchObject({ state: 'judged', verdict: 'passed', attempts: 2 });
  await other.desk.close();
});

test('servers that claim at once get different ones', async () => {
  const { queries } = site.deps.database;
  const ids = new Set((await Promise.all(Array.from({ length: 9 }, () => leaveQueued()))).map(({ id }) => id));
  const claims = (await Promise.all([randomUUID(), randomUUID(), randomUUID()].map((server) => claim(queries, server, 4)))).flat();
  expect(new Set(claims.map(({ id }) => id)).size).toBe(claims.length);
  expect(claims.every(({ id }) => ids.has(id))).toBe(true);
  await queries.delete(submissions).where(sql`true`);
});

test('a server that lost its lease cannot store a verdict over the one that took over', async () => {
  const { queries } = site.deps.database;
  const { id } = await leaveQueued();
  const [slow, quick] = [randomUUID(), randomUUID()];
  await claim(queries, slow, 1);
  await queries.update(submissions).set({ leaseUntil: sql`now()` }).where(eq(submissions.id, id));
  await claim(queries, quick, 1);
  expect(await storeVerdict(queries, slow, id, { ...passed, verdict: 'failed' })).toBe(false);
  expect(await storeVerdict(queries, quick, id, passed)).toBe(true);
  expect(await storeVerdict(queries, quick, id, { ...passed, verdict: 'failed' })).toBe(false);
  expect(await stateOf(id)).toMatchObject({ verdict: 'passed' });
});

test('one whose exercise has left the curriculum says so', async () => {
  const { id } = await leaveQueued({ exerciseId: 'long-gone' });
  await site.desk.resume();
  expect(await stateOf(id)).toMatchObject({ state: 'judged', verdict: 'error', solved: false, report: { message: expect.stringContaining('curriculum') } });
});

test('one that stopped the server again and again is not tried for ever', async () => {
  const { id } = await leaveQueued({ attempts: MOST_ATTEMPTS });
  await site.desk.resume();
  expect(await stateOf(id)).toMatchObject({ state: 'judged', verdict: 'crashed' });
});

test('a submission goes on when its client goes away', async () => {
  const learner = site.visitor();
  await learner.json('PUT', paths.api.draft('sum-of'), { runtime: 'javascript', code: 'x' });
  const gone = new AbortController();
  const answer = Promise.resolve(learner.send(paths.api.submissions('sum-of'), {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ code: `await new Promise((r) => setTimeout(r, 300));\n${right}` }), signal: gone.signal,
  })).catch(() => undefined);
  await expect.poll(() => site.deps.sandbox.busy, { interval: 5 }).toBe(1);
  gone.abort();
  await answer;
  await expect.poll(async () => (await history(learner))[0]?.verdict).toBe('passed');
});

test('a submission that finds no runner free is answered 503, kept, and judged later', async () => {
  let full = true;
  const desk = new SubmissionDesk(site.deps.database, site.deps.curriculum, async () => {
    if (full) throw new SandboxBusy('full', 3);
    return passed;
  });
  const learnerId = randomUUID();
  await site.deps.database.queries.insert(learners).values({ id: learnerId });
  const exercise = site.deps.curriculum.current().getExercise('sum-of');
  await expect(desk.submit(learnerId, exercise, { runtime: 'javascript', code: right })).rejects.toThrow('is saved');
  const [row] = await site.deps.database.queries.select().from(submissions).where(eq(submissions.learnerId, learnerId));
  expect(row).toMatchObject({ state: 'queued', leasedBy: null });
  full = false;
  await desk.resume();
  expect(await stateOf(row?.id ?? '')).toMatchObject({ state: 'judged', verdict: 'passed' });
  await desk.close();
});

test('a queued submission is shown as waiting', async () => {
  const learner = site.visitor();
  await learner.json('POST', paths.api.submissions('sum-of'), { code: right });
  const [{ id } = { id: '' }] = await history(learner);
  await site.deps.database.queries.update(submissions).set({ state: 'queued', verdict: null, report: null, solved: false, leaseUntil: sql`now() + interval '1 minute'` }).where(eq(submissions.id, id));
  expect(await read<Submission>(learner.get(paths.api.submission(id)))).toMatchObject({ state: 'queued', verdict: null, report: null, solved: false });
  expect(await learner.page(paths.exercise('sum-of', { submission: id }))).toContain('waits for a runner');
});

function history(learner: Visitor): Promise<SubmissionSummary[]> {
  return read(learner.get(paths.api.history('sum-of')));
}
