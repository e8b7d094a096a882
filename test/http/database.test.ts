import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import postgres from 'postgres';
import { paths } from '../../server/contract/paths.ts';
import { migrate } from '../../server/database/migrate.ts';
import { openDatabase } from '../../server/database/open.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { openTestDatabase } from '../support/database.ts';

test('several servers that start at once migrate once', async () => {
  const { url, drop } = await openTestDatabase();
  await Promise.all(Array.from({ length: 4 }, () => migrate(url)));
  const databases = await Promise.all(Array.from({ length: 3 }, () => openDatabase({ databaseUrl: url, dataDir: '' })));
  for (const database of databases) await database.ping();
  const sql = postgres(url, { max: 1 });
  const applied = await sql<{ hash: string }[]>`select hash from drizzle.__drizzle_migrations`;
  expect(new Set(applied.map(({ hash }) => hash)).size).toBe(applied.length);
  expect((await sql`select table_name from information_schema.tables where table_schema = 'public'`).map(({ table_name: name }) => name).sort())
    .toEqual(['drafts', 'give_ups', 'learners', 'submissions']);
  await sql.end();
  for (const database of databases) await database.close();
  await drop();
});

test.each([
  ['postgres://groundwork:secret@127.0.0.1:1/groundwork', 'The database at 127.0.0.1:1 (DATABASE_URL) cannot be reached: ECONNREFUSED.'],
  ['postgres://groundwork:secret@no-such-host.invalid/groundwork', 'The database at no-such-host.invalid:5432 (DATABASE_URL) cannot be reached: ENOTFOUND.'],
])('an address that nobody answers at is one sentence without the password: %s', async (databaseUrl, sentence) => {
  await expect(openDatabase({ databaseUrl, dataDir: '' })).rejects.toThrow(sentence);
});

test('a wrong password and a database that is not there are one sentence each', async () => {
  const { url, drop } = await openTestDatabase();
  const wrong = new URL(url);
  wrong.password = 'wrong';
  await expect(openDatabase({ databaseUrl: wrong.href, dataDir: '' })).rejects.toThrow(/refuses the user or the password/);
  const missing = new URL(url);
  missing.pathname = '/missing';
  await expect(openDatabase({ databaseUrl: missing.href, dataDir: '' })).rejects.toThrow(/The database missing does not exist/);
  await drop();
});

// A database that goes away: the app reaches it through a door that can be shut.
let site: TestApp;
let door: Door;
beforeAll(async () => {
  site = await openTestApp({ through: async (url) => (door = await openDoor(url)).url });
});
afterAll(async () => {
  await site.close();
  await door.shut();
});

test('when the database goes away pages are read from memory, writes say so, and all is well when it is back', async () => {
  const learner = site.visitor();
  await learner.json('PUT', paths.api.draft('sum-of'), { runtime: 'javascript', code: 'kept' });
  const complain = vi.spyOn(console, 'error');
  await door.shut();

  for (const path of [paths.home(), paths.track('languages'), paths.lesson('functions'), paths.exercise('sum-of'), paths.playground()]) {
    expect([path, (await learner.get(path)).status]).toEqual([path, 200]);
  }
  expect(await learner.page(paths.exercise('sum-of'))).toContain('database does not answer');

  for (const response of [
    await learner.json('PUT', paths.api.draft('sum-of'), { runtime: 'javascript', code: 'lost?' }),
    await learner.json('POST', paths.api.submissions('sum-of'), { code: 'lost?' }),
    await learner.get(paths.api.progress()),
    await learner.get(paths.api.history('sum-of')),
  ]) {
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await response.json()).toMatchObject({ type: 'urn:groundwork:problem:database-unavailable', detail: expect.stringContaining('database does not answer') });
  }
  const form = await learner.form(paths.exercise('sum-of'), { runtime: 'javascript', action: 'submit', code: 'precious' });
  expect(form.status).toBe(503);
  expect(await form.text()).toContain('precious');
  expect((await learner.get(paths.progress())).status).toBe(503);
  expect((await learner.get('/readyz')).status).toBe(503);
  expect((await learner.get('/healthz')).status).toBe(200);
  // Runs need no database.
  expect((await learner.json('POST', paths.api.runs('sum-of'), { code: 'export const sumOf = () => 3' })).status).toBe(200);
  expect((await learner.form(paths.exercise('sum-of'), { runtime: 'javascript', action: 'run', code: 'export const sumOf = () => 3' })).status).toBe(200);
  expect(complain).not.toHaveBeenCalled();
  complain.mockRestore();

  await door.open();
  await expect.poll(async () => (await learner.get('/readyz')).status).toBe(200);
  expect(await (await learner.get(paths.api.draft('sum-of'))).json()).toMatchObject({ code: 'kept' });
  expect((await learner.json('PUT', paths.api.draft('sum-of'), { runtime: 'javascript', code: 'going on' })).status).toBe(200);
});

interface Door { url: string; shut(): Promise<void>; open(): Promise<void> }

/** Passes connections on to a database until it is shut; then nobody answers at its address, as with a server that is down. */
async function openDoor(databaseUrl: string): Promise<Door> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const [socket, other] of [[near, far], [far, near]] as const) {
      sockets.add(socket);
      socket.pipe(other);
      socket.once('error', () => other.destroy());
      socket.once('close', () => { sockets.delete(socket); other.destroy(); });
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const url = new URL(databaseUrl);
  url.port = String(port);
  return {
    url: url.href,
    shut: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    open: async () => { await once(server.listen(port, '127.0.0.1'), 'listening'); },
  };
}
