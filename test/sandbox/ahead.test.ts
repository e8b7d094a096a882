import { expect, test } from 'vitest';
import type { Runtime } from '../../server/contract/runtimes.ts';
import { AheadPlan, needsOf, sizeOf, suitable } from '../../server/sandbox/ahead.ts';

function planFor(runtimes: Runtime[], budgetMb = 10_000, now?: () => number): AheadPlan {
  const plan = new AheadPlan({ budgetMb, ...(now ? { now } : {}) });
  for (const runtime of runtimes) plan.used(runtime);
  return plan;
}

const holder = (...ahead: Runtime[]) => ({ idle: true, ahead: new Set(ahead) });

/** Follows a plan to its end. */
function follow(plan: AheadPlan, holders: { idle: boolean; ahead: Set<Runtime> }[]): string[] {
  const steps: string[] = [];
  for (let step = plan.next(holders); step; step = plan.next(holders)) {
    steps.push(`${step.order} ${step.runtime} ${holders.indexOf(step.holder)}`);
    if (step.order === 'prepare') step.holder.ahead.add(step.runtime);
    else step.holder.ahead.delete(step.runtime);
    if (steps.length > 50) throw new Error('a plan without an end');
  }
  return steps;
}

test('every runtime in use gets one instance before any gets a second, the latest used first', () => {
  let now = 0;
  const plan = planFor(['php'], 10_000, () => now);
  now += 1;
  plan.used('python');
  expect(follow(plan, [holder(), holder()])).toEqual(['prepare python 0', 'prepare php 1', 'prepare python 1', 'prepare php 0']);
});

test('runtimes that are there at once are nothing to make ahead', () => {
  const plan = planFor(['javascript']);
  plan.used('typescript');
  expect(follow(plan, [holder()])).toEqual([]);
});

test('a budget holds, and a smaller runtime still finds room in it', () => {
  const plan = planFor(['php', 'python'], sizeOf('python') + 2 * sizeOf('php'));
  const holders = [holder(), holder(), holder()];
  follow(plan, holders);
  const all = holders.flatMap(({ ahead }) => [...ahead]);
  expect(all.toSorted()).toEqual(['php', 'php', 'python']);
});

test('what has not been used for long is let go of', () => {
  let now = 0;
  const plan = planFor(['python', 'php'], 10_000, () => now);
  now = 9 * 60_000;
  plan.used('php');
  now = 11 * 60_000;
  expect(follow(plan, [holder('python', 'php'), holder('python')])).toEqual(['drop python 0', 'drop python 1', 'prepare php 1']);
});

test('a runner at work is left alone', () => {
  const plan = planFor(['php']);
  expect(follow(plan, [{ idle: false, ahead: new Set() }])).toEqual([]);
});

test('one that cannot be made is not tried again until it is asked for', () => {
  const plan = planFor(['php']);
  plan.failed('php');
  expect(plan.next([holder()])).toBeUndefined();
  plan.used('php');
  expect(plan.next([holder()])?.order).toBe('prepare');
});

test('a run goes where an instance is ready for it, and otherwise where it takes nothing from others', () => {
  const runner = (preparing: boolean, ...ahead: Runtime[]) => ({ preparing, ahead: new Set(ahead) });
  const [bare, php, both, making] = [runner(false), runner(false, 'php'), runner(false, 'php', 'python'), runner(true, 'python')];
  expect(suitable([bare, php, both, making], ['python'])).toBe(both);
  expect(suitable([making, bare, php], ['python'])).toBe(bare);
  expect(suitable([both, php, bare], [])).toBe(bare);
  expect(suitable([making], [])).toBe(making);
  expect(suitable([], [])).toBeUndefined();
});

test('a program with a database needs a Postgres, and a program in WebAssembly its own instance', () => {
  const call = { kind: 'call' as const, function: 'f', args: [] };
  expect(needsOf({ runtime: 'typescript', inputs: [call, { ...call, data: { sql: '' } }] })).toEqual(['sql']);
  expect(needsOf({ runtime: 'typescript', inputs: [{ ...call, data: { redis: '' } }] })).toEqual([]);
  expect(needsOf({ runtime: 'python', inputs: [call] })).toEqual(['python']);
  expect(needsOf({ runtime: 'sql', inputs: [{ kind: 'query', setup: '', attempts: [], explain: false }] })).toEqual(['sql']);
});
