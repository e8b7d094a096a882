import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { requestId } from 'hono/request-id';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createApp } from '../../server/app.tsx';
import type { Problem, Submission, SubmissionReport } from '../../server/contract/api.ts';
import { defaultLimits, QUEUE_PER_RUNNER } from '../../server/contract/limits.ts';
import { paths } from '../../server/contract/paths.ts';
import type { RunReport } from '../../server/contract/report.ts';
import { fallbackLog } from '../../server/logging/log.ts';
import { answerReport } from '../../server/runs/stream.ts';
import { openSandbox, type RunnerSandbox } from '../../server/sandbox/sandbox.ts';
import type { AppEnv } from '../../server/services.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { ask, type Arrived, type Asking } from '../support/event-client.ts';
import { read, type Visitor } from '../support/visitor.ts';

const right = 'export function sumOf(numbers) { return numbers.reduce((a, b) => a + b, 0) }';
const forgetful = 'export function sumOf(numbers) { return numbers.reduce((a, b) => a + b) }';
const endless = 'export function sumOf() { for (;;) {} }';
/** Takes `ms` before the case whose list is `length` long has ended. */
const slow = (ms: number, length = 2) => `export async function sumOf(numbers) {
  if (numbers.length === ${length}) await new Promise((resolve) => setTimeout(resolve, ${ms}));
  return numbers.reduce((a, b) => a + b, 0);
}`;

let sandbox: RunnerSandbox;
let site: TestApp;
let server: Server;
let origin: string;

async function listen(app: TestApp['app']): Promise<{ server: Server; origin: string }> {
  const listening = createServer(getRequestListener(app.fetch)).listen(0, '127.0.0.1');
  await once(listening, 'listening');
  return { server: listening, origin: `http://127.0.0.1:${(listening.address() as AddressInfo).port}` };
}

beforeAll(async () => {
  sandbox = await openSandbox({ runners: 1 });
  site = await openTestApp({ sandbox });
  ({ server, origin } = await listen(site.app));
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await site.close();
  await sandbox.close();
});
/** No test leaves a run to the next one. */
afterEach(() => vi.waitUntil(() => sandbox.busy === 0 && sandbox.queued === 0, { timeout: 5_000 }));

