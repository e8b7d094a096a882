import { describe, expect, test } from 'vitest';
import { KnownError } from '../../server/errors.ts';
import { Allowance } from '../../server/runs/allowance.ts';
import { Allowances } from '../../server/runs/allowances.ts';

function clock() {
  let now = 1_000_000;
  return { now: () => now, wait: (seconds: number) => { now += seconds * 1000; } };
}

function allowanceOf(perMinute: number) {
  const { now, wait } = clock();
  const allowance = new Allowance(perMinute, now);
  const take = (owner = 'one') => {
    const seconds = allowance.wait(owner);
    if (seconds > 0) return `in ${seconds} s`;
    allowance.spend(owner);
    return 'taken';
  };
  return { take, wait };
}

test('a burst up to the limit is fine; then runs come back evenly', () => {
  const { take, wait } = allowanceOf(6);
  expect(Array.from({ length: 7 }, () => take())).toEqual([...Array.from({ length: 6 }, () => 'taken'), 'in 10 s']);
  wait(9);
  expect(take()).toBe('in 1 s');
  wait(1);
  expect([take(), take()]).toEqual(['taken', 'in 10 s']);
  wait(600);
  expect(Array.from({ length: 7 }, () => take()).at(-1)).toBe('in 10 s');
});

test('owners do not share', () => {
  const { take } = allowanceOf(1);
  expect([take('one'), take('other'), take('one')]).toEqual(['taken', 'taken', 'in 60 s']);
});

test('being refused costs nothing', () => {
  const { take, wait } = allowanceOf(60);
  for (let runs = 0; runs < 60; runs += 1) take();
  for (let tries = 0; tries < 100; tries += 1) expect(take()).toBe('in 1 s');
  wait(1);
  expect(take()).toBe('taken');
});

test('0 means no limit', () => {
  const { take } = allowanceOf(0);
  for (let runs = 0; runs < 1000; runs += 1) expect(take()).toBe('taken');
});

test('what is remembered is bounded: those who were quiet longest are forgotten first, and everybody after a minute', () => {
  const { now, wait } = clock();
  const allowance = new Allowance(1, now, 3);
  for (const owner of ['a', 'b', 'c']) allowance.spend(owner);
  wait(1);
  allowance.spend('a');
  for (let flood = 0; flood < 2; flood += 1) allowance.spend(`flood ${flood}`);
  expect(allowance.size).toBe(3);
  expect([allowance.wait('b'), allowance.wait('c')]).toEqual([0, 0]);
  expect(allowance.wait('a')).toBeGreaterThan(0);
  wait(61);
  allowance.spend('somebody');
  expect(allowance.size).toBe(1);
});

describe('what one learner and one address may do', () => {
  const until = (act: () => void, most = 10_000) => {
    for (let times = 0; times < most; times += 1) {
      try {
        act();
      } catch (error) {
        if (error instanceof KnownError) return { times, says: error.message, status: error.status, retryAfter: error.retryAfter };
        throw error;
      }
    }
    return { times: most };
  };

  test('a class behind one address runs, saves and arrives; a flood that drops its cookies does not', () => {
    const allowances = new Allowances(60, clock().now);
    const learners = Array.from({ length: 200 }, (_, index) => ({ learner: `learner ${index}`, address: '192.0.2.1' }));
    for (const asker of learners) {
      allowances.newcomer(asker.address);
      for (let minute = 0; minute < 6; minute += 1) allowances.run(asker);
      for (let minute = 0; minute < 40; minute += 1) allowances.write(asker);
    }
    expect(until(() => { allowances.newcomer('192.0.2.1'); })).toMatchObject({ times: 100, status: 429, retryAfter: 1 });
    expect(until(() => { allowances.run({ learner: undefined, address: '192.0.2.1' }); })).toMatchObject({ times: 1_200, status: 429, says: expect.stringContaining('from your network') });
    expect(until(() => { allowances.run({ learner: undefined, address: '192.0.2.2' }); })).toMatchObject({ times: 2_400 });
    expect(until(() => { allowances.write({ learner: undefined, address: '192.0.2.2' }); })).toMatchObject({ times: 9_600 });
  });

  test('one learner runs as often as RUNS_PER_MINUTE says, from however many addresses', () => {
    const allowances = new Allowances(60, clock().now);
    let from = 0;
    expect(until(() => { allowances.run({ learner: 'one', address: `192.0.2.${from += 1}` }); })).toMatchObject({ times: 60, says: expect.stringContaining('your 60 runs') });
    expect(until(() => { allowances.write({ learner: 'one', address: '192.0.2.1' }); })).toMatchObject({ times: 240, says: expect.stringContaining('still in the editor') });
  });

  test('0 switches all of it off', () => {
    const allowances = new Allowances(0, clock().now);
    const asker = { learner: 'one', address: '192.0.2.1' };
    expect(until(() => { allowances.run(asker); allowances.write(asker); allowances.newcomer(asker.address); })).toEqual({ times: 10_000 });
  });
});
