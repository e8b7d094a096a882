import { beforeEach, describe, expect, test } from 'vitest';
import type { Exercise, Mistake } from '../../../server/contract/exercise.ts';
import { defaultLimits } from '../../../server/contract/limits.ts';
import { executeExercise, executePlayground } from '../../../server/judge/execute.ts';
import { MistakeBook } from '../../../server/judge/mistakes.ts';
import { InProcessSandbox } from './in-process-sandbox.ts';
import { callCase } from './outcomes.ts';

const position = { file: 'sum.md', line: 1, column: 1 };
const mistake = (title: string, code: string): Mistake => ({ title, text: `${title}.`, code: { javascript: code }, position });

const exercise: Exercise = {
  id: 'sum-of', title: 'Sum', runtimes: ['javascript'], skills: [], difficulty: 1, limits: defaultLimits, files: { 'a.txt': 'hello' }, task: '', hints: [],
  starter: {}, solution: {}, hash: 'one', position, lessonId: 'lists',
  tests: {
    kind: 'call', function: 'sumOf',
    cases: [
      callCase('adds', { args: [[1, 2]], returns: 3 }), callCase('empty', { args: [[]], returns: 0 }), callCase('negative', { args: [[-1, -2]], returns: -3, hidden: true }),
    ],
  },
  mistakes: [
    mistake('Counts instead of adding', 'list => list.length'),
    mistake('Begins without 0', 'list => list.reduce((a, b) => a + b)'),
    mistake('Takes the first', 'list => list[0] ?? 0'),
    mistake('Forgets negative numbers', 'list => list.filter(n => n > 0).reduce((a, b) => a + b, 0)'),
    mistake('Does not load', 'list => {'),
    { ...mistake('Of another runtime', ''), code: { python: 'def sum_of(list): return len(list)' } },
  ],
};

let sandbox: InProcessSandbox;
let book: MistakeBook;
beforeEach(() => {
  sandbox = new InProcessSandbox();
  book = new MistakeBook(sandbox);
});

async function adviceFor(code: string, which: 'visible' | 'all' = 'all', of = exercise): Promise<string | undefined> {
  const execution = await executeExercise(sandbox, of, { runtime: 'javascript', code }, which, { owner: 'ada' });
  return (await book.find(of, 'javascript', which, execution))?.title;
}

function mistakeRuns(): number {
  return sandbox.owners.filter((owner) => owner === 'mistakes').length;
}

describe('recognising a mistake', () => {
  test('by the cases that fail and the kind of outcome', async () => {
    expect(await adviceFor('function (numbers) { return numbers.reduce((x, y) => x + y); }')).toBe('Begins without 0');
    expect(await adviceFor('numbers => { if (numbers.length === 0) throw new TypeError("other words"); return numbers.reduce((x, y) => x + y); }')).toBe('Begins without 0');
    expect(await adviceFor('numbers => { if (numbers.length === 0) throw new RangeError("x"); return numbers.reduce((x, y) => x + y); }')).toBeUndefined();
    expect(await adviceFor('numbers => numbers.reduce((x, y) => x + y, 1)')).toBeUndefined();
    expect(await adviceFor('numbers => numbers.reduce((x, y) => x + Math.abs(y), 0)')).toBe('Forgets negative numbers');
  });

  test('among several by the values that agree, else the one written first', async () => {
    expect(await adviceFor('numbers => { let n = 0; for (const _ of numbers) n++; return n; }')).toBe('Counts instead of adding');
    expect(await adviceFor('([first = 0]) => first')).toBe('Takes the first');
    expect(await adviceFor('numbers => numbers.length === 0 ? 0 : 99')).toBe('Counts instead of adding');
  });

  test('no value at all is another kind of outcome than a wrong one', async () => {
    expect(await adviceFor('numbers => { if (numbers.length === 0) return 0; }')).toBeUndefined();
  });

  test('a run of the visible cases is compared by them alone', async () => {
    expect(await adviceFor('numbers => numbers.filter(n => n > 0).length', 'visible')).toBe('Counts instead of adding');
    expect(await adviceFor('numbers => numbers.filter(n => n > 0).reduce((x, y) => x + y, 0)', 'visible')).toBeUndefined();
  });

  test('a run that passes or does not load gets no advice', async () => {
    expect(await adviceFor('numbers => numbers.reduce((x, y) => x + y, 0)')).toBeUndefined();
    expect(await adviceFor('numbers => {')).toBeUndefined();
    expect(sandbox.owners).not.toContain('mistakes');
  });
});

describe('what is remembered', () => {
  test('each mistake runs once per version, runtime and choice of cases, also when many ask at once', async () => {
    await Promise.all(Array.from({ length: 5 }, () => adviceFor('list => list.length')));
    expect(mistakeRuns()).toBe(5);
    await adviceFor('list => list.length');
    expect(mistakeRuns()).toBe(5);
    await adviceFor('list => list.length', 'visible');
    expect(mistakeRuns()).toBe(10);
    await adviceFor('list => list.length', 'all', { ...exercise, hash: 'two' });
    expect(mistakeRuns()).toBe(15);
  });

  test('a full sandbox means no advice, and is not remembered', async () => {
    const execution = await executeExercise(sandbox, exercise, { runtime: 'javascript', code: 'list => list.length' }, 'all', { owner: 'ada' });
    sandbox.full = true;
    expect(await book.find(exercise, 'javascript', 'all', execution)).toBeUndefined();
    sandbox.full = false;
    expect((await book.find(exercise, 'javascript', 'all', execution))?.title).toBe('Counts instead of adding');
  });

  test('a crash tells nothing about the code: no advice, and the next ask runs it again', async () => {
    sandbox.crashing = 'list => list.length';
    expect(await adviceFor(sandbox.crashing)).toBeUndefined();
    expect(mistakeRuns()).toBe(0);
    expect(await adviceFor('list => [...list].length')).toBe('Takes the first');
    sandbox.crashing = undefined;
    expect(await adviceFor('list => [...list].length')).toBe('Counts instead of adding');
  });
});

test('an execution hands over code, files, limits and inputs, and nothing that is expected', async () => {
  await executeExercise(sandbox, exercise, { runtime: 'javascript', code: 'list => 1' }, 'visible', { owner: 'ada' });
  expect(sandbox.requests).toEqual([{
    runtime: 'javascript', code: 'list => 1', files: { 'a.txt': 'hello' }, limits: defaultLimits,
    inputs: [{ kind: 'call', function: 'sumOf', args: [[1, 2]] }, { kind: 'call', function: 'sumOf', args: [[]] }],
  }]);
});

test('a full queue is told to whoever asked for the run', async () => {
  sandbox.full = true;
  await expect(executePlayground(sandbox, { runtime: 'javascript', code: '' }, { owner: 'ada' })).rejects.toThrow('All runners are busy.');
});
