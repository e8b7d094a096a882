import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { observed, program, useSandbox } from '../support.ts';
import { useOutcomes } from './together.ts';

// Programs whose outcome was taken from CPython itself: `python3 generate.py` in fidelity/ writes expected.json anew. What differs between
// versions of Python is not in them: the wording of some messages, repr of some types.

interface Expected { stdout: string; exitCode: number; lastOfStderr: string }
const FOLDER = join(import.meta.dirname, 'fidelity');
const { stdin, programs: expected } = JSON.parse(readFileSync(join(FOLDER, 'expected.json'), 'utf8')) as { stdin: string; programs: Record<string, Expected> };

const programs = readdirSync(FOLDER).filter((file) => file.endsWith('.py') && file !== 'generate.py').flatMap((file) =>
  readFileSync(join(FOLDER, file), 'utf8').split('#: ').slice(1).map((part) => {
    const end = part.indexOf('\n');
    return { name: `${file.slice(0, -3)}: ${part.slice(0, end)}`, code: part.slice(end + 1) };
  }));

const outcomeOf = useOutcomes(useSandbox(2).run, programs.map(({ code }) => ({ code, inputs: [program(stdin)] })));

test('every program has an expectation', () => {
  expect(programs.length).toBeGreaterThanOrEqual(120);
  expect(programs.map(({ name }) => name)).toEqual(Object.keys(expected));
});

test.each(programs.map(({ name }, index) => [name, index] as const))('%s', (name, index) => {
  const { stdout, stderr, exitCode } = observed(outcomeOf(index), 'exited');
  expect({ stdout, exitCode, lastOfStderr: stderr.trim().split('\n').at(-1) }).toEqual(expected[name]);
});
