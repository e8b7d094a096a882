import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Each is a whole program; `expected.json` has what a reference PHP made of it. */
export interface FidelityProgram { name: string; code: string }

/** All programs get these. */
export const STDIN = 'alpha 42\nbeta\ngamma';
export const ARGV = ['-a', '-b', 'value', '--long=x', 'rest'];

/** What the reference printed, by the name of the program, and its exit code. */
export interface Expected { version: string; programs: Record<string, { stdout: string; exitCode: number }> }

/** Programs stand in programs.txt one after the other, each below a line `#### name`. */
export function readFidelityPrograms(): FidelityProgram[] {
  const text = readFileSync(join(import.meta.dirname, 'programs.txt'), 'utf8');
  return text.split(/^#### /m).slice(1).map((part) => {
    const end = part.indexOf('\n');
    return { name: part.slice(0, end), code: `<?php\n${part.slice(end + 1)}` };
  });
}

export function readExpected(): Expected {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'expected.json'), 'utf8')) as Expected;
}
