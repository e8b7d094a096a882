import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { defaultLimits } from '../../server/contract/limits.ts';
import type { RunRequest } from '../../server/contract/observation.ts';
import { SandboxBusy } from '../../server/errors.ts';
import type { RunnerEnd } from '../../server/sandbox/pool.ts';
import { prepareRunners } from '../../server/sandbox/prepare/prepare.ts';
import { openSandbox, type RunnerSandbox, type SandboxOptions } from '../../server/sandbox/sandbox.ts';
import { honestRun } from './hostile/scenario.ts';

const request = (code: string, timeMs = 2_000): RunRequest => ({
  runtime: 'javascript', code, files: {}, limits: { ...defaultLimits, timeMs }, inputs: [{ kind: 'program', stdin: '', argv: [] }],
});

async function withSandbox(options: SandboxOptions, work: (sandbox: RunnerSandbox) => Promise<void>): Promise<void> {
  const sandbox = await openSandbox(options);
  try {
    await work(sandbox);
  } finally {
    await sandbox.close();
  }
}

function killAll(sandbox: RunnerSandbox): void {
  for (const pid of sandbox.pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // it has just ended
    }
  }
}

test('while no runner can start, runs are refused at once and ready() says why; it recovers by itself, later and later', async () => {
  let broken = false;
  const attempts: number[] = [];
  const prepare: typeof prepareRunners = (...folder) => {
    if (!broken) return prepareRunners(...folder);
    if (performance.now() - (attempts.at(-1) ?? 0) > 50) attempts.push(performance.now()); // those that start together count once
    return Promise.reject(new Error('the disk is full'));
  };
  await withSandbox({ runners: 1, prepare }, async (sandbox) => {
    expect(await honestRun(sandbox, 1)).toEqual([]);
    broken = true;
    killAll(sandbox);
    await vi.waitFor(() => expect(sandbox.ready()).toEqual({ ok: false, why: 'No runner can start: the disk is full' }), 5_000);
    await vi.waitFor(() => expect(attempts.length).toBeGreaterThanOrEqual(4), 10_000);
    const since = performance.now();
    await expect(sandbox.run(request(''), { owner: 'one' })).rejects.toThrow(SandboxBusy);
    expect(performance.now() - since).toBeLessThan(100);
    expect(sandbox.busy + sandbox.queued).toBe(0);
    const [one = 0, two = 0, three = 0] = attempts.slice(-3);
    expect(three - two).toBeGreaterThan((two - one) * 1.3);
    expect(sandbox.stats().failedStarts).toBeGreaterThanOrEqual(attempts.length);
    broken = false;
    await vi.waitFor(() => expect(sandbox.ready()).toEqual({ ok: true }), 10_000);
    expect(await honestRun(sandbox, 2)).toEqual([]);
  });
});

test('a run whose runner is lost while none can start is refused, not kept waiting', async () => {
  let broken = false;
  const prepare: typeof prepareRunners = (...folder) => (broken ? Promise.reject(new Error('no memory')) : prepareRunners(...folder));
  await withSandbox({ runners: 1, prepare, bubblewrap: false }, async (sandbox) => {
    broken = true;
    killAll(sandbox); // their death is not known here yet: the run is handed to a dead runner
    await expect(sandbox.run(request(''), { owner: 'one' })).rejects.toThrow(SandboxBusy);
  });
});

test('runners that end before they are of any use are started less and less often', async () => {
  const ends: RunnerEnd[] = [];
  await withSandbox({ runners: 1, onRunnerEnd: (end) => ends.push(end) }, async (sandbox) => {
    // Without pauses, ends follow one another as fast as runners start: a few hundred milliseconds apart.
    let longestPause = 0;
    let told = 0;
    let since = performance.now();
    for (const until = since + 20_000; performance.now() < until && longestPause < 2_500; await sleep(20)) {
      killAll(sandbox);
      if (ends.length > told) [told, since] = [ends.length, performance.now()];
      longestPause = Math.max(longestPause, performance.now() - since);
    }
    expect(longestPause).toBeGreaterThanOrEqual(2_500);
    await vi.waitFor(() => expect(sandbox.ready()).toEqual({ ok: true }), 15_000);
    expect(await honestRun(sandbox, 3)).toEqual([]);
  });
}, 40_000);

test('each runner that ends is told of, with its cause', async () => {
  const ends: RunnerEnd[] = [];
  await withSandbox({ runners: 1, onRunnerEnd: (end) => ends.push(end) }, async (sandbox) => {
    await sandbox.run(request('Array(1e9).fill(0)', 5_000), { owner: 'one' });
    await vi.waitFor(() => expect(ends).toEqual([expect.objectContaining({ cause: 'memory', runs: 1 })]), 5_000);
    await sandbox.run(request('Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)', 100), { owner: 'one' });
    await vi.waitFor(() => expect(ends.at(-1)).toMatchObject({ cause: 'deadline' }), 5_000);
    expect(sandbox.stats().replaced).toEqual({ memory: 1, deadline: 1 });
  });
  expect(ends.filter(({ cause }) => cause === 'closed').length).toBeGreaterThan(0);
});

test('a runner that cannot start is told of, with its last words', async () => {
  const ends: RunnerEnd[] = [];
  const prepare: typeof prepareRunners = async () => ({ ...await prepareRunners(), javascript: '/nowhere' });
  await withSandbox({ runners: 1, prepare, onRunnerEnd: (end) => ends.push(end) }, async (sandbox) => {
    expect(sandbox.ready()).toMatchObject({ ok: false, why: expect.stringMatching(/^No runner can start: Error: .*(restricted|no such file)/) });
    expect(ends[0]).toMatchObject({ cause: 'not-started', runs: 0, words: expect.stringContaining('/nowhere/packages.json') });
  });
});

const FILES = '/proc/self/fd';

/** What this process holds: open files by what they are, children, zombies. */
function holdings(): { files: number; children: number; timers: number } {
  const files = readdirSync(FILES).filter((name) => {
    try {
      return /pipe|socket/.test(readlinkSync(`${FILES}/${name}`));
    } catch {
      return false;
    }
  });
  const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').split(' ').filter(Boolean);
  return { files: files.length, children: children.length, timers: process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length };
}

test('300 runs, good and bad, leave no process, no zombie, no open file and no timer; worn runners are replaced unnoticed', async () => {
  const before = holdings();
  const sandbox = await openSandbox({ runners: 2, runsPerRunner: 40 });
  const bad = ['for (;;);', 'for (;;) console.log("spam")', '"x".repeat(5e8).split("")', 'process.exit(3)', 'throw 1', '{'];
  const problems: string[] = [];
  let next = 0;
  await Promise.all(Array.from({ length: 4 }, async (_, lane) => {
    while (next < 300) {
      const number = (next += 1);
      if (number % 25 === 0) await sandbox.run(request(bad[(number / 25) % bad.length]!, 100), { owner: `lane ${lane}` });
      else problems.push(...await honestRun(sandbox, number, `lane ${lane}`));
    }
  }));
  expect(problems).toEqual([]);
  expect(sandbox.stats().replaced['worn']).toBeGreaterThanOrEqual(2);
  expect(sandbox.pids.length).toBeLessThanOrEqual(4);
  const { pids } = sandbox;
  await sandbox.close();
  await sleep(200);
  const after = holdings();
  expect((['files', 'children', 'timers'] as const).filter((name) => after[name] > before[name])).toEqual([]);
  expect(pids.filter((pid) => readdirSync('/proc').includes(`${pid}`))).toEqual([]);
}, 60_000);
