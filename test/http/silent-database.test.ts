import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { paths } from '../../server/contract/paths.ts';
import { openDatabase } from '../../server/database/open.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { fixtureCurriculum } from '../support/fixture.ts';
import { endAllServers, processesNaming, startServerProcess } from '../support/server-process.ts';
import { openLog } from '../../server/logging/log.ts';

describe('a database that takes connections and never answers', () => {
  let site: TestApp;
  let line: Line;
  let log = '';
  beforeAll(async () => {
    site = await openTestApp({ through: async (url) => (line = await openLine(url)).url, log: openLog('error', { write: (text) => { log += text; } }) });
  });
  afterAll(async () => {
    line.speak();
    await site.close();
    await line.close();
  });

  const timed = async (ask: Promise<Response>) => {
    const began = performance.now();
    const { status } = await ask;
    return { status, ms: performance.now() - began };
  };

  test('holds no page up; writes say so; and all is well by itself when it answers again', async () => {
    const learner = site.visitor();
    const save = (code: string) => learner.json('PUT', paths.api.draft('sum-of'), { runtime: 'javascript', code });
    await save('kept');
    const pages = [paths.home(), paths.track('languages'), paths.lesson('functions'), paths.exercise('sum-of'), paths.playground()];
    for (const path of pages) await learner.get(path); // what is rendered once is rendered
    line.fallSilent();
    for (const { status, ms } of await Promise.all(pages.map((path) => timed(learner.get(path))))) {
      expect(status).toBe(200);
      expect(ms).toBeLessThan(1_900);
    }
    expect((await timed(site.visitor().get(paths.home()))).ms).toBeLessThan(500); // somebody whom the database need not be asked about
    const progress = await timed(learner.get(paths.progress()));
    expect([progress.status, progress.ms < 1_900]).toEqual([503, true]);

    const write = await timed(save('lost?'));
    expect(write.status).toBe(503);
    expect(write.ms).toBeLessThan(5_600);
    // From here on the server knows, and nobody waits at all: neither in a line of requests nor for a form.
    const answers = await Promise.all([...Array.from({ length: 30 }, () => timed(save('lost?'))), ...pages.map((path) => timed(learner.get(path))), timed(learner.get('/readyz'))]);
    expect(answers.map(({ status }) => status)).toEqual([...Array.from({ length: 30 }, () => 503), ...pages.map(() => 200), 503]);
    for (const { ms } of answers) expect(ms).toBeLessThan(1_000);
    const refused = await learner.form(paths.exercise('sum-of'), { runtime: 'javascript', action: 'submit', code: 'precious' });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
    const html = await refused.text();
    expect(html).toContain('precious');
    expect(html).toContain('the database does not answer');
    expect((await learner.json('POST', paths.api.runs('sum-of'), { code: 'export const sumOf = () => 3' })).status).toBe(200);

    line.speak();
    await expect.poll(async () => (await learner.get('/readyz')).status, { timeout: 5_000 }).toBe(200);
    expect(await (await learner.get(paths.api.draft('sum-of'))).json()).toMatchObject({ code: 'kept' });
    expect((await save('going on')).status).toBe(200);
    expect(log).toBe('');
  });

  test('stops a start in one sentence', async () => {
    const dead = await openLine('postgres://a:b@127.0.0.1:1/c');
    dead.fallSilent();
    await expect(openDatabase({ databaseUrl: dead.url, dataDir: '' })).rejects.toThrow(/^The database at 127\.0\.0\.1:\d+ \(DATABASE_URL\) cannot be reached: CONNECT_TIMEOUT\.$/);
    await dead.close();
  });
});

