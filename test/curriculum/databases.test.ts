import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { exerciseForLearner } from '../../server/curriculum/for-learner.ts';
import { renderLesson } from '../../server/curriculum/lesson-body.ts';
import { loadCurriculum } from '../../server/curriculum/load.ts';
import type { CurriculumProblem } from '../../server/curriculum/problem.ts';
import { openCurriculum } from '../../server/curriculum/watch.ts';
import { changed, folderWith, marked } from './small-curriculum.ts';
import { cheapExercise, cheapPath, smallShop } from './small-shop.ts';

const soon = { timeout: 10_000, interval: 20 };

async function load(files: Record<string, string>) {
  await using folder = await folderWith(files);
  const { curriculum, problems, exerciseFiles } = await loadCurriculum(folder.dir);
  return { curriculum, exerciseFiles, problems: problems.map((problem) => ({ ...problem, file: problem.file.slice(folder.dir.length + 1) })) };
}

const without = (...paths: string[]) => Object.fromEntries(Object.entries(smallShop).filter(([path]) => !paths.includes(path)));

describe('a database of the track', () => {
  it('gives an exercise its tables and the datasets that it uses, before the exercise\'s own', async () => {
    const { curriculum, problems, exerciseFiles } = await load({ ...smallShop, 'shops/datasets/shop/unused.sql': 'insert 3;' });
    expect(problems).toEqual([]);
    const tests = { kind: 'query', schema: 'create table products (name text, price numeric);\n', datasets: { small: smallShop['shops/datasets/shop/small.sql'], more: "insert into products values ('Pepper', 3);\n\ninsert into products values ('Salt', 10);\n" } };
    expect(curriculum.getExercise('cheap').tests).toMatchObject(tests);
    expect(Object.keys(exerciseFiles[0]!.exercise.tests.kind === 'query' ? exerciseFiles[0]!.exercise.tests.datasets : {})).toEqual(['small', 'more']);
  });

  it('is part of the exercise\'s version as far as the exercise uses it', async () => {
    const hashOf = async (files: Record<string, string>) => (await load(files)).curriculum.getExercise('cheap').hash;
    const hash = await hashOf(smallShop);
    expect(await hashOf(smallShop)).toBe(hash);
    expect(await hashOf({ ...smallShop, 'shops/datasets/shop/unused.sql': 'insert 3;' })).toBe(hash);
    expect(await hashOf({ ...smallShop, 'shops/datasets/shop/small.sql': 'insert 3;' })).not.toBe(hash);
    expect(await hashOf({ ...smallShop, 'shops/datasets/shop/schema.sql': 'create table products ();' })).not.toBe(hash);
  });

  it('may leave out the last semicolon of a file', async () => {
    const { curriculum } = await load({ ...smallShop, 'shops/datasets/shop/more.sql': 'insert 1 -- and no more' });
    expect(curriculum.getExercise('cheap').tests).toMatchObject({ datasets: { more: "insert 1 -- and no more\n;\ninsert into products values ('Salt', 10);\n" } });
  });

  it('may hold a guide, which is no exercise', async () => {
    expect((await load({ ...smallShop, 'shops/datasets/README.md': 'Words.', 'shops/datasets/shop/README.md': 'Words.' })).problems).toEqual([]);
  });

  it('leaves what a learner may see of it to those who ask the database, and shows nothing of hidden datasets', async () => {
    const shown = await exerciseForLearner((await load(smallShop)).curriculum.getExercise('cheap'));
    expect(shown).toMatchObject({ testKind: 'query', taskHtml: '<p>List the names of the products below 10, cheapest first.</p>' });
    expect(JSON.stringify(shown)).not.toMatch(/Salt|Pepper/);
  });
});

