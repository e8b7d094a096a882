import { Hono } from 'hono';
import { within } from '../database/unavailable.ts';
import type { AppEnv, Services } from '../services.ts';

const PATIENCE_MS = 2_000; // a database that takes longer to answer `select 1` is not ready

/** For whatever watches the server: alive, ready, and what it is doing. */
export function healthRoutes({ database, sandbox, metrics }: Services) {
  return new Hono<AppEnv>()
    .get('/healthz', (c) => c.json({ status: 'alive' }))
    .get('/readyz', async (c) => {
      const runners = sandbox.ready();
      const databaseProblem = await problemOf(database.ping());
      const checks = {
        database: databaseProblem === undefined ? { ok: true } : { ok: false, why: databaseProblem },
        runners,
      };
      const ready = checks.database.ok && checks.runners.ok;
      return c.json({ status: ready ? 'ready' : 'not-ready', checks }, ready ? 200 : 503);
    })
    .get('/metrics', async (c) => c.text(await metrics.text(), 200, { 'Content-Type': metrics.contentType }));
}

async function problemOf(ping: Promise<void>): Promise<string | undefined> {
  return within(PATIENCE_MS, ping).then(() => undefined, () => `The database does not answer, or takes longer than ${PATIENCE_MS / 1000} s.`);
}
