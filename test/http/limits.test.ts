import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addressOf } from '../../server/accounts/address.ts';
import { paths } from '../../server/contract/paths.ts';
import { Context } from 'hono';
import { openTestApp, type TestApp } from '../support/app.ts';
import { Visitor } from '../support/visitor.ts';

// How much one learner and one address may ask for. The figures are small here: runs 1 a minute, so writes 4 and newcomers 5.

let site: TestApp;
beforeAll(async () => { site = await openTestApp({ settings: { runsPerMinute: 1 } }); });
afterAll(() => site.close());

/** Somebody at an address, as the server's socket shows it. */
const at = (remoteAddress: string, jar = true) => new Visitor({
  request: async (path, init) => {
    const response = await site.app.request(path, init, { incoming: { socket: { remoteAddress } } });
    if (!jar) response.headers.delete('set-cookie');
    return response;
  },
});

const run = (who: Visitor) => who.json('POST', paths.api.playgroundRuns(), { runtime: 'javascript', code: '' });
const save = (who: Visitor) => who.json('PUT', paths.api.draft('sum-of'), { runtime: 'javascript', code: 'x' });
const statuses = async (times: number, ask: () => Promise<Response>) => {
  const found: number[] = [];
  for (let time = 0; time < times; time += 1) found.push((await ask()).status);
  return found;
};

test('runs, submissions, drafts and giving up of one learner are bounded, each with a problem that says when to go on', async () => {
  const learner = at('192.0.2.1');
  // The first save is one of the address alone: it makes the learner known.
  expect(await statuses(6, () => save(learner))).toEqual([200, 200, 200, 200, 200, 429]);
  for (const refused of [await save(learner), await learner.send(paths.api.giveUp('sum-of'), { method: 'POST' })]) {
    expect([refused.status, refused.headers.get('retry-after'), refused.headers.get('content-type')]).toEqual([429, '15', 'application/problem+json']);
    expect(await refused.json()).toMatchObject({ type: 'urn:groundwork:problem:too-many-requests', detail: expect.stringContaining('15 seconds') });
  }
  expect((await run(learner)).status).toBe(200);
  for (const refused of [await run(learner), await learner.json('POST', paths.api.submissions('sum-of'), { code: 'x' }), await learner.json('POST', paths.api.runs('sum-of'), { code: 'x' })]) {
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60']);
    expect(await refused.json()).toMatchObject({ type: 'urn:groundwork:problem:too-many-runs' });
  }
});

test('a form comes back as a page that says so kindly, with the code in it', async () => {
  const learner = at('192.0.2.2');
  const press = (action: string) => learner.form(paths.exercise('sum-of'), { runtime: 'javascript', action, code: 'precious' });
  for (let time = 0; time < 5; time += 1) await press('save');
  const refused = await press('save');
  expect([refused.status, refused.headers.get('retry-after'), refused.headers.get('content-type')]).toEqual([429, '15', 'text/html; charset=UTF-8']);
  const html = await refused.text();
  expect(html).toContain('precious');
  expect(html).toContain('Nothing is lost: your code is still in the editor');
  const played = () => learner.form(paths.playground(), { runtime: 'javascript', action: 'run', code: 'precious()' });
  await played();
  expect(await (await played()).text()).toContain('precious()');
});

test('whoever drops the cookie is somebody new each time, and of those an address has only so many', async () => {
  expect(await statuses(6, () => run(at('192.0.2.3')))).toEqual([200, 200, 200, 200, 200, 429]);
  const refused = await save(at('192.0.2.3'));
  expect([refused.status, refused.headers.get('retry-after'), refused.headers.getSetCookie()]).toEqual([429, '12', []]);
  expect((await refused.json() as { detail: string }).detail).toContain('new guests');
  const form = await at('192.0.2.3').form(paths.exercise('sum-of'), { runtime: 'javascript', action: 'run', code: 'precious' });
  expect([form.status, (await form.text()).includes('precious')]).toEqual([429, true]);
  expect((await run(at('192.0.2.4'))).status).toBe(200);
});

test('an address has a bound of its own, whatever learners it brings', async () => {
  // 40 runs a minute here; 5 newcomers come at once, so that the rest has come before.
  const learners = await Promise.all(Array.from({ length: 42 }, async (_, index) => {
    const learner = at('192.0.2.6');
    const elsewhere = at(`198.51.100.${index}`);
    await save(elsewhere);
    for (const [name, value] of elsewhere.cookies) learner.cookies.set(name, value);
    return learner;
  }));
  const found: number[] = [];
  for (const learner of learners) found.push((await run(learner)).status);
  expect(found).toEqual([...Array.from({ length: 40 }, () => 200), 429, 429]);
});

test('reading is never counted', async () => {
  const reader = at('192.0.2.5');
  for (let time = 0; time < 12; time += 1) for (const path of [paths.home(), paths.api.draft('sum-of')]) expect((await reader.get(path)).status).toBe(200);
});

describe('the address of a request', () => {
  const address = (peer: string | undefined, forwarded: string | undefined, behindProxy: boolean) => addressOf(
    new Context(new Request('http://localhost/', { headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded } }), { env: peer === undefined ? undefined : { incoming: { socket: { remoteAddress: peer } } } }), behindProxy);

  test('is the one the socket shows', () => {
    expect(address('203.0.113.9', undefined, false)).toBe('203.0.113.9');
    expect(address('::ffff:203.0.113.9', undefined, false)).toBe('203.0.113.9');
  });

  test('is what a proxy nearby says last, when the operator says that there is one', () => {
    for (const proxy of ['127.0.0.1', '::1', '10.1.2.3', '172.20.0.5', '192.168.7.7', '::ffff:10.1.2.3', 'fd00::1']) expect([proxy, address(proxy, '6.6.6.6, 203.0.113.9', true)]).toEqual([proxy, '203.0.113.9']);
  });

  test('is never what a client claims', () => {
    expect(address('127.0.0.1', '6.6.6.6', false)).toBe('127.0.0.1');
    expect(address('203.0.113.1', '6.6.6.6', true)).toBe('203.0.113.1');
    expect(address('172.32.0.1', '6.6.6.6', true)).toBe('172.32.0.1');
    for (const nonsense of ['', 'unknown', '<script>', '6.6.6.6:80', '1.2.3.4, nobody']) expect(address('127.0.0.1', nonsense, true)).toBe('127.0.0.1');
  });

  test('is a network for IPv6, because one customer has all of it', () => {
    const network = '2001:db8:0:7::/64';
    for (const one of ['2001:db8:0:7::1', '2001:DB8::7:1:2:3:4', '2001:db8:0:7:ffff:ffff:ffff:ffff']) expect([one, address(one, undefined, false)]).toEqual([one, network]);
    expect(address('2001:db8:0:8::1', undefined, false)).toBe('2001:db8:0:8::/64');
  });
});
