import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadCurriculum } from '../../server/curriculum/load.ts';
import { NotFound } from '../../server/errors.ts';
import { changed, folderWith, marked, smallCurriculum, sumExercise, sumLesson } from './small-curriculum.ts';

const lessonPath = 'numbers/01-adding/01-sums/lesson.md';
const exercisePath = 'numbers/01-adding/01-sums/sum-of.md';

const track = (id: string, more = '') => `---\nid: ${id}\ntitle: Track ${id}\nsummary: x\n${more}---\n`;
const lesson = (id: string) => `---\nid: ${id}\ntitle: x\nsummary: x\nminutes: 1\nskills: [x]\n---\nText.\n`;

/** Loads files from a folder of their own; problems come with paths below it. */
async function load(files: Record<string, string>) {
  await using folder = await folderWith(files);
  const loaded = await loadCurriculum(folder.dir);
  return { ...loaded, problems: loaded.problems.map((problem) => ({ ...problem, file: problem.file.slice(folder.dir.length + 1), what: problem.what.replaceAll(`${folder.dir}/`, '') })) };
}

describe('a good curriculum', () => {
  it('is loaded with everything in its place', async () => {
    const { curriculum, problems } = await load(smallCurriculum);
    expect(problems).toEqual([]);
    expect(curriculum.getTrack('numbers')).toMatchObject({ title: 'Numbers', modules: [{ id: 'adding', lessons: [{ id: 'sums' }] }] });
    expect(curriculum.getModule('adding').title).toBe('Adding');
    expect(curriculum.getLesson('sums')).toMatchObject({ trackId: 'numbers', moduleId: 'adding', exerciseIds: ['sum-of'], summary: 'Adding up.' });
    expect(curriculum.getExercise('sum-of')).toMatchObject({ lessonId: 'sums', title: 'The sum of a list' });
    expect([...curriculum.exercises.keys()]).toEqual(['sum-of']);
  });

  it('says NotFound for what is not there', async () => {
    const { curriculum } = await load(smallCurriculum);
    expect([curriculum.findTrack('x'), curriculum.findModule('x'), curriculum.findLesson('x'), curriculum.findExercise('x')]).toEqual([undefined, undefined, undefined, undefined]);
    for (const get of [() => curriculum.getTrack('x'), () => curriculum.getModule('x'), () => curriculum.getLesson('x'), () => curriculum.getExercise('x')]) expect(get).toThrow(NotFound);
  });

  it('has modules and lessons in the order of their numbers, tracks in that of `order`, then title', async () => {
    const { curriculum, problems } = await load({
      'b/track.md': track('b'), 'a/track.md': track('a'), 'z/track.md': track('z', 'order: 1\n'),
      ...Object.fromEntries(['a', 'b', 'z'].flatMap((id) => ['10-late', '9-early'].flatMap((folder) => [
        [`${id}/${folder}/module.md`, track(`${id}-${folder.replace(/\d+-/, '')}`)],
        [`${id}/${folder}/02-x/lesson.md`, lesson(`${id}-${folder}-2`)], [`${id}/${folder}/01-y/lesson.md`, lesson(`${id}-${folder}-1`)],
      ]))),
    });
    expect(problems).toEqual([]);
    expect(curriculum.tracks.map(({ id }) => id)).toEqual(['z', 'a', 'b']);
    expect(curriculum.lessonsOf(curriculum.getTrack('a')).map(({ id }) => id)).toEqual(['a-9-early-1', 'a-9-early-2', 'a-10-late-1', 'a-10-late-2']);
    expect(curriculum.neighboursOfLesson('a-9-early-2')).toMatchObject({ previous: { id: 'a-9-early-1' }, next: { id: 'a-10-late-1' }, place: { number: 2, of: 2 } });
    expect(curriculum.neighboursOfLesson('a-10-late-2').next).toBeUndefined();
  });

  it('knows the neighbours of an exercise', async () => {
    const { curriculum } = await load({
      ...smallCurriculum,
      [lessonPath]: changed(sumLesson, '::exercise{id="sum-of"}', '::exercise{id="second"}\n\n::exercise{id="sum-of"}'),
      'numbers/01-adding/01-sums/second.md': changed(sumExercise, 'id: sum-of', 'id: second'),
    });
    expect(curriculum.neighboursOfExercise('sum-of')).toMatchObject({ previous: { id: 'second' }, next: undefined, place: { number: 2, of: 2 } });
    expect([...curriculum.exercises.keys()]).toEqual(['second', 'sum-of']);
  });
});

