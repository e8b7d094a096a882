import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import type { CurriculumProblem } from '../../server/curriculum/problem.ts';
import { openCurriculum } from '../../server/curriculum/watch.ts';
import { changed, folderWith, marked, smallCurriculum, sumExercise } from './small-curriculum.ts';

const exercisePath = 'numbers/01-adding/01-sums/sum-of.md';
const lessonPath = 'numbers/01-adding/01-sums/lesson.md';
const titled = (title: string) => changed(sumExercise, 'The sum of a list', title);
/** Long enough for a busy machine; a reload itself takes a tenth of a second. */
const soon = { timeout: 10_000, interval: 20 };

async function watched(files: Record<string, string>) {
  const folder = await folderWith(files);
  const reports: CurriculumProblem[][] = [];
  const source = await openCurriculum(folder.dir, { watch: true, onProblems: (problems) => { reports.push(problems); } });
  return {
    ...folder, source, reports,
    title: () => source.current().findExercise('sum-of')?.title,
    async [Symbol.asyncDispose]() {
      await source.close();
      await folder[Symbol.asyncDispose]();
    },
  };
}

it('shows a changed exercise without a restart, in a curriculum of its own', async () => {
  await using site = await watched(smallCurriculum);
  const before = site.source.current();
  await site.write(exercisePath, titled('Another title'));
  await vi.waitFor(() => { expect(site.title()).toBe('Another title'); }, soon);
  expect(before.getExercise('sum-of').title).toBe('The sum of a list');
  expect(site.source.current().getExercise('sum-of').hash).not.toBe(before.getExercise('sum-of').hash);
  expect(site.reports).toEqual([]);
});

it('keeps the last good version of a broken file, says where it is broken, and goes on once it is mended', async () => {
  await using site = await watched(smallCurriculum);
  await site.write(exercisePath, titled('Second version'));
  await vi.waitFor(() => { expect(site.title()).toBe('Second version'); }, soon);

  const broken = marked(changed(titled('Third version'), 'difficulty: 1', '⟦dificulty: 1'));
  await site.write(exercisePath, broken.text);
  await vi.waitFor(() => { expect(site.reports).toHaveLength(1); }, soon);
  expect(site.reports[0]).toContainEqual({ file: join(site.dir, exercisePath), line: broken.line, column: broken.column, what: '`dificulty` is not a key of an exercise', remedy: 'did you mean `difficulty`?' });
  expect(site.title()).toBe('Second version');

  // Something else changes meanwhile; the broken file still counts with its last good version.
  await site.write('numbers/track.md', '---\nid: numbers\ntitle: All numbers\nsummary: About numbers.\n---\n');
  await vi.waitFor(() => { expect(site.source.current().getTrack('numbers').title).toBe('All numbers'); }, soon);
  expect(site.title()).toBe('Second version');

  await site.write(exercisePath, titled('Fourth version'));
  await vi.waitFor(() => { expect(site.title()).toBe('Fourth version'); }, soon);
  await vi.waitFor(() => { expect(site.reports.at(-1)).toEqual([]); }, soon);
});

it('keeps a lesson and its exercises while its lesson.md is broken', async () => {
  await using site = await watched(smallCurriculum);
  await site.write(lessonPath, 'half a less');
  await vi.waitFor(() => { expect(site.reports.at(-1)).toMatchObject([{ file: join(site.dir, lessonPath), line: 1, column: 1 }]); }, soon);
  expect(site.source.current().getLesson('sums').exerciseIds).toEqual(['sum-of']);
});

it('takes in a new exercise and forgets a removed one', async () => {
  await using site = await watched(smallCurriculum);
  await site.write('numbers/01-adding/01-sums/second.md', changed(sumExercise, 'id: sum-of', 'id: second'));
  await site.write(lessonPath, changed(smallCurriculum[lessonPath]!, ':::quiz', '::exercise{id="second"}\n\n:::quiz'));
  await vi.waitFor(() => { expect(site.source.current().findExercise('second')).toBeDefined(); }, soon);
  await rm(join(site.dir, exercisePath));
  await vi.waitFor(() => { expect(site.title()).toBeUndefined(); }, soon);
  expect(site.source.current().getLesson('sums').exerciseIds).toEqual(['second']);
});

it('reports the problems it starts with, and reads nothing more when it does not watch', async () => {
  await using folder = await folderWith({ ...smallCurriculum, [exercisePath]: 'broken' });
  const reports: CurriculumProblem[][] = [];
  const source = await openCurriculum(folder.dir, { watch: false, onProblems: (problems) => { reports.push(problems); } });
  expect(reports).toMatchObject([[{ file: join(folder.dir, exercisePath), line: 1, column: 1 }]]);
  await writeFile(join(folder.dir, exercisePath), sumExercise);
  await new Promise((resolve) => { setTimeout(resolve, 300); });
  expect(source.current().findExercise('sum-of')).toBeUndefined();
  await source.close();
});
