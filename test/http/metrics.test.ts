import { afterAll, beforeAll, expect, test } from 'vitest';
import { paths } from '../../server/contract/paths.ts';
import { openTestApp, type TestApp } from '../support/app.ts';

let site: TestApp;
beforeAll(async () => { site = await openTestApp(); });
afterAll(() => site.close());

/** Every figure by its name and labels, as Prometheus reads it. */
async function figures(): Promise<Map<string, number>> {
  const text = await (await site.visitor().get('/metrics')).text();
  return new Map(text.split('\n').filter((line) => line !== '' && !line.startsWith('#')).map((line) => {
    const at = line.lastIndexOf(' ');
    return [line.slice(0, at), Number(line.slice(at + 1))];
  }));
}

const run = (code: string, runtime = 'javascript') => site.visitor().json('POST', paths.api.playgroundRuns(), { runtime, code });

test('runs are counted by runtime and verdict, with how long they took and waited', async () => {
  await run('console.log(1)');
  await run('console.log(1)', 'typescript');
  await run('throw new Error()');
  await Promise.all(Array.from({ length: 6 }, () => run('await new Promise((resolve) => setTimeout(resolve, 120))')));
  const found = await figures();
  expect(found.get('groundwork_runs_total{kind="playground",runtime="javascript",verdict="passed"}')).toBe(7);
  expect(found.get('groundwork_runs_total{kind="playground",runtime="typescript",verdict="passed"}')).toBe(1);
  expect(found.get('groundwork_runs_total{kind="playground",runtime="javascript",verdict="error"}')).toBe(1);
  expect(found.get('groundwork_run_duration_seconds_count{kind="playground",runtime="javascript"}')).toBe(8);
  expect(found.get('groundwork_run_duration_seconds_sum{kind="playground",runtime="javascript"}')).toBeGreaterThan(0.6);
  expect(found.get('groundwork_run_wait_seconds_count')).toBe(9);
  // Six at once on two runners: two begin at once, two wait for one run, two for two.
  expect(found.get('groundwork_run_wait_seconds_sum')).toBeGreaterThan(0.6);
  expect([found.get('groundwork_runs_queued'), found.get('groundwork_runners_busy'), found.get('groundwork_runners_ready')]).toEqual([0, 0, 1]);
});

test('runners are counted as they start and are replaced, with the memory they have', async () => {
  const before = await figures();
  expect(before.get('groundwork_runner_starts_total{outcome="ready"}')).toBeGreaterThanOrEqual(2);
  expect(before.get('groundwork_runner_start_seconds')).toBeGreaterThan(0);
  const killed = await (await run('for (;;) "x".repeat(5e8).split("")')).json() as { verdict: string };
  expect(killed.verdict).not.toBe('passed');
  await expect.poll(async () => {
    const replaced = [...await figures()].filter(([name]) => name.startsWith('groundwork_runners_replaced_total{'));
    return replaced.reduce((sum, [, count]) => sum + count, 0);
  }).toBeGreaterThan(0);
  await run('console.log(1)');
  const after = await figures();
  expect(after.get('groundwork_runners_alive')).toBeGreaterThanOrEqual(1);
  expect(after.get('groundwork_process_memory_bytes')).toBeGreaterThan(10 * 1024 * 1024);
  expect([...after.values()].every(Number.isFinite)).toBe(true);
});

test('requests are counted by the pattern of their route and by status, so that nobody can make new series', async () => {
  const learner = site.visitor();
  for (const id of ['sum-of', 'greeter', 'no-such-exercise']) await learner.get(paths.exercise(id));
  for (const path of ['/a', '/b', '/c?d=e', '/api/f']) await learner.get(path);
  for (const method of ['BREW', 'WHISK']) await learner.send('/', { method });
  const found = await figures();
  expect(found.get('groundwork_http_requests_total{method="GET",route="/exercises/:id",status="200"}')).toBe(2);
  expect(found.get('groundwork_http_requests_total{method="GET",route="/exercises/:id",status="404"}')).toBe(1);
  expect(found.get('groundwork_http_requests_total{method="GET",route="(none)",status="404"}')).toBe(4);
  expect(found.get('groundwork_http_requests_total{method="(other)",route="(none)",status="403"}')).toBe(2);
  expect(found.get('groundwork_http_request_duration_seconds_count{route="/exercises/:id"}')).toBe(3);
  const before = found.size;
  for (let number = 0; number < 50; number += 1) await learner.get(`/exercises/${number}`);
  for (let number = 0; number < 50; number += 1) await learner.get(`/${number}/${number}`);
  expect((await figures()).size).toBe(before);
});

test('the time that queries take is there, answered and failed apart', async () => {
  const before = (await figures()).get('groundwork_database_query_seconds_count{outcome="answered"}') ?? 0;
  await site.visitor().json('PUT', paths.api.draft('sum-of'), { runtime: 'javascript', code: 'x' });
  await site.deps.database.queries.execute('select no_such_column').catch(() => undefined);
  const after = await figures();
  expect(after.get('groundwork_database_query_seconds_count{outcome="answered"}')).toBe(before + 2);
  expect(after.get('groundwork_database_query_seconds_count{outcome="failed"}')).toBe(1);
  expect(after.get('groundwork_database_query_seconds_sum{outcome="answered"}')).toBeGreaterThan(0);
});
