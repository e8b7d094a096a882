import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { paths } from '../../server/contract/paths.ts';
import { freePort } from '../support/live-server.ts';
import { startServerProcess } from '../support/server-process.ts';
import { Connection } from './connection.ts';
import { cpuBetween, cpuUsed } from './cpu.ts';
import { type Figure, quantile } from './figures.ts';

const START_S = 3;
const GIVE_UP_MS = 60_000;
const CONNECTIONS = 4;
const LOOK_MS = 500;

/** `npm start` on a data folder that has been used before, until the first page; then, of the last one, how many lesson pages it serves. */
export async function measureStart(curriculumDir: string, lessonId: string, starts: number, pageMs: number): Promise<Figure[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'groundwork-bench-'));
  const seconds: number[] = [];
  let pages: Figure[] = [];
  try {
    for (let round = 0; round <= starts; round += 1) {
      const port = await freePort();
      const url = `http://localhost:${port}`;
      const began = performance.now();
      const server = startServerProcess({ PORT: String(port), DATA_DIR: dataDir, CURRICULUM_DIR: curriculumDir, RUNS_PER_MINUTE: '0' }, ['npm', 'start']);
      try {
        await firstPage(url, began);
        if (round > 0) seconds.push((performance.now() - began) / 1000); // the first one makes the database
        if (round === starts) {
          await server.ready();
          await settled(server.pid);
          pages = await servePages(url, server.pid, lessonId, pageMs);
        }
      } finally {
        server.killGroup('SIGTERM');
        await server.exit();
      }
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
  return [{ name: 'second npm start, to its first page: median', value: quantile(seconds, 0.5), unit: 's', target: START_S, note: `of ${seconds.length}` }, ...pages];
}

async function firstPage(url: string, began: number): Promise<void> {
  for (;;) {
    const status = await fetch(url).then(async (response) => {
      await response.arrayBuffer();
      return response.status;
    }, () => undefined);
    if (status === 200) return;
    if (performance.now() - began > GIVE_UP_MS) throw new Error(`no page in ${GIVE_UP_MS} ms`);
    await sleep(10);
  }
}

/** Waits until the server no longer draws lessons ahead, which takes some seconds of a start: for so long as it takes more than a tenth of a core. */
async function settled(npm: number): Promise<void> {
  for (const until = performance.now() + GIVE_UP_MS; performance.now() < until;) {
    const before = await cpuUsed(npm);
    await sleep(LOOK_MS);
    if (cpuBetween(before, await cpuUsed(npm), 'server') < LOOK_MS / 10) return;
  }
  throw new Error(`the server was still at work after ${GIVE_UP_MS} ms`);
}

async function servePages(url: string, npm: number, lessonId: string, ms: number): Promise<Figure[]> {
  const connections = Array.from({ length: CONNECTIONS }, () => new Connection(url));
  const serve = async (until: number): Promise<number> => {
    const counts = await Promise.all(connections.map(async (connection) => {
      const request = connection.request('GET', paths.lesson(lessonId));
      let count = 0;
      for (; performance.now() < until; count += 1) {
        const answer = await connection.ask(request);
        if (!answer.startsWith('HTTP/1.1 200')) throw new Error(`the lesson answered ${answer.slice(0, 200)}`);
      }
      return count;
    }));
    return counts.reduce((sum, count) => sum + count, 0);
  };
  try {
    await serve(performance.now() + ms / 4);
    const before = await cpuUsed(npm);
    const began = performance.now();
    const count = await serve(began + ms);
    const passed = (performance.now() - began) / 1000;
    const used = cpuBetween(before, await cpuUsed(npm), 'server');
    return [
      { name: 'lesson pages over HTTP', value: count / passed, unit: '/s', note: `${CONNECTIONS} connections, one server process` },
      {
        name: 'lesson page over HTTP: the server\'s CPU time', unit: 'ms',
        ...(before.length === 0 ? { note: 'only Linux tells' } : { value: used / count, note: 'not compressed' }),
      },
    ];
  } finally {
    for (const connection of connections) connection.close();
  }
}