test('the embedded Postgres stopped and started again under requests: pages go on, writes say so, and nothing acknowledged is lost', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'groundwork-test-restart-'));
  let said = () => '';
  try {
    const server = startServerProcess({ PORT: '0', RUNNERS: '1', RUNS_PER_MINUTE: '0', LOG_LEVEL: 'error', CURRICULUM_DIR: fixtureCurriculum, DATA_DIR: join(folder, 'data') });
    said = server.output;
    const url = await server.ready();
    const [postgres] = await processesNaming(join(folder, 'data', 'postgres'));
    if (postgres === undefined) throw new Error('no Postgres');
    const json = { 'content-type': 'application/json' };
    const save = (code: string, cookie = '') => fetch(url + paths.api.draft('sum-of'), { method: 'PUT', headers: { ...json, cookie }, body: JSON.stringify({ runtime: 'javascript', code }) });
    const cookie = (await save('first')).headers.getSetCookie()[0]?.split(';')[0] ?? '';

    let saved = 'first';
    const over = new AbortController();
    const answers = { pages: new Map<number, number>(), writes: new Map<number, number>() };
    const count = (in_: Map<number, number>, status: number) => in_.set(status, (in_.get(status) ?? 0) + 1);
    const sentences = new Set<string>();
    const reading = (async () => {

      for (; !over.signal.aborted; await pause()) count(answers.pages, (await fetch(url + paths.exercise('sum-of'), { headers: { cookie } })).status);
    })();
    const writing = (async () => {
      for (let number = 0; !over.signal.aborted; number += 1, await pause()) {
        const answer = await save(`save ${number}`, cookie);
        count(answers.writes, answer.status);
        if (answer.status === 200) saved = `save ${number}`;
        else sentences.add((await answer.json() as { detail: string }).detail);
      }
    })();

    for (const signal of ['SIGINT', 'SIGKILL'] as const) {
      const [pid] = await processesNaming(join(folder, 'data', 'postgres'));
      process.kill(pid ?? postgres, signal);
      await expect.poll(async () => (await fetch(`${url}/readyz`)).status, { interval: 20, timeout: 5_000 }).toBe(503);
      await expect.poll(async () => (await fetch(`${url}/readyz`)).status, { timeout: 15_000 }).toBe(200);
    }
    await pause(300);
    over.abort();
    await Promise.all([reading, writing]);

    expect([...answers.pages.keys()]).toEqual([200]);
    expect([...answers.writes.keys()].sort()).toEqual([200, 503]);
    expect([...sentences]).toEqual([expect.stringContaining('the database does not answer')]);
    expect(await (await fetch(url + paths.api.draft('sum-of'), { headers: { cookie } })).json()).toMatchObject({ code: saved });
    // The lock that makes it the only server of its data folder was taken again.
    const second = startServerProcess({ PORT: '0', RUNNERS: '1', CURRICULUM_DIR: fixtureCurriculum, DATA_DIR: join(folder, 'data') });
    expect(await second.exit()).toBe(1);
    expect(second.output()).toContain('is in use by another server');
    server.kill('SIGTERM');
    expect(await server.exit()).toBe(0);
  } catch (cause) {
    throw new Error(`The server has said:\n${said()}`, { cause });
  } finally {
    endAllServers();
    for (const pid of await processesNaming(folder)) process.kill(pid, 'SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
}, 60_000);

function pause(ms = 20): Promise<void> {
  return new Promise((resolve) => { setTimeout(resolve, ms); });
}

interface Line { url: string; fallSilent(): void; speak(): void; close(): Promise<void> }

/** Passes on what is said to a database, until it falls silent: then it goes on taking connections and answers none. */
async function openLine(databaseUrl: string): Promise<Line> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let silent = false;
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => { sockets.delete(socket); });
  };
  const server = createServer((near) => {
    keep(near);
    if (silent) {
      near.resume();
      return;
    }
    const far = connect(Number(target.port), target.hostname);
    keep(far);
    near.pipe(far).pipe(near);
    near.once('close', () => far.destroy());
    far.once('close', () => near.destroy());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = new URL(databaseUrl);
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    fallSilent: () => {
      silent = true;
      for (const socket of sockets) {
        socket.unpipe();
        socket.resume();
      }
    },
    speak: () => { silent = false; },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
