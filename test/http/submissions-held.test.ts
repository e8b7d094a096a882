import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { RunReport } from '../../server/contract/report.ts';
import { learners, submissions } from '../../server/database/schema.ts';
import { DatabaseUnavailable, SandboxBusy } from '../../server/errors.ts';
import { type Judging, SubmissionDesk } from '../../server/submissions/desk.ts';
import { openTestApp, type TestApp } from '../support/app.ts';

// What a queued submission lives through when the server, its runners or its database have trouble; the desk's judge is a
// function here, because what matters is what is kept of it.

const passed: RunReport = { verdict: 'passed', stdout: '', stderr: '', durationMs: 1, tests: [] };

let site: TestApp;
const desks: SubmissionDesk[] = [];
beforeAll(async () => { site = await openTestApp(); });
afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.close();
  await site.deps.database.queries.delete(submissions);
});
afterAll(() => site.close());

function deskWith(judge: Judging): SubmissionDesk {
  const desk = new SubmissionDesk(site.deps.database, site.deps.curriculum, judge);
  desks.push(desk);
  return desk;
}

async function newLearner(): Promise<string> {
  const id = randomUUID();
  await site.deps.database.queries.insert(learners).values({ id });
  return id;
}

const sumOf = () => site.deps.curriculum.current().getExercise('sum-of');
const attempt = { runtime: 'javascript' as const, code: 'x' };
const only = async () => (await site.deps.database.queries.select().from(submissions))[0];
const leaseRunsOut = () => site.deps.database.queries.update(submissions).set({ leaseUntil: sql`now() - interval '1 second'` });

test('a submission that finds no runner free twenty times is still judged, not given up', async () => {
  let full = true;
  const desk = deskWith(async () => {
    if (full) throw new SandboxBusy('full', 3);
    return passed;
  });
  await expect(desk.submit(await newLearner(), sumOf(), attempt)).rejects.toThrow('is saved');
  for (let look = 0; look < 20; look += 1) await desk.resume();
  expect(await only()).toMatchObject({ state: 'queued', leasedBy: null, attempts: 0 });
  full = false;
  await desk.resume();
  expect(await only()).toMatchObject({ state: 'judged', verdict: 'passed', attempts: 1 });
});

test('one that an orderly stop gives back again and again is not given up either', async () => {
  const learnerId = await newLearner();
  const judging = Promise.withResolvers<RunReport>();
  const first = deskWith(() => judging.promise);
  const answered = first.submit(learnerId, sumOf(), attempt);
  await expect.poll(only).toBeDefined();
  await first.abandon();
  expect(await only()).toMatchObject({ state: 'queued', leasedBy: null, attempts: 0 });
  const next = deskWith(async () => passed);
  await next.resume();
  expect(await only()).toMatchObject({ state: 'judged', verdict: 'passed', attempts: 1 });
  judging.resolve({ ...passed, verdict: 'failed' });
  await answered;
  expect(await only()).toMatchObject({ verdict: 'passed' });
});

test('after a database that stood still, a server does not take on what it is judging itself', async () => {
  const judging = Promise.withResolvers<RunReport>();
  let judged = 0;
  const desk = deskWith(() => {
    judged += 1;
    return judging.promise;
  });
  const answered = desk.submit(await newLearner(), sumOf(), attempt);
  await expect.poll(only).toBeDefined();
  await leaseRunsOut();
  await desk.resume();
  judging.resolve(passed);
  expect((await answered).verdict).toBe('passed');
  expect(judged).toBe(1);
  expect(await only()).toMatchObject({ state: 'judged', attempts: 1 });
});

test('a learner whose server was overtaken is told what is stored, not what nobody will find again', async () => {
  const slow = Promise.withResolvers<RunReport>();
  const answered = deskWith(() => slow.promise).submit(await newLearner(), sumOf(), attempt);
  await expect.poll(only).toBeDefined();
  await leaseRunsOut();
  const quick: RunReport = { ...passed, durationMs: 7 };
  await deskWith(async () => quick).resume();
  slow.resolve({ ...passed, durationMs: 9_999 });
  expect((await answered).durationMs).toBe(7);
  expect((await only())?.report).toEqual(quick);
});

test('a verdict that cannot be stored is answered with what is true: the submission is saved and judged again', async () => {
  let away = true;
  const desk = deskWith(async () => {
    if (away) throw new DatabaseUnavailable('gone', 5);
    return passed;
  });
  await expect(desk.submit(await newLearner(), sumOf(), attempt)).rejects.toThrow(/is saved.*judged again/);
  away = false;
  await desk.resume();
  expect(await only()).toMatchObject({ state: 'judged', verdict: 'passed', attempts: 2 });
  expect(await site.deps.database.queries.select().from(submissions).where(eq(submissions.state, 'queued'))).toEqual([]);
});
