import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { changed, folderWith, smallCurriculum } from './small-curriculum.ts';

/** What `npm run curriculum …` runs, with its exit code and both outputs. */
function curriculum(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['--import', 'tsx', 'server/curriculum/main.ts', ...args], (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

const exercisePath = 'numbers/01-adding/01-sums/sum-of.md';

describe('check', () => {
  it('exits 0 and says what it proved', async () => {
    await using folder = await folderWith(smallCurriculum);
    expect(await curriculum('check', folder.dir)).toEqual({ code: 0, stderr: '', stdout: expect.stringMatching(/^No problems\. Proven: 1 lesson, 1 exercise, 1 solution, 1 mistake, 1 example in \d+\.\d s\.\n$/) });
  }, 60_000);

  it('exits 1 with one line per problem: place, what, remedy', async () => {
    await using folder = await folderWith({ ...smallCurriculum, [exercisePath]: changed(smallCurriculum[exercisePath]!, 'minutes: 5', 'minuts: 5') });
    const { code, stdout } = await curriculum('check', join(folder.dir, exercisePath));
    expect(code).toBe(1);
    expect(stdout.split('\n')[0]).toBe(`${join(folder.dir, exercisePath)}:7:1  \`minuts\` is not a key of an exercise  did you mean \`minutes\`?`);
    expect(stdout).toMatch(/\n1 problem\. Proven: 0 lessons, 0 exercises/);
  }, 60_000);

  it('exits 1 when there is nothing to check', async () => {
    await using folder = await folderWith({});
    expect(await curriculum('check', join(folder.dir, 'nowhere'))).toMatchObject({ code: 1, stderr: expect.stringContaining('There is nothing at') });
    expect(await curriculum('check', folder.dir)).toMatchObject({ code: 1, stdout: expect.stringContaining('nothing is proven') });
  }, 60_000);
});

it('new writes a track, a module, a lesson and an exercise that pass the check as they stand', async () => {
  await using folder = await folderWith({});
  const lesson = join(folder.dir, 'apis/01-http/01-first-request');
  for (const [kind, path] of [['track', 'apis'], ['module', 'apis/01-http'], ['lesson', 'apis/01-http/01-first-request'], ['exercise', 'apis/01-http/01-first-request/say-hello.md']] as const) {
    expect(await curriculum('new', kind, join(folder.dir, path))).toMatchObject({ code: 0, stderr: '' });
  }
  expect(await curriculum('new', 'exercise', join(lesson, 'in-all'), 'php,python,javascript')).toMatchObject({ code: 0, stderr: '' });
  expect(await curriculum('new', 'exercise', join(lesson, 'in-sql'), 'sql')).toMatchObject({ code: 0, stderr: '' });
  expect(await readFile(join(lesson, 'lesson.md'), 'utf8')).toContain('::exercise{id="say-hello"}');
  expect(await curriculum('check', folder.dir)).toMatchObject({ code: 0, stdout: expect.stringContaining('1 lesson, 3 exercises, 5 solutions, 11 mistakes, 1 example') });
  expect((await curriculum('list', folder.dir)).stdout.split('\n')).toEqual([
    'apis  Apis (1 lesson)', '  http  Http', '    first-request  First request (10 min, 3 exercises)', '      say-hello  Say hello [typescript] 3 call cases, 2 mistakes, 2 hints', '      in-all  In all [php, python, javascript] 3 call cases, 2 mistakes, 2 hints', '      in-sql  In sql [sql] 2 query cases, 3 mistakes, 2 hints', '',
  ]);
}, 120_000);

describe('new refuses', () => {
  it.each([
    ['something that is there', ['exercise', exercisePath], /in use already|already/],
    ['an id that is in use', ['lesson', 'numbers/01-adding/02-sums'], /The id "sums" is in use already/],
    ['a name that gives no id', ['lesson', 'numbers/01-adding/02-Sums'], /cannot be an id/],
    ['an exercise without a lesson', ['exercise', 'numbers/01-adding/02-more/one'], /There is no .*lesson\.md/],
    ['a language that cannot be run', ['exercise', 'numbers/01-adding/01-sums/cobol', 'php,cobol'], /cannot be begun in cobol: use javascript, typescript, python, php/],
    ['SQL beside another language', ['exercise', 'numbers/01-adding/01-sums/both', 'php,sql'], /has no other runtimes/],
    ['languages for a lesson', ['lesson', 'numbers/01-adding/03-more', 'php'], /Only an exercise has runtimes/],
    ['an unknown kind', ['quiz', 'numbers/x'], /"quiz" is none of track, module, lesson, exercise/],
  ])('%s', async (_, [kind, path, ...runtimes], message) => {
    await using folder = await folderWith(smallCurriculum);
    expect(await curriculum('new', kind!, join(folder.dir, path!), ...runtimes)).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(message) });
  }, 30_000);
});

it('says how it is used when it is not understood', async () => {
  expect(await curriculum('chekc')).toMatchObject({ code: 1, stderr: expect.stringContaining('npm run curriculum check [path]') });
}, 30_000);