describe('what is missing is named at its place, with a remedy:', () => {
  it.each<[string, Record<string, string>, string, RegExp, RegExp]>([
    ['a misspelt database', smallShop, changed(cheapExercise, 'query: shop', 'query: ⟦shops'), /there is no database `shops` in this track/, /did you mean `shop`/],
    ['a database of another track', { ...without('shops/datasets/shop/schema.sql', 'shops/datasets/shop/small.sql', 'shops/datasets/shop/more.sql'), 'others/track.md': '---\nid: others\ntitle: x\nsummary: x\n---\n', 'others/datasets/shop/schema.sql': 'x' }, changed(cheapExercise, 'query: shop', 'query: ⟦shop'), /there is no database `shop`/, /add shops\/datasets\/shop\/schema.sql/],
    ['a database without tables', without('shops/datasets/shop/schema.sql'), changed(cheapExercise, 'query: shop', 'query: ⟦shop'), /has no schema.sql/, /CREATE TABLE/],
    ['a misspelt dataset', smallShop, changed(cheapExercise, 'dataset: small', 'dataset: ⟦smal'), /there is no dataset `smal` of the database `shop`/, /did you mean `small`/],
    ['a dataset of nothing', without('shops/datasets/shop/small.sql', 'shops/datasets/shop/more.sql'), changed(changed(cheapExercise, 'datasets:\n  more: |\n    insert into products values (\'Salt\', 10);\n', ''), 'dataset: small', 'dataset: ⟦small').replace('    dataset: more\n', ''), /there is no dataset `small`/, /shops\/datasets\/shop\/small.sql/],
    ['a dataset that nothing uses', smallShop, changed(changed(cheapExercise, '  more: |', '  other: x\n  more: |'), 'id: cheap', 'id: ⟦cheap'), /no case runs on the dataset `other`/, /or remove it/],
  ])('%s', async (_, files, text, what, remedy) => {
    const at = marked(text);
    const { problems, curriculum } = await load({ ...files, [cheapPath]: at.text });
    const [first, ...more] = problems.filter(({ file }) => file === cheapPath);
    expect(first).toEqual({ file: cheapPath, line: at.line, column: at.column, what: expect.stringMatching(what), remedy: expect.stringMatching(remedy) });
    expect(more).toEqual([]);
    expect(curriculum.findExercise('cheap')).toBeUndefined();
  });

  it('and nothing else is called missing because of it', async () => {
    const { problems } = await load(without('shops/datasets/shop/schema.sql'));
    expect(problems.map(({ what }) => what)).toEqual(['the database `shop` has no schema.sql']);
  });
});

it('a change of a dataset is seen without a restart, and a database that is lost counts with what it was', async () => {
  await using folder = await folderWith(smallShop);
  const reports: CurriculumProblem[][] = [];
  const source = await openCurriculum(folder.dir, { watch: true, onProblems: (problems) => { reports.push(problems); } });
  const small = () => {
    const tests = source.current().findExercise('cheap')?.tests;
    return tests?.kind === 'query' ? tests.datasets.small : undefined;
  };
  try {
    await folder.write('shops/datasets/shop/small.sql', 'insert 7;');
    await vi.waitFor(() => { expect(small()).toBe('insert 7;'); }, soon);
    await rm(join(folder.dir, 'shops/datasets/shop/schema.sql'));
    await vi.waitFor(() => { expect(reports.at(-1)).toMatchObject([{ what: 'the database `shop` has no schema.sql' }]); }, soon);
    expect(small()).toBe('insert 7;');
    await folder.write('shops/datasets/shop/schema.sql', 'create table products ();');
    await vi.waitFor(() => { expect(reports.at(-1)).toEqual([]); }, soon);
    expect(source.current().getExercise('cheap').tests).toMatchObject({ schema: 'create table products ();' });
  } finally {
    await source.close();
  }
}, 60_000);

describe('an example of a lesson', () => {
  const lessonPath = Object.keys(smallShop).find((path) => path.endsWith('lesson.md'))!;
  const withExample = (fence: string) => ({ ...smallShop, [lessonPath]: `${smallShop[lessonPath]}\n\`\`\`${fence}\nselect 1\n\`\`\`\n` });

  it('may begin on a dataset of the track', async () => {
    const { curriculum, problems } = await load(withExample('sql run shop/small'));
    expect(problems).toEqual([]);
    expect(curriculum.datasets.map(({ runtime, name }) => `${runtime} ${name}`)).toEqual(['sql shops/shop/more', 'sql shops/shop/small']);
    expect(curriculum.findDataset('sql', 'shops/shop/small')?.setup).toBe(`${smallShop['shops/datasets/shop/schema.sql']}\n${smallShop['shops/datasets/shop/small.sql']}`);
    expect(curriculum.findDataset('keyvalue', 'shops/shop/small')).toBeUndefined();
    const lesson = curriculum.getLesson(curriculum.tracks[0]!.modules[0]!.lessons[0]!.id);
    expect((await renderLesson(lesson)).blocks).toContainEqual(expect.objectContaining({ kind: 'example', runtime: 'sql', dataset: 'shops/shop/small' }));
  });

  it.each([
    ['one that is missing', 'sql run shop/smal', 'there is no dataset `shop/smal` for `sql` in this track', 'did you mean'],
    ['one of another runtime', 'redis run shop/small', 'there is no dataset `shop/small` for `keyvalue` in this track', 'add it to the track\'s folder `datasets`, or leave it out'],
    ['one for a language that has none', 'python run shop/small', 'Python begins on no dataset', 'leave out `shop/small`'],
    ['two of them', 'sql run shop/small shop/more', 'an example begins on one dataset', 'keep `shop/small`'],
  ])('is told of %s', async (_, fence, what, remedy) => {
    const { problems } = await load(withExample(fence));
    expect(problems).toEqual([expect.objectContaining({ file: lessonPath, what, remedy: expect.stringContaining(remedy) })]);
  });
});
