import { expect, test } from 'vitest';
import { program, useSandbox } from '../../support.ts';
import { ARGV, readExpected, readFidelityPrograms, STDIN } from './programs.ts';

const { run } = useSandbox(2);
const programs = readFidelityPrograms();
const expected = readExpected();

test('there are enough programs, and a reference for each', () => {
  expect(programs.length).toBeGreaterThanOrEqual(120);
  expect(Object.keys(expected.programs)).toEqual(programs.map(({ name }) => name));
});

test.each(programs)('$name', async ({ name, code }) => {
  const { observations: [observation], stop, stdout } = await run(code, [program(STDIN, ...ARGV)], { runtime: 'php', limits: { outputBytes: 1024 * 1024 } });
  const exitCode = observation?.ended === 'exited' ? observation.exitCode : stop.reason === 'not-loaded' ? 255 : undefined;
  expect({ stdout, exitCode }).toEqual(expected.programs[name]);
});
