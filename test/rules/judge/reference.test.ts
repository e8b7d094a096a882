import { beforeEach, describe, expect, test } from 'vitest';
import type { Exercise, Mistake } from '../../../server/contract/exercise.ts';
import type { TestResult } from '../../../server/contract/report.ts';
import { executeExercise } from '../../../server/judge/execute.ts';
import { MistakeBook } from '../../../server/judge/mistakes.ts';
import { referencesOf } from '../../../server/judge/reference.ts';
import { queryCase, rows, ScriptedSandbox, sqlError } from './answers.ts';

const position = { file: 'shop.md', line: 1, column: 1 };
const mistake = (title: string, sql: string): Mistake => ({ title, text: `${title}.`, code: { sql }, position });
const names = (...values: string[]) => ({ results: [rows('name:text', values.map((name) => [name]))] });

const exercise: Exercise = {
  id: 'names', title: 'Names', runtimes: ['sql'], skills: [], difficulty: 1, limits: {}, files: {}, task: '', hints: [], starter: { sql: '' }, solution: { sql: 'solution' }, hash: 'one', position, lessonId: 'x',
  tests: { kind: 'query', runtime: 'sql', schema: '', datasets: { small: 'small', ties: 'ties' }, cases: [queryCase('small'), queryCase('ties', { dataset: 'ties', hidden: true })] },
  mistakes: [mistake('Forgets Bob', 'no bob'), mistake('Folds repetitions', 'distinct'), mistake('Misspells', 'error')],
};

let sandbox: ScriptedSandbox;
beforeEach(() => {
  sandbox = new ScriptedSandbox({
    'solution': (setup) => names('Ada', 'Bob', ...(setup === 'ties' ? ['Bob'] : [])),
    'also right': (setup) => names(...(setup === 'ties' ? ['Bob'] : []), 'Bob', 'Ada'),
    'no bob': () => names('Ada'),
    'distinct': () => names('Ada', 'Bob'),
    'distinct on': () => names('Bob', 'Ada'),
    'error': () => ({ results: [], error: sqlError('42703', 'no such column') }),
    'broken': (setup) => (setup === 'ties' ? { error: sqlError('22012', 'division by zero', { line: 4 }) } : names('Ada')),
    'crash': () => 'crash',
  });
});

const run = (sql: string, which: 'visible' | 'all' = 'all', of = exercise, onTest?: (result: TestResult) => void) =>
  executeExercise(sandbox, of, { runtime: 'sql', code: sql }, which, { owner: 'ada', ...(onTest ? { onTest } : {}) });
const referenceRuns = () => sandbox.owners.filter((owner) => owner === 'reference').length;

describe('what the reference solution answers', () => {
  test('is what a learner\'s SQL is judged by, in a run of its own that no learner\'s code is part of', async () => {
    expect((await run('also right')).report.verdict).toBe('passed');
    expect((await run('distinct')).report).toMatchObject({ verdict: 'failed', tests: [{ status: 'passed' }, { status: 'failed', hidden: true }] });
    expect(sandbox.owners).toEqual(['reference', 'ada', 'ada']);
    expect(sandbox.requests[0]).toMatchObject({ code: 'solution', inputs: [{ setup: 'small' }, { setup: 'ties' }] });
    expect(sandbox.requests[1]!.code).toBe('also right');
  });

  test('is found out once per version of the exercise, also when many ask at once', async () => {
    await Promise.all([run('no bob'), run('distinct', 'visible'), run('also right')]);
    await run('no bob', 'visible');
    expect(referenceRuns()).toBe(1);
    await run('no bob', 'all', { ...exercise, hash: 'two' });
    expect(referenceRuns()).toBe(2);
  });

  test('is known before the first test has ended, so that each is told as it ends', async () => {
    const told: TestResult[] = [];
    await run('distinct', 'all', exercise, (result) => { told.push(result); });
    expect(told.map(({ name, status }) => [name, status])).toEqual([['small', 'passed'], ['ties', 'failed']]);
  });

  test('cannot be known while the sandbox is full, which is not remembered', async () => {
    sandbox.full = true;
    await expect(run('no bob')).rejects.toThrow('All runners are busy.');
    sandbox.full = false;
    expect((await run('no bob')).report.verdict).toBe('failed');
  });

  test.each(['broken', 'crash', 'never written'])('is no reason to blame a learner when it goes wrong (%s)', async (solution) => {
    const broken = { ...exercise, solution: { sql: solution } };
    const { report, fingerprint } = await run('also right', 'all', broken);
    expect(report).toMatchObject({ verdict: solution === 'never written' ? 'failed' : 'crashed' });
    if (solution === 'never written') return;
    expect(report.message).toContain('not about your code');
    expect(fingerprint.telling).toBe(false);
    expect(sandbox.owners).toEqual(['reference']);
    await run('also right', 'all', broken);
    expect(referenceRuns()).toBe(2);
  });

  test('and what is wrong with it is for its author to read', async () => {
    expect(await referencesOf(sandbox).find({ ...exercise, solution: { sql: 'broken' } })).toEqual({ fault: 'line 4: division by zero (SQLSTATE 22012)', caseName: 'ties' });
    expect(await referencesOf(sandbox).find({ ...exercise, solution: { sql: 'crash' } })).toEqual({ fault: 'It crashed.', caseName: 'small' });
  });
});

describe('a mistake', () => {
  const adviceFor = async (sql: string) => (await new MistakeBook(sandbox).find(exercise, 'sql', 'all', await run(sql)))?.title;

  test('is told from others by the kind of difference', async () => {
    expect(await adviceFor('no bob')).toBe('Forgets Bob');
    expect(await adviceFor('distinct on')).toBe('Folds repetitions');
    expect(await adviceFor('error')).toBe('Misspells');
    expect(await adviceFor('also right')).toBeUndefined();
    expect(referenceRuns()).toBe(1);
  });
});

describe('a mistake that times out', () => {
  const slow = { ...exercise, mistakes: [mistake('Is slow', 'slow')] };
  const adviceFor = async (sql: string) => (await new MistakeBook(sandbox).find(slow, 'sql', 'all', await run(sql, 'all', slow)))?.title;

  test('because the machine was busy is known by what it does', async () => {
    let runs = 0;
    sandbox = new ScriptedSandbox({ 'solution': () => names('Ada', 'Bob'), 'slow': () => (runs++ === 0 ? 'timeout' : names('Bob')), 'no ada': () => names('Bob') });
    expect(await adviceFor('no ada')).toBe('Is slow');
  });

  test('every time is one that never ends', async () => {
    sandbox = new ScriptedSandbox({ 'solution': () => names('Ada', 'Bob'), 'slow': () => 'timeout', 'endless': () => 'timeout' });
    expect(await adviceFor('endless')).toBe('Is slow');
    expect(sandbox.owners).toEqual(['reference', 'ada', 'mistakes', 'mistakes']);
  });
});

test('a learner who leaves while the reference runs is not judged', async () => {
  const leaving = new AbortController();
  const asked = executeExercise(sandbox, exercise, { runtime: 'sql', code: 'distinct' }, 'all', { owner: 'ada', signal: leaving.signal });
  leaving.abort(new Error('gone'));
  await expect(asked).rejects.toThrow('gone');
  expect(sandbox.owners).toEqual(['reference']);
});
