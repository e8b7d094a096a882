import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { StartProblem } from '../errors.ts';

const OWNER_LOCK = 7_401_002;
const PATIENCE_MS = 1_000; // Postgres needs a moment to notice that a killed server's connection has gone
const RETRY_MS = 300;

/**
 * Makes this process the one server of an embedded Postgres. The lock is the database's own (an advisory lock of a session),
 * so it goes away with the process, however that ends; a file with a pid would outlive it, and pids are given out again.
 * @throws StartProblem when another living server holds it
 * @returns a function that lets go
 */
export async function own(url: string, dataDir: string): Promise<() => Promise<void>> {
  const released = new AbortController();
  let locking = false;
  const sql = postgres(url, {
    max: 1, connect_timeout: 5, onnotice: () => undefined, max_lifetime: null, idle_timeout: 0,
    backoff: () => 0.2,
    connection: { application_name: `groundwork server ${process.pid}` },
    // Postgres was restarted: take the lock again with the new session.
    onclose: () => { void lockAgain(); },
  });
  // Until Postgres is there again; a connection that cannot be opened calls no `onclose`.
  const lockAgain = async (): Promise<void> => {
    if (locking) return;
    locking = true;
    try {
      while (!released.signal.aborted && !await tryLock(sql).catch(() => false)) await sleep(RETRY_MS, undefined, { ref: false });
    } finally {
      locking = false;
    }
  };
  const release = async () => {
    released.abort();
    await sql.end({ timeout: 1 }).catch(() => undefined);
  };
  try {
    for (const until = Date.now() + PATIENCE_MS; !await tryLock(sql); await sleep(50)) {
      if (Date.now() > until) throw new StartProblem(`The data folder ${dataDir} is in use by another server (${await ownerOf(sql)}); stop that one, or set DATA_DIR to another folder.`);
    }
  } catch (error) {
    await release();
    throw error;
  }
  return release;
}

async function tryLock(sql: postgres.Sql): Promise<boolean> {
  const [row] = await sql<{ locked: boolean }[]>`select pg_try_advisory_lock(${OWNER_LOCK}::bigint) as locked`;
  return row?.locked === true;
}

async function ownerOf(sql: postgres.Sql): Promise<string> {
  const [row] = await sql<{ name: string }[]>`
    select a.application_name as name from pg_locks l join pg_stat_activity a using (pid)
    where l.locktype = 'advisory' and l.objid = ${OWNER_LOCK} and l.granted`;
  return row ? row.name.replace('groundwork server', 'process') : 'it is just ending';
}