// [what is wrong, files changed or added (⟦ where the problem points), what it says, how to mend it]
const second = (text: string) => changed(changed(text, 'id: sums', 'id: sums-two'), 'sum-quiz', 'quiz-two').replace('::exercise{id="sum-of"}\n', '');
const between: [string, Record<string, string>, RegExp, RegExp][] = [
  ['an exercise placed nowhere', { [lessonPath]: changed(sumLesson, '::exercise{id="sum-of"}\n', ''), [exercisePath]: changed(sumExercise, 'id: sum-of', 'id: ⟦sum-of') }, /`sum-of` is placed nowhere/, /::exercise\{id="sum-of"\}/],
  ['an exercise placed twice', { [lessonPath]: changed(sumLesson, ':::quiz', '⟦::exercise{id="sum-of"}\n\n:::quiz') }, /`sum-of` is placed a second time/, /\/exercises\/sum-of/],
  ['an exercise that is not there', { [lessonPath]: changed(sumLesson, ':::quiz', '⟦::exercise{id="sum-if"}\n\n:::quiz') }, /no exercise `sum-if` beside this lesson/, /did you mean `sum-of`/],
  ['an id used twice by exercises', { [exercisePath.replace('sum-of', 'zum-of')]: changed(sumExercise, 'id: sum-of', 'id: ⟦sum-of') }, /`sum-of` is used twice: the exercise at numbers.*sum-of.md:2/, /another id/],
  ['a quiz id used twice', { 'numbers/01-adding/02-two/lesson.md': changed(second(sumLesson), ':::quiz{id="quiz-two"}', '⟦:::quiz{id="sum-quiz"}') }, /quiz id `sum-quiz` is used twice: .*01-sums\/lesson.md:16/, /another id/],
  ['a prerequisite that is no lesson', { [lessonPath]: changed(sumLesson, 'skills: [arrays]', 'skills: [arrays]\nprerequisites: [⟦summs]'), 'numbers/01-adding/02-two/lesson.md': second(sumLesson) }, /prerequisite `summs` is no lesson/, /sums-two/],
  ['a lesson that is its own prerequisite', { [lessonPath]: changed(sumLesson, 'skills: [arrays]', 'skills: [arrays]\nprerequisites: [⟦sums]') }, /`sums` is the lesson itself/, /^remove it/],
  ['a link to no lesson', { [lessonPath]: changed(sumLesson, '## Adding', 'See ⟦[there](/lessons/summs#x).\n\n## Adding') }, /there is no page `\/lessons\/summs`/, /did you mean `\/lessons\/sums`/],
  ['a link to no exercise, in a hint', { [exercisePath]: changed(sumExercise, '1. Begin with 0.', '1. See ⟦[x](/exercises/sum-off).') }, /no page `\/exercises\/sum-off`/, /did you mean `\/exercises\/sum-of`/],
  ['a link to no page', { [lessonPath]: changed(sumLesson, '## Adding', 'See ⟦[there](/playgruond).\n\n## Adding') }, /no page `\/playgruond`/, /did you mean `\/playground`/],
  ['a link to a file', { [lessonPath]: changed(sumLesson, '## Adding', 'See ⟦[there](../lesson.md).\n\n## Adding') }, /leads nowhere on the site/, /\/lessons\//],
  ['a link that would run code', { [lessonPath]: changed(sumLesson, '## Adding', 'See ⟦[there](javascript:alert).\n\n## Adding') }, /leads nowhere/, /https/],
  ['a module without lessons', { 'numbers/02-more/module.md': '---\nid: ⟦more\ntitle: More\nsummary: x\n---\n' }, /"More" holds no lessons/, /lesson.md/],
  ['a track without modules', { 'letters/track.md': '---\nid: ⟦letters\ntitle: Letters\nsummary: x\n---\n' }, /"Letters" holds no modules/, /module.md/],
];

describe('what is wrong between files is one problem, at its place, with a remedy:', () => {
  it.each(between)('%s', async (_, files, what, remedy) => {
    const [path, text] = Object.entries(files).find(([, content]) => content.includes('⟦'))!;
    const at = marked(text);
    const { problems } = await load({ ...smallCurriculum, ...files, [path]: at.text });
    expect(problems).toEqual([{ file: path, line: at.line, column: at.column, what: expect.stringMatching(what), remedy: expect.stringMatching(remedy) }]);
  });

  describe('also beside a problem inside lesson.md:', () => {
    const picture = (text: string) => changed(text, '## Adding', '## Adding\n\n![a picture](/x.png)');
    const whats = async (files: Record<string, string>) => (await load({ ...smallCurriculum, ...files })).problems.map(({ what }) => what).filter((what) => !what.startsWith('pictures'));

    it.each(between.filter(([, files]) => lessonPath in files || exercisePath.replace('sum-of', 'zum-of') in files))('%s', async (_, files, what) => {
      const unmarked = Object.fromEntries(Object.entries(files).map(([path, text]) => [path, text.replace('⟦', '')]));
      expect(await whats({ ...unmarked, [lessonPath]: picture(unmarked[lessonPath] ?? sumLesson) })).toEqual([expect.stringMatching(what)]);
    });

    it('a quiz id used twice, and an id used by two lessons', async () => {
      const two = 'numbers/01-adding/02-two/lesson.md';
      expect(await whats({ [lessonPath]: picture(sumLesson), [two]: changed(second(sumLesson), 'quiz-two', 'sum-quiz') })).toEqual([expect.stringMatching(/quiz id `sum-quiz` is used twice/)]);
      expect(await whats({ [lessonPath]: picture(sumLesson), [two]: changed(second(sumLesson), 'id: sums-two', 'id: sums') })).toEqual([expect.stringMatching(/`sums` is used twice/)]);
    });

    it('nothing more when all is well otherwise, whatever hides the rest of the lesson', async () => {
      expect(await whats({ [lessonPath]: picture(sumLesson) })).toEqual([]);
      expect(await whats({ [lessonPath]: changed(sumLesson, 'console.log(1 + 2)\n```', 'console.log(1 + 2)') })).toEqual(['this fence is never closed']);
      expect(await whats({ [lessonPath]: changed(sumLesson, '{id="sum-of"}', '{id="Sum of"}') })).toEqual(['`Sum of` is not an id']);
      expect(await whats({ [exercisePath]: changed(sumExercise, '1. Begin', '1. ![x](/y.png) Begin') })).toEqual([]);
    });

    it('while what learners see holds good files only', async () => {
      const { curriculum } = await load({ ...smallCurriculum, [lessonPath]: picture(sumLesson), 'numbers/01-adding/02-two/lesson.md': second(sumLesson) });
      expect([curriculum.findLesson('sums'), curriculum.findExercise('sum-of'), curriculum.findLesson('sums-two')]).toEqual([undefined, undefined, expect.anything()]);
    });

    it('and a broken exercise takes no id from a good one', async () => {
      const { curriculum, problems } = await load({ ...smallCurriculum, 'numbers/01-adding/01-sums/a.md': changed(sumExercise, 'minutes: 5', 'minutes: five') });
      expect(curriculum.getLesson('sums').exerciseIds).toEqual(['sum-of']);
      expect(problems.map(({ what }) => what)).toEqual(['`minutes` is `five`', expect.stringMatching(/`sum-of` is used twice/)]);
    });
  });

  it('an id used twice by parts of two kinds', async () => {
    const { problems } = await load({ ...smallCurriculum, 'numbers/01-adding/01-sums/sum-of.md': changed(sumExercise, 'id: sum-of', 'id: numbers') });
    expect(problems).toContainEqual({ file: exercisePath, line: 2, column: 5, what: 'the id `numbers` is used twice: the track at numbers/track.md:2 has it too', remedy: 'give one of them another id' });
  });

  it('a file that no lesson stands beside', async () => {
    const { problems } = await load({ ...smallCurriculum, 'numbers/01-adding/second.md': changed(sumExercise, 'id: sum-of', 'id: second') });
    expect(problems).toEqual([{ file: 'numbers/01-adding/second.md', line: 1, column: 1, what: 'this file is part of no lesson', remedy: expect.stringContaining('beside a lesson.md') }]);
  });

  it.each([
    ['track.md', 'numbers/track.md', 'numbers'], ['module.md', 'numbers/01-adding/module.md', 'numbers/01-adding'], ['lesson.md', lessonPath, 'numbers/01-adding/01-sums'],
  ])('a folder without %s', async (name, path, folder) => {
    const files = { ...smallCurriculum };
    delete files[path];
    const { problems } = await load(files);
    expect(problems).toContainEqual({ file: folder, line: 1, column: 1, what: `this folder has no ${name}, so nothing in it is shown`, remedy: expect.stringContaining(`add ${name}`) });
  });
});

describe('what is broken costs nothing but itself:', () => {
  const more = { ...smallCurriculum, [lessonPath]: changed(sumLesson, '::exercise{id="sum-of"}', '::exercise{id="second"}\n\n::exercise{id="sum-of"}'), 'numbers/01-adding/01-sums/second.md': changed(sumExercise, 'id: sum-of', 'id: second') };

  it('an exercise', async () => {
    const { curriculum, problems } = await load({ ...more, [exercisePath]: changed(sumExercise, 'difficulty: 1', 'dificulty: 1') });
    expect(problems.map(({ file }) => file)).toEqual([exercisePath, exercisePath]);
    expect(curriculum.getLesson('sums').exerciseIds).toEqual(['second']);
  });

  it('the head of a track or module, which is shown by its folder\'s name', async () => {
    const { curriculum, problems } = await load({ ...more, 'numbers/track.md': 'nothing', 'numbers/01-adding/module.md': '' });
    expect(problems.map(({ file }) => file)).toEqual(['numbers/01-adding/module.md', 'numbers/track.md']);
    expect(curriculum.getTrack('numbers').modules[0]).toMatchObject({ id: 'adding', title: 'adding' });
    expect(curriculum.exercises.size).toBe(2);
  });

  it('a lesson, with the exercises beside it', async () => {
    const two = { 'numbers/01-adding/02-two/lesson.md': second(sumLesson) };
    const { curriculum, problems } = await load({ ...more, ...two, [lessonPath]: changed(more[lessonPath]!, 'minutes: 5', 'minutes: five') });
    expect(problems).toHaveLength(1);
    expect(curriculum.findLesson('sums')).toBeUndefined();
    expect(curriculum.findLesson('sums-two')).toBeDefined();
  });
});

it('says so when there is no folder, and does not throw', async () => {
  await using folder = await folderWith({});
  const dir = join(folder.dir, 'nowhere');
  const { curriculum, problems } = await loadCurriculum(dir);
  expect(curriculum.tracks).toEqual([]);
  expect(problems).toEqual([{ file: dir, line: 1, column: 1, what: 'there is nothing here', remedy: expect.any(String) }]);
});

it('survives Markdown nested so deep that the parser gives up', async () => {
  const { curriculum, problems } = await load({ ...smallCurriculum, [exercisePath]: `${sumExercise}\n${'> '.repeat(20_000)}x` });
  expect(problems.length).toBeGreaterThan(0);
  expect(curriculum.getLesson('sums').exerciseIds).toEqual([]);
});