/** Somebody whom the server knows, for the queue is fair between learners. */
async function learner(): Promise<{ visitor: Visitor; cookie: string }> {
  const visitor = site.visitor();
  await read(visitor.json('PUT', paths.api.draft('sum-of'), { runtime: 'javascript', code: 'x' }));
  return { visitor, cookie: [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
}

async function run(code: string, accept?: string): Promise<Asking> {
  return ask(origin + paths.api.runs('sum-of'), { code }, { cookie: (await learner()).cookie, accept });
}

const names = ({ events }: Asking) => events.map(({ event }) => event);
const ofKind = <Name extends Arrived['event']>({ events }: Asking, name: Name) => events.filter((one): one is Extract<Arrived, { event: Name }> => one.event === name);

/** What two reports of the same code have in common. */
function steady<Report extends RunReport>(report: Report): unknown {
  return JSON.parse(JSON.stringify(report, (key, value: unknown) => (key === 'durationMs' || key === 'memoryMb' || key === 'submissionId' ? typeof value : value)));
}

describe('a stream', () => {
  test('tells of a run what the JSON answer says, and what happens on the way to it', async () => {
    const asking = await run(forgetful);
    expect((await asking.response).statusCode).toBe(200);
    expect((await asking.response).headers['content-type']).toContain('text/event-stream');
    await asking.text();
    expect(names(asking)).toEqual(['started', 'test', 'test', 'report']);
    const { data } = await asking.event('report');
    const asJson: RunReport = JSON.parse(await (await run(forgetful, 'application/json')).text());
    expect(steady(data)).toEqual(steady(asJson));
  });

  test('tells of a submission its id first, and each test as the report has it, hidden ones included', async () => {
    const { cookie, visitor } = await learner();
    const asking = ask(origin + paths.api.submissions('sum-of'), { code: forgetful }, { cookie });
    await asking.text();
    expect(names(asking)).toEqual(['started', 'test', 'test', 'test', 'report']);
    const { data: report } = await asking.event('report');
    expect(ofKind(asking, 'started')[0]?.data).toEqual({ submissionId: report.submissionId });
    expect(JSON.parse(JSON.stringify(report.tests.map((one) => ({ ...one, hint: undefined }))))).toEqual(ofKind(asking, 'test').map(({ data }) => data));
    expect(report.tests.filter(({ hint }) => hint !== undefined)).toHaveLength(1);
    expect(report.advice?.title).toBe('Begins with nothing');
    const stored = await read<Submission>(visitor.get(paths.api.submission(report.submissionId ?? '')));
    expect(stored.report).toEqual(JSON.parse(JSON.stringify({ ...report, submissionId: undefined, solved: undefined })));
    const asJson: SubmissionReport = JSON.parse(await ask(origin + paths.api.submissions('sum-of'), { code: forgetful }, { cookie, accept: 'application/json' }).text());
    expect(steady(asJson)).toEqual(steady(report));
  });

  test('brings each test while the run goes on', async () => {
    const asking = await run(slow(500, 3));
    await asking.text();
    const [first, second] = ofKind(asking, 'test');
    expect(first?.data).toMatchObject({ name: 'adds two numbers', status: 'passed' });
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(400);
  });

  test('tells of a hidden test no more than its name and how it ended, whatever the program prints and throws', async () => {
    const { cookie } = await learner();
    const telltale = `export function sumOf(numbers) {
      console.log('given ' + JSON.stringify(numbers));
      if (numbers.length === 0) throw new Error('nothing of length ' + numbers.length);
      return numbers.reduce((a, b) => a + b, 0);
    }`;
    const asking = ask(origin + paths.api.submissions('sum-of'), { code: telltale }, { cookie });
    const text = await asking.text();
    const hidden = ofKind(asking, 'test').find(({ data }) => data.hidden);
    expect(hidden?.data).toEqual({ name: 'the sum of nothing is 0', status: 'error', hidden: true, durationMs: expect.any(Number) });
    expect(text).toContain('given [1,2]');
    expect(text).not.toContain('given []');
    expect(text).not.toContain('nothing of length');
  });

  test('ends with the report of a program that is stopped; what it never reached is only there', async () => {
    const asking = await run('export function sumOf(numbers) { if (numbers.length === 3) for (;;) {} return 3 }');
    await asking.text();
    expect(names(asking)).toEqual(['started', 'test', 'report']);
    expect((await asking.event('report')).data).toMatchObject({ verdict: 'timed-out', tests: [{ status: 'passed' }, { status: 'error' }] });
  });

  test('counts positions down while others go first', async () => {
    const first = await run(slow(600));
    await first.event('started');
    const others: Asking[] = [];
    for (let waiting = 1; waiting <= 3; waiting++) {
      const asking = await run(slow(150));
      expect((await asking.event('queued')).data).toEqual({ position: waiting });
      others.push(asking);
    }
    await Promise.all(others.map((asking) => asking.text()));
    expect(others.map((asking) => ofKind(asking, 'queued').map(({ data }) => data.position))).toEqual([[1], [2, 1], [3, 2, 1]]);
    for (const asking of others) expect(names(asking).filter((name) => name !== 'queued')).toEqual(['started', 'test', 'test', 'report']);
  });

  test('works for the playground, too', async () => {
    const asking = ask(origin + paths.api.playgroundRuns(), { runtime: 'javascript', code: 'console.log("héllo")' });
    await asking.text();
    expect(names(asking)).toEqual(['started', 'report']);
    expect((await asking.event('report')).data).toMatchObject({ verdict: 'passed', stdout: 'héllo\n', tests: [] });
  });

  test('is given to whoever prefers it, and to nobody else', async () => {
    const typeFor = async (accept: string) => {
      const asking = await run(right, accept);
      const type = (await asking.response).headers['content-type'];
      await asking.text();
      return type?.split(';')[0];
    };
    expect(await typeFor('text/event-stream, application/json;q=0.9')).toBe('text/event-stream');
    expect(await typeFor('application/json, text/event-stream;q=0.5')).toBe('application/json');
    expect(await typeFor('*/*')).toBe('application/json');
  });

  test('is held open by comments while nothing happens', async () => {
    const app = new Hono<AppEnv>().post('/', requestId(), async (c) => {
      const answer = await answerReport({ log: fallbackLog() }, c, async (emit) => {
        emit?.({ event: 'started', data: {} });
        await new Promise((resolve) => { setTimeout(resolve, 120); });
        return { verdict: 'passed', stdout: '', stderr: '', durationMs: 1, tests: [] };
      }, 30);
      return answer instanceof Response ? answer : c.json(answer);
    });
    const small = createServer(getRequestListener(app.fetch)).listen(0, '127.0.0.1');
    await once(small, 'listening');
    const asking = ask(`http://127.0.0.1:${(small.address() as AddressInfo).port}/`, {});
    expect((await asking.text()).match(/^: .+$/gm)?.length).toBeGreaterThanOrEqual(2);
    expect(names(asking)).toEqual(['started', 'report']);
    small.close();
  });
});

describe('a problem', () => {
  test('before the stream is an ordinary answer', async () => {
    const missing = ask(origin + paths.api.runs('no-such'), { code: right });
    expect((await missing.response).statusCode).toBe(404);
    expect((await missing.response).headers['content-type']).toBe('application/problem+json');
    expect(JSON.parse(await missing.text())).toMatchObject({ status: 404 });
    const wrong = ask(origin + paths.api.submissions('sum-of'), { runtime: 'php', code: right });
    expect((await wrong.response).statusCode).toBe(422);
    expect(JSON.parse(await wrong.text())).toMatchObject({ errors: [{ path: 'runtime' }] });
  });

  test('of a full queue says when to come back, and what of a submission is kept', async () => {
    const leave = new AbortController();
    onTestFinished(() => { leave.abort(); });
    const request = { runtime: 'javascript' as const, code: 'for (;;) {}', files: {}, limits: defaultLimits, inputs: [{ kind: 'program' as const, stdin: '', argv: [] }] };
    const fillers = Array.from({ length: QUEUE_PER_RUNNER + 1 }, (_, index) => sandbox.run(request, { owner: `filler ${index}`, signal: leave.signal }).catch(() => undefined));
    const refused = await run(right);
    expect((await refused.response).statusCode).toBe(503);
    const retryAfter = Number((await refused.response).headers['retry-after']);
    expect(retryAfter).toBeGreaterThan(0);
    expect(JSON.parse(await refused.text())).toMatchObject({ status: 503, retryAfter });

    const { cookie, visitor } = await learner();
    const submitted = ask(origin + paths.api.submissions('sum-of'), { code: right }, { cookie });
    expect((await submitted.response).statusCode).toBe(503);
    const { submissionId, detail }: Problem = JSON.parse(await submitted.text());
    expect(detail).toContain('is saved');
    leave.abort();
    await Promise.all(fillers);
    await site.desk.resume();
    expect(await read<Submission>(visitor.get(paths.api.submission(submissionId ?? '')))).toMatchObject({ state: 'judged', verdict: 'passed' });
  });

  test('within the stream is its last event', async () => {
    const own = await openSandbox({ runners: 1 });
    const { app, desk } = createApp({ ...site.deps, sandbox: own });
    const small = await listen(app);
    const running = ask(small.origin + paths.api.runs('sum-of'), { code: slow(300) }, { cookie: (await learner()).cookie });
    await running.event('started');
    const queued = ask(small.origin + paths.api.runs('sum-of'), { code: right }, { cookie: (await learner()).cookie });
    await queued.event('queued');
    await own.close();
    await Promise.all([running.text(), queued.text()]);
    expect(names(running).at(-1)).toBe('report');
    expect(names(queued)).toEqual(['queued', 'problem']);
    expect(queued.events.at(-1)?.data).toMatchObject({ type: 'urn:groundwork:problem:sandbox-busy', status: 503, retryAfter: expect.any(Number), detail: expect.stringContaining('stopping') });
    await desk.close();
    small.server.close();
  });
});

describe.each(['text/event-stream', 'application/json'])('a client that waits for %s and goes away', (accept) => {
  test('while it is queued: its run never begins', async () => {
    const first = await run(slow(700));
    await first.event('started');
    const waiting = await run(right, accept);
    waiting.response.catch(() => undefined); // it is cut below
    await expect.poll(() => sandbox.queued, { interval: 5, timeout: 5_000 }).toBe(1);
    waiting.leave();
    await expect.poll(() => sandbox.queued, { interval: 5, timeout: 5_000 }).toBe(0);
    expect(names(first)).not.toContain('report');
    await first.text();
    expect(names(waiting)).not.toContain('started');
  });

  test('while it runs: the runner is free again soon after', async () => {
    const running = await run(endless, accept);
    running.response.catch(() => undefined);
    await expect.poll(() => sandbox.busy, { interval: 5, timeout: 5_000 }).toBe(1);
    const left = performance.now();
    running.leave();
    await expect.poll(() => sandbox.busy, { interval: 5, timeout: 5_000 }).toBe(0);
    expect(performance.now() - left).toBeLessThan(1_000); // the run itself would have gone on for 2 s
    const next = await run(right);
    await next.text();
    expect((await next.event('report')).data.verdict).toBe('passed');
  });

  test('a submission of theirs goes on, from the queue as well', async () => {
    const first = await run(slow(400));
    await first.event('started');
    const { cookie, visitor } = await learner();
    const submitted = ask(origin + paths.api.submissions('sum-of'), { code: slow(100) }, { cookie, accept });
    submitted.response.catch(() => undefined);
    await expect.poll(() => sandbox.queued, { interval: 5, timeout: 5_000 }).toBe(1);
    submitted.leave();
    await expect.poll(async () => (await read<Submission[]>(visitor.get(paths.api.history('sum-of'))))[0], { timeout: 10_000 }).toMatchObject({ state: 'judged', verdict: 'passed' });
    await first.text();
  });
});

test('a submission is known by its id while it is queued', async () => {
  const first = await run(slow(300));
  await first.event('started');
  const { cookie, visitor } = await learner();
  const submitted = ask(origin + paths.api.submissions('sum-of'), { code: right }, { cookie });
  const { position, submissionId } = (await submitted.event('queued')).data;
  submitted.leave();
  expect(position).toBe(1);
  const own = () => read<Submission>(visitor.get(paths.api.submission(submissionId ?? '')));
  expect(await own()).toMatchObject({ id: submissionId, code: right });
  await expect.poll(own, { timeout: 10_000 }).toMatchObject({ state: 'judged', verdict: 'passed' });
  await first.text();
});

test('both ways of answering are documented, with what the events hold', async () => {
  type Documented = { paths: Record<string, { post: { responses: Record<string, { content: Record<string, { schema: { $ref: string } }> }> } }>; components: { schemas: Record<string, object> } };
  const document = await read<Documented>(site.visitor().get(paths.openApi()));
  for (const [path, schemas] of [
    [paths.api.runs('{id}'), ['RunReport', 'RunEvent']], [paths.api.submissions('{id}'), ['SubmissionReport', 'SubmissionEvent']], [paths.api.playgroundRuns(), ['RunReport', 'RunEvent']],
  ] as const) {
    const content = document.paths[path]?.post.responses['200']?.content;
    expect([content?.['application/json'], content?.['text/event-stream']].map((one) => one?.schema.$ref)).toEqual(schemas.map((name) => `#/components/schemas/${name}`));
  }
  expect(document.components.schemas).toMatchObject({ SubmissionQueuedEvent: { properties: { data: { required: expect.arrayContaining(['position', 'submissionId']) } } } });
});
