import { expect, test, vi } from 'vitest';
import { QUEUE_PER_RUNNER } from '../../server/contract/limits.ts';
import type { RunEvent } from '../../server/contract/observation.ts';
import { SandboxBusy } from '../../server/errors.ts';
import { openSandbox } from '../../server/sandbox/sandbox.ts';
import { call, program, returned, useSandbox } from './support.ts';

// Without bubblewrap a kill is immediate; inside, it takes a moment until what is within has followed.
const tools = useSandbox(2, { bubblewrap: false });
const { run } = tools;
const SLOW = 'await new Promise((done) => setTimeout(done, 60)); console.log("done")';

test('a runner killed from outside costs only its own run', async () => {
  const slow = run('console.log("begun"); await new Promise((done) => setTimeout(done, 1000))', [program()], {
    onEvent: (event) => {
      if (event.type === 'started') setTimeout(() => tools.sandbox.pids.forEach((pid) => process.kill(pid, 'SIGKILL')), 200);
    },
  });
  expect(await slow).toMatchObject({ stop: { reason: 'crashed' }, stdout: 'begun\n' });
  expect(returned(await run('export const f = () => 1', [call('f')]))).toEqual([1]);
});

test('runners killed while idle cost no run', async () => {
  tools.sandbox.pids.forEach((pid) => process.kill(pid, 'SIGKILL'));
  const outcomes = await Promise.all([1, 2, 3].map((x) => run('export const f = (x) => x', [call('f', x)])));
  expect(outcomes.map(returned)).toEqual([[1], [2], [3]]);
});

test('runners killed again and again, ready ones with those that are still starting, cost no run', async () => {
  for (let round = 0; round < 6; round += 1) {
    tools.sandbox.pids.forEach((pid) => process.kill(pid, 'SIGKILL'));
    const outcomes = await Promise.all([1, 2, 3].map((x) => run('export const f = (x) => x', [call('f', x)])));
    expect(outcomes.map(returned)).toEqual([[1], [2], [3]]);
  }
});

test('an owner has two runs at a time, further ones wait although a runner is free', async () => {
  const sandbox = await openSandbox({ runners: 3 });
  const busy: number[] = [];
  const request = { runtime: 'javascript' as const, code: SLOW, files: {}, limits: { timeMs: 2000, memoryMb: 64, outputBytes: 65_536 }, inputs: [program()] };
  await vi.waitFor(() => expect(sandbox.pids.length).toBe(4));
  await Promise.all(Array.from({ length: 5 }, () => sandbox.run(request, { owner: 'one', onEvent: () => busy.push(sandbox.busy) })));
  expect(Math.max(...busy)).toBe(2);
  await sandbox.close();
});

test('whoever floods waits behind everyone else', async () => {
  const order: string[] = [];
  const flood = Array.from({ length: 8 }, (_, index) => run(SLOW, [program()], { owner: 'flood' }).then(() => order.push(`flood ${index}`)));
  const other = run(SLOW, [program()], { owner: 'other' }).then(() => order.push('other'));
  await Promise.all([...flood, other]);
  expect(order.indexOf('other')).toBeLessThanOrEqual(3);
});

test('a full queue is said to be, with a time to come back', async () => {
  const runs = Array.from({ length: 2 + 2 * QUEUE_PER_RUNNER }, () => run('export const f = () => 1', [call('f')]));
  const refused = await run('export const f = () => 1', [call('f')]).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(SandboxBusy);
  expect((refused as SandboxBusy).retryAfter).toBeGreaterThan(0);
  await Promise.all(runs);
});

test('a run that is cancelled while it waits never starts', async () => {
  const leave = new AbortController();
  const slow = [1, 2].map(() => run(SLOW, [program()], { owner: 'busy' }));
  const events: RunEvent[] = [];
  const waiting = run(SLOW, [program()], { owner: 'busy', signal: leave.signal, onEvent: (event) => events.push(event) });
  leave.abort(new Error('gone'));
  await expect(waiting).rejects.toThrow('gone');
  await Promise.all(slow);
  expect(events.map((event) => event.type)).toEqual(['queued']);
});

test('a run that is cancelled while it runs gives its runner back', async () => {
  const leave = new AbortController();
  const running = run('while (true) {}', [program()], { signal: leave.signal, onEvent: (event) => event.type === 'started' && setTimeout(() => leave.abort(new Error('gone')), 50) });
  await expect(running).rejects.toThrow('gone');
  expect(returned(await run('export const f = () => 1', [call('f')]))).toEqual([1]);
});

test('events tell a run as it happens', async () => {
  const events: RunEvent[] = [];
  await run('export const f = (x) => x', [call('f', 1), call('f', 2)], { onEvent: (event) => events.push(event) });
  expect(events.map((event) => event.type)).toEqual(['started', 'observed', 'observed']);
});

test('close lets running work finish, refuses new work, and leaves no process', async () => {
  const sandbox = await openSandbox({ runners: 1 });
  const request = { runtime: 'javascript' as const, code: SLOW, files: {}, limits: { timeMs: 2000, memoryMb: 64, outputBytes: 65_536 }, inputs: [program()] };
  const running = sandbox.run(request, { owner: 'one' });
  const { pids } = sandbox;
  expect(pids.length).toBeGreaterThan(0);
  const closed = sandbox.close();
  await expect(sandbox.run(request, { owner: 'two' })).rejects.toThrow(SandboxBusy);
  expect((await running).stdout).toBe('done\n');
  await closed;
  expect(pids.filter(isAlive)).toEqual([]);
  expect(sandbox.ready()).toMatchObject({ ok: false });
});

test('when no runner can start, ready() says why and runs are refused', async () => {
  const sandbox = await openSandbox({ runners: 1, prepare: () => Promise.reject(new Error('the disk is full')) });
  expect(sandbox.ready()).toEqual({ ok: false, why: 'No runner can start: the disk is full' });
  const request = { runtime: 'javascript' as const, code: '', files: {}, limits: { timeMs: 2000, memoryMb: 64, outputBytes: 65_536 }, inputs: [program()] };
  await expect(sandbox.run(request, { owner: 'one' })).rejects.toThrow(SandboxBusy);
  await sandbox.close();
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
