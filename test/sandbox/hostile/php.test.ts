import { expect, test } from 'vitest';
import { useSandbox } from '../support.ts';
import { readHostilePrograms } from './programs.ts';
import { attackInARow, attackTogether } from './scenario.ts';

const programs = readHostilePrograms('php-programs');
const tools = useSandbox(2);

test('there are programs for everything that is tried', () => {
  expect(programs.length).toBeGreaterThanOrEqual(60);
});

test.each(programs)('$name: $verdict, and the next honest run is right', async (program) => {
  expect(await attackInARow(tools.sandbox, program, 1)).toEqual([]);
});

test('eight at once, each with an honest run beside it that gets its right answer', async () => {
  expect(await attackTogether(tools.sandbox, programs.filter((_, index) => index % 4 === 0), 8)).toEqual([]);
}, 120_000);
