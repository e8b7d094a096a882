import { availableParallelism } from 'node:os';
import { paths } from '../../server/contract/paths.ts';
import type { LiveServer } from '../support/live-server.ts';
import { BareIsolate } from './bare.ts';
import { Connection } from './connection.ts';
import { cpuBetween, cpuUsed } from './cpu.ts';
import { type Figure, quantile } from './figures.ts';
import { becomeGuest, code, exerciseId } from './runs.ts';

const TURN_MS = 1_000;
/** Enough that no runner ever waits for the next run, and few enough that none is refused (16 may wait for each runner). */
const LEARNERS_PER_CORE = 4;
const SHARE = 0.7;
/** Of requests, before any is counted: in the first thousands a server spends a sixth of its time on compiling itself. */
const WARM_UPS = 4;

/**
 * JavaScript runs over HTTP with every core at work, beside the bare isolate in a loop, one process per core. In turns. Both do the
 * same five calls on the same cores. What the loop does not do, and a run does: two processes and a pipe between them, a deadline,
 * a memory limit that is watched, HTTP both ways, a queue, judging, a report, a line in the log; and whoever asks, here a client of
 * the least cost, takes from the same cores. How the CPU time of a run divides among them stands beside.
 */
export async function measureThroughput(server: LiveServer, turns: number): Promise<Figure[]> {
  const cores = availableParallelism();
  const bare = Array.from({ length: cores }, () => new BareIsolate());
  const learners = await Promise.all(Array.from({ length: cores * LEARNERS_PER_CORE }, () => Learner.come(server)));
  try {
    const loop = async (how: 'sync' | 'async') => perSecond(await Promise.all(bare.map((one) => one.loop(how, TURN_MS))));
    const http = async () => {
      const until = performance.now() + TURN_MS;
      return perSecond(await Promise.all(learners.map((learner) => learner.runUntil(until))));
    };
    for (const warmUp of [() => loop('sync'), () => loop('async'), ...Array.from({ length: WARM_UPS }, () => http)]) await warmUp();
    const rounds: { sync: number; async: number; http: number }[] = [];
    const used = { server: 0, runner: 0, asker: 0 };
    while (rounds.length < turns) {
      const [sync, async] = [await loop('sync'), await loop('async')];
      const before = await cpuUsed(process.pid);
      const own = process.cpuUsage();
      rounds.push({ sync, async, http: await http() });
      const { user, system } = process.cpuUsage(own);
      const after = await cpuUsed(process.pid);
      used.asker += (user + system) / 1000;
      for (const part of ['server', 'runner'] as const) used[part] += cpuBetween(before, after, part);
    }
    const runs = rounds.reduce((sum, round) => sum + round.http * TURN_MS / 1000, 0);
    const share = (name: string, ms: number): Figure => ({ name: `CPU time of such a run: ${name}`, unit: 'ms', ...(used.server === 0 ? { note: 'only Linux tells' } : { value: ms / runs }) });
    const median = (of: (round: typeof rounds[number]) => number) => quantile(rounds.map(of), 0.5);
    return [
      { name: 'bare isolate on all cores, synchronous', value: median(({ sync }) => sync), unit: '/s', note: `${cores} processes` },
      { name: 'bare isolate on all cores, asynchronous', value: median((round) => round.async), unit: '/s', note: `${cores} processes` },
      { name: 'JavaScript runs over HTTP, all cores at work', value: median((round) => round.http), unit: '/s', note: `${learners.length} learners; who asks shares the cores` },
      share('runner', used.runner), share('server', used.server), share('who asks', used.asker),
      {
        name: 'JavaScript runs over HTTP ÷ the faster bare loop', value: median((round) => round.http / Math.max(round.sync, round.async)), unit: '×', atLeast: SHARE,
        note: 'median of the rounds\' own ratios',
      },
    ];
  } finally {
    for (const one of bare) one.close();
    for (const learner of learners) learner.leave();
  }
}

/** Somebody who runs the same code again and again. */
class Learner {
  readonly #connection: Connection;
  readonly #request: string;

  private constructor(connection: Connection, cookie: string) {
    this.#connection = connection;
    const body = JSON.stringify({ runtime: 'javascript', code: code.javascript });
    this.#request = connection.request('POST', paths.api.runs(exerciseId), { 'content-type': 'application/json', cookie }, body);
  }

  static async come(server: LiveServer): Promise<Learner> {
    return new Learner(new Connection(server.url), await becomeGuest(server));
  }

  async runUntil(until: number): Promise<number> {
    let count = 0;
    for (; performance.now() < until; count += 1) {
      const answer = await this.#connection.ask(this.#request);
      if (!answer.includes('{"verdict":"passed"')) throw new Error(`a run under load was not passed: ${answer}`);
    }
    return count;
  }

  leave(): void {
    this.#connection.close();
  }
}

function perSecond(counts: number[]): number {
  return counts.reduce((sum, count) => sum + count, 0) / TURN_MS * 1000;
}
