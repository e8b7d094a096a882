import { expect, test } from 'vitest';
import { TooManyRuns } from '../../server/errors.ts';
import { Allowance } from '../../server/runs/allowance.ts';

function allowanceOf(perMinute: number) {
  let now = 1_000_000;
  const allowance = new Allowance(perMinute, () => now);
  const take = (owner = 'one') => {
    try {
      allowance.take(owner);
      return 'taken';
    } catch (error) {
      if (error instanceof TooManyRuns) return `in ${error.retryAfter} s`;
      throw error;
    }
  };
  return { take, wait: (seconds: number) => { now += seconds * 1000; } };
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
