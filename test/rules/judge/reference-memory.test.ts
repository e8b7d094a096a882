import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Exercise } from '../../../server/contract/exercise.ts';
import { executeExercise } from '../../../server/judge/execute.ts';
import { type Answers, ReferenceMemory } from '../../../server/judge/reference-memory.ts';
import { referencesOf, rememberReferences } from '../../../server/judge/reference.ts';
import { queryCase, rows, ScriptedSandbox } from './answers.ts';

let folder: string;
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'groundwork-references-')); });
afterEach(() => rm(folder, { recursive: true, force: true }));

const answers = (...names: (string | null)[]): Answers => new Map([['small', { rows: rows('name:text', names.map((name) => [name])) }], ['after', { probe: rows('count:int8', [['3']]) }]]);

/** The one file that there is, after one answer was kept. */
async function filled(): Promise<string> {
  const memory = ReferenceMemory.open(folder);
  memory.keep('one', answers('Ada', null));
  await memory.written();
  const version = (await readdir(folder)).find((name) => name.startsWith('references-')) ?? '';
  const [file = ''] = await readdir(join(folder, version));
  return join(folder, version, file);
}

describe('what the reference solutions answered', () => {
  test('is there after the next start, for nobody else to read', async () => {
    const file = await filled();
    expect((await stat(file)).mode & 0o077).toBe(0);
    const memory = ReferenceMemory.open(folder);
    expect(await memory.find('one')).toEqual(answers('Ada', null));
    expect(await memory.find('two')).toBeUndefined();
  });

  test('is not believed when its file is damaged, or holds something else', async () => {
    const file = await filled();
    const whole = await readFile(file, 'utf8');
    const damaged = [whole.slice(0, -9), whole.replace('"one"', '"two"'), whole.replace('"Ada"', '7'), whole.replace('["Ada"]', '["Ada","Bob"]'), whole.replace('"small"', 'null'), 'null', '[]', ''];
    const found = await Promise.all(damaged.map(async (text) => {
      const other = await mkdtemp(join(folder, 'other-'));
      await mkdir(join(other, basename(dirname(file))));
      await writeFile(join(other, basename(dirname(file)), basename(file)), text);
      return ReferenceMemory.open(other).find('one');
    }));
    expect(found).toEqual(damaged.map(() => undefined));
    await writeFile(file, whole);
    expect(await ReferenceMemory.open(folder).find('one')).toBeDefined();
  });

  test('of another version is removed, and what it has nothing to do with is left alone', async () => {
    await writeFile(join(folder, 'references-0123456789abcdef'), 'old');
    await writeFile(join(folder, 'mistakes-0123456789abcdef.jsonl'), 'not mine');
    await filled();
    expect((await readdir(folder)).toSorted()).toEqual(['mistakes-0123456789abcdef.jsonl', expect.stringMatching(/^references-/)]);
    expect(await readdir(folder)).not.toContain('references-0123456789abcdef');
  });

  test('is given up when there is far more of it than exercises', async () => {
    const file = await filled();
    await Promise.all(Array.from({ length: 1_000 }, (_, index) => writeFile(`${file}.${index}`, '')));
    expect(await ReferenceMemory.open(folder).find('one')).toBeUndefined();
  });

  test('is not kept when it is too long to be worth it', async () => {
    const memory = ReferenceMemory.open(folder);
    memory.keep('long', answers('x'.repeat(1024 * 1024)));
    await memory.written();
    expect(await memory.find('long')).toBeUndefined();
  });

  test('is done without where nothing can be written', async () => {
    await rm(folder, { recursive: true });
    await writeFile(folder, 'a file');
    const memory = ReferenceMemory.open(folder);
    memory.keep('one', answers('Ada'));
    await memory.written();
    expect(await memory.find('one')).toBeUndefined();
  });
});

describe('after a restart', () => {
  const position = { file: 'shop.md', line: 1, column: 1 };
  const exercise: Exercise = {
    id: 'names', title: 'Names', runtimes: ['sql'], skills: [], difficulty: 1, limits: {}, files: {}, task: '', hints: [], starter: { sql: '' }, solution: { sql: 'solution' }, hash: 'one', position, lessonId: 'x', mistakes: [],
    tests: { kind: 'query', runtime: 'sql', schema: '', datasets: { small: 'small' }, cases: [queryCase('small')] },
  };
  const restarted = (): ScriptedSandbox => {
    const sandbox = new ScriptedSandbox({
      'solution': () => ({ results: [rows('name:text', [['Ada'], ['Bob']])] }), 'right': () => ({ results: [rows('name:text', [['Bob'], ['Ada']])] }), 'wrong': () => ({ results: [rows('name:text', [['Ada']])] }), 'broken': () => 'crash',
    });
    rememberReferences(sandbox, ReferenceMemory.open(folder));
    return sandbox;
  };
  const verdict = async (sandbox: ScriptedSandbox, code: string, of = exercise) => (await executeExercise(sandbox, of, { runtime: 'sql', code }, 'all', { owner: 'ada' })).report.verdict;
  const kept = async () => (await Promise.all((await readdir(folder)).map((version) => readdir(join(folder, version))))).flat();

  test('a submission is judged without another run of the solution', async () => {
    const before = restarted();
    expect(await verdict(before, 'right')).toBe('passed');
    await expect.poll(kept).toHaveLength(1);
    const after = restarted();
    expect([await verdict(after, 'right'), await verdict(after, 'wrong')]).toEqual(['passed', 'failed']);
    expect([before.owners, after.owners]).toEqual([['reference', 'ada'], ['ada', 'ada']]);
  });

  test('another version of the exercise is run anew, and so is what went wrong', async () => {
    await verdict(restarted(), 'right');
    await expect.poll(kept).toHaveLength(1);
    const after = restarted();
    await verdict(after, 'right', { ...exercise, hash: 'two' });
    expect(after.owners).toEqual(['reference', 'ada']);
    await expect.poll(kept).toHaveLength(2);
    const faulty = { ...exercise, hash: 'three', solution: { sql: 'broken' } };
    expect(await referencesOf(after).find(faulty)).toEqual({ fault: 'It crashed.', caseName: 'small' });
    expect(await kept()).toHaveLength(2);
  });
});
