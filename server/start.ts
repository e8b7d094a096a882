import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { getRequestListener } from '@hono/node-server';
import { createApp } from './app.tsx';
import { type CurriculumProblem, formatProblem } from './curriculum/problem.ts';
import { prerender } from './curriculum/prerender.ts';
import { type CurriculumSource, openCurriculum } from './curriculum/watch.ts';
import { keepSecret, prepareDataFolder } from './database/data-folder.ts';
import { type Database, openDatabase } from './database/open.ts';
import type { Settings } from './env.ts';
import { DatasetMemory } from './datasets/memory.ts';
import { StartProblem } from './errors.ts';
import { MistakeMemory } from './judge/mistake-memory.ts';
import { rememberReferences } from './judge/reference.ts';
import { ReferenceMemory } from './judge/reference-memory.ts';
import type { Log } from './logging/log.ts';
import { openSandbox, type RunnerSandbox } from './sandbox/sandbox.ts';
import type { Deps } from './services.ts';
import { readAssets } from '../web/assets.ts';

const QUIET_MS = 10_000; // until what nobody waits for begins: whoever opened the site comes first
const FINISH_MS = 3_500; // of the 5 s a stop may take, what running work and answers under way may have; the database needs the rest

export interface RunningServer {
  /** Where to point a browser. */
  address: string;
  /** Takes no more requests, lets running work finish, closes everything. */
  stop(): Promise<void>;
  /** For an end at once: tells what would outlive the process, and waits for nothing. */
  abandon(): void;
}

/**
 * Opens everything at once and answers from the first moment: requests that come before the app is ready wait for it.
 * @throws StartProblem with everything closed again
 */
export async function startServer(settings: Settings, assetsDir: string, log: Log): Promise<RunningServer> {
  const opened: Opened = {};
  const whenReady = Promise.withResolvers<ReturnType<typeof createApp>['app']>();
  whenReady.promise.catch(() => undefined); // the failure is thrown below; a request that waits is cut off
  const http = createServer(getRequestListener(async (request, env) => (await whenReady.promise).fetch(request, env)));
  try {
    await listen(http, settings);
    const { app, desk, datasets } = createApp({ ...await open(settings, assetsDir, log, opened), log });
    await desk.open();
    whenReady.resolve(app);
    const ending = new AbortController();
    if (opened.curriculum) {
      const curriculum = opened.curriculum.current();
      void prerender(curriculum);
      void sleep(QUIET_MS, undefined, { signal: ending.signal, ref: false }).then(() => datasets.lookAhead(curriculum.exercises.values(), ending.signal), () => undefined);
      opened.sandbox?.expect(new Set([...curriculum.exercises.values()].flatMap(({ runtimes }) => runtimes)));
    }
    return {
      address: addressOf(http, settings),
      stop: async () => {
        ending.abort();
        const answered = new Promise<void>((resolve) => { http.close(() => { resolve(); }); });
        await Promise.race([Promise.all([answered, desk.close(), opened.sandbox?.close()]), sleep(FINISH_MS)]);
        await desk.abandon();
        http.closeAllConnections();
        await closeAll(opened);
      },
      abandon: () => { opened.database?.abandon(); },
    };
  } catch (error) {
    whenReady.reject(error);
    http.close();
    http.closeAllConnections();
    await closeAll(opened);
    throw error;
  }
}

interface Opened { database?: Database; sandbox?: RunnerSandbox; curriculum?: CurriculumSource }

/** Side by side, because each of them waits for something else; what did open is in `opened` even when another fails. */
async function open(settings: Settings, assetsDir: string, log: Log, opened: Opened): Promise<Deps> {
  const { dataDir } = settings;
  const parts = {
    sandbox: openSandbox({ runners: settings.runners, aheadMb: settings.aheadMb, onRunnerEnd: noteEnd(log) }).then((sandbox) => opened.sandbox = sandbox),
    database: openDatabase(settings).then((database) => opened.database = database),
    curriculum: openCurriculum(settings.curriculumDir, { watch: true, cacheFolder: join(dataDir, 'cache'), onProblems: print }).then((curriculum) => opened.curriculum = curriculum),
    sessionSecret: settings.sessionSecret ?? prepareDataFolder(dataDir).then(() => keepSecret(dataDir, 'session-secret')),
    mistakeMemory: prepareDataFolder(dataDir).then(() => MistakeMemory.open(join(dataDir, 'cache'))),
    referenceMemory: prepareDataFolder(dataDir).then(() => ReferenceMemory.open(join(dataDir, 'cache'))),
    datasetMemory: prepareDataFolder(dataDir).then(() => DatasetMemory.open(join(dataDir, 'cache'))),
    assets: (async () => readAssets(assetsDir))(),
  };
  const failures = (await Promise.allSettled(Object.values(parts))).flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
  // A sentence for the operator before an error of ours, should both have happened.
  if (failures.length > 0) throw failures.find((failure) => failure instanceof StartProblem) ?? failures[0];
  rememberReferences(await parts.sandbox, await parts.referenceMemory);
  return {
    database: await parts.database, sandbox: await parts.sandbox, curriculum: await parts.curriculum, assets: await parts.assets, assetsDir,
    mistakeMemory: await parts.mistakeMemory, datasetMemory: await parts.datasetMemory,
    settings: { ...settings, sessionSecret: await parts.sessionSecret },
  };
}

/** What a process says that has met a learner's program may hold a part of that; what it says before is ours. */
function noteEnd(log: Log): NonNullable<Parameters<typeof openSandbox>[0]['onRunnerEnd']> {
  return ({ pid, cause, runs, words }) => {
    log[cause === 'not-started' ? 'warn' : 'debug']({ runner: pid, cause, runs, ...(runs === 0 && words !== '' && { words }) }, `a runner has ended: ${cause}`);
  };
}

async function closeAll({ database, sandbox, curriculum }: Opened): Promise<void> {
  await Promise.allSettled([sandbox?.close(), curriculum?.close()]);
  await database?.close();
}

function listen(http: Server, { host, port }: Settings): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once('error', (cause: NodeJS.ErrnoException) => { reject(new StartProblem(whyNotListening(cause, host, port), { cause })); });
    http.listen(port, host, () => { resolve(); });
  });
}

function whyNotListening({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  switch (code) {
    case 'EADDRINUSE': return `Port ${port} on ${host} is in use by another program; stop that one, or set PORT to another port.`;
    case 'EACCES': return `This user may not open port ${port}; set PORT to a port above 1023.`;
    case 'EADDRNOTAVAIL': case 'ENOTFOUND': return `This machine has no address ${host}; set HOST to one it has, such as 127.0.0.1 or 0.0.0.0.`;
    default: return `The server cannot listen on ${host}:${port} (${code ?? message}).`;
  }
}

function addressOf(http: Server, { host, publicUrl }: Settings): string {
  if (publicUrl !== undefined) return publicUrl;
  const bound = http.address();
  const port = typeof bound === 'object' && bound ? bound.port : 0;
  const name = ['127.0.0.1', '0.0.0.0', '::', '::1'].includes(host) ? 'localhost' : host;
  return `http://${name}:${port}`;
}

function print(problems: CurriculumProblem[]): void {
  for (const problem of problems) console.error(formatProblem(problem));
}
