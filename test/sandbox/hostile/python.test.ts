import { expect, test } from 'vitest';
import { useSandbox } from '../support.ts';
import { readHostilePrograms } from './programs.ts';
import { attackInARow, attackTogether } from './scenario.ts';

// As hostile.test.ts, with programs in Python. After each test, no runner may still be at work.

const programs = readHostilePrograms('python-programs');
const tools = useSandbox(2);

test('there are programs for everything that is tried', () => {
  expect(programs.length).toBeGreaterThanOrEqual(30);
});

test.each(programs)('$name: $verdict, and the next honest run is right', async (program) => {
  expect(await attackInARow(tools.sandbox, program, 1)).toEqual([]);
});

test('four at once, each with an honest run beside it that gets its right answer', async () => {
  expect(await attackTogether(tools.sandbox, programs.filter((_, index) => index % 6 === 0), 4)).toEqual([]);
}, 120_000);

test('no runner was lost for a reason of its own', () => {
  const { replaced, failedStarts } = tools.sandbox.stats();
  expect(replaced).not.toHaveProperty('idle');
  expect(failedStarts).toBe(0);
});
