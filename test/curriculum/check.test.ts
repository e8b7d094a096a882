import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../server/contract/sandbox.ts';
import { checkCurriculum } from '../../server/curriculum/check.ts';
import { openSandbox } from '../../server/sandbox/sandbox.ts';
import { changed, folderWith, marked, smallCurriculum, sumExercise, sumLesson } from './small-curriculum.ts';

const lessonPath = 'numbers/01-adding/01-sums/lesson.md';
const exercisePath = 'numbers/01-adding/01-sums/sum-of.md';
const mistake = (title: string, code: string) => `### ${title}\nA sentence.\n\`\`\`ts\n${code}\n\`\`\`\n`;

let sandbox: Sandbox;
beforeAll(async () => { sandbox = await openSandbox({ runners: availableParallelism() }); }, 60_000);
afterAll(() => sandbox.close());

/** Checks files in a folder of their own; problems come with paths below it. */
async function check(files: Record<string, string>, within?: string) {
  await using folder = await folderWith(files);
  const { problems, proven } = await checkCurriculum(folder.dir, { sandbox, atATime: 4, within: within === undefined ? undefined : join(folder.dir, within) });
  expect(sandbox.busy).toBe(0);
  return { problems: problems.map((problem) => ({ ...problem, file: problem.file.slice(folder.dir.length + 1) })), proven };
}

const withExercise = (text: string) => ({ ...smallCurriculum, [exercisePath]: text });
const withLesson = (text: string) => ({ ...smallCurriculum, [lessonPath]: text });

it('proves a good curriculum, and says how much of it', async () => {
  const { problems, proven } = await check(smallCurriculum);
  expect(problems).toEqual([]);
  expect(proven).toEqual({ lessons: 1, exercises: 1, solutions: 1, mistakes: 1, examples: 1, seconds: expect.any(Number) });
}, 30_000);

it('proves the example of the authoring guide', async () => {
  const guide = await readFile('curriculum/README.md', 'utf8');
  const example = /^`````markdown\n([\s\S]*?)^`````$/m.exec(guide)![1]!;
  const lesson = changed(sumLesson, '::exercise{id="sum-of"}', '::exercise{id="sum-of"}\n\n::exercise{id="page-of"}');
  const { problems, proven } = await check({ ...withLesson(lesson), 'numbers/01-adding/01-sums/page-of.md': example });
  expect(problems).toEqual([]);
  expect(proven).toMatchObject({ exercises: 2, solutions: 3, mistakes: 5 });
}, 30_000);

it('proves each runtime of an exercise by itself', async () => {
  const both = changed(sumExercise, 'runtimes: [typescript]', 'runtimes: [typescript, javascript]')
    .replace('## Solution\n', '```js\nexport function sumOf(numbers) {}\n```\n\n## Solution\n```js\nexport function sumOf(numbers) { return 6 }\n```\n');
  const { problems, proven } = await check(withExercise(both));
  expect(problems).toEqual([expect.objectContaining({ file: exercisePath, what: expect.stringMatching(/^the solution for `javascript` does not pass: failed: .*counts what is below zero.*expected -1, got 6/) })]);
  expect(proven).toMatchObject({ solutions: 1, mistakes: 1 });
}, 30_000);

describe('running finds, at its place and with a remedy:', () => {
  it.each<[string, Record<string, string>, RegExp, RegExp]>([
    ['a solution that fails', withExercise(changed(sumExercise, '## Solution\n', '## Solution\n⟦').replace('sum + number, 0)\n}\n```\n\n## Tests', 'sum + number, 1)\n}\n```\n\n## Tests')), /solution for `typescript` does not pass: failed: .*“adds”: expected 6, got 7/, /mend the solution/],
    ['a solution that does not parse', withExercise(changed(sumExercise, '## Solution\n```ts\nexport', '## Solution\n⟦```ts\nexport export')), /does not pass: error: SyntaxError/, /mend the solution/],
    ['a starter that passes', withExercise(changed(sumExercise, '## Starter\n', '## Starter\n⟦').replace('  return 0', '  return numbers.reduce((sum, number) => sum + number, 0)').concat(mistake('Counts', 'export const sumOf = (numbers: number[]) => numbers.length'))), /starter for `typescript` passes/, /leave out/],
    ['a starter that reads advice', withExercise(changed(sumExercise, '## Starter\n', '## Starter\n⟦').concat(mistake('Says 0', 'export const sumOf = (numbers: number[]) => numbers.length * 0'))), /starter for `typescript` would read the advice "Says 0" before/, /not written yet/],
    ['a mistake that passes', withExercise(`${sumExercise}${mistake('None', 'export const sumOf = (numbers: number[]) => numbers.reduce((a, b) => a + b)').replace('```ts', '⟦```ts')}`), /mistake "None" passes every case/, /add a case/],
    ['a mistake whose advice another one takes', withExercise(`${sumExercise}${mistake('Takes only positive ones', 'export const sumOf = (numbers: number[]) => numbers[0]! > 0 ? 6 : 0').replace('```ts', '⟦```ts')}`), /"Takes only positive ones" reads "Leaves out negative numbers" instead/, /only one of them fails/],
    ['a mistake that does not load, so that no advice is shown', withExercise(`${sumExercise}${mistake('Breaks', 'export function sumOf( {').replace('```ts', '⟦```ts')}`), /"Breaks" reads no advice: error/, /make its code load/],
    ['an example that fails', withLesson(changed(sumLesson, '```ts run\nconsole.log(1 + 2)', '⟦```ts run\nconsole.log(nothing)')), /does not end well: error: .*nothing is not defined/, /run fails/],
    ['an example that should fail and does not', withLesson(changed(sumLesson, '```ts run', '⟦```ts run fails')), /marked `fails`, and it ends well/, /remove `fails`/],
    ['a link to a heading that is not there', withLesson(changed(sumLesson, '## Adding', 'See ⟦[below](#addings).\n\n## Adding')), /lesson `sums` has no heading `#addings`/, /copy the address/],
    ['the same from an exercise', withExercise(changed(sumExercise, '1. Begin', '1. ⟦[See](/lessons/sums#addings). Begin')), /has no heading `#addings`/, /copy the address/],
  ])('%s', async (_, files, what, remedy) => {
    const [path, text] = Object.entries(files).find(([, content]) => content.includes('⟦'))!;
    const at = marked(text);
    const { problems } = await check({ ...files, [path]: at.text });
    const [first, ...more] = problems.filter((problem) => problem.file === path);
    expect(more).toEqual([]);
    expect(first).toEqual({ file: path, line: at.line, column: at.column, what: expect.stringMatching(what), remedy: expect.stringMatching(remedy) });
  }, 30_000);

  it('a starter that reads advice on Run only, where the hidden case does not tell it from a mistake', async () => {
    const text = sumExercise.concat(mistake('Says 0 or -1', 'export const sumOf = (numbers: number[]) => (numbers.length === 1 ? -1 : 0)'));
    expect((await check(withExercise(text))).problems).toMatchObject([{ file: exercisePath, what: 'the starter for `typescript` would read the advice "Says 0 or -1" before anything is written' }]);
  }, 30_000);

  it('an example and a lost heading although the lesson has a picture', async () => {
    const text = changed(changed(sumLesson, 'console.log(1 + 2)', 'console.log(nothing)'), '## Adding', '![x](/y.png) [below](#addings)\n\n## Adding');
    expect((await check(withLesson(text))).problems.map(({ what }) => what)).toEqual([
      expect.stringMatching(/^pictures/), 'the lesson `sums` has no heading `#addings`', expect.stringMatching(/^this example does not end well/),
    ]);
  }, 30_000);

  it('an id used twice, without telling each mistake from itself', async () => {
    const { problems } = await check({ ...smallCurriculum, [exercisePath.replace('sum-of', 'zum-of')]: sumExercise });
    expect(problems.map(({ what }) => what)).toEqual([expect.stringMatching(/`sum-of` is used twice/)]);
  }, 30_000);

  it('a case that nothing fails', async () => {
    const { text, line, column } = marked(changed(changed(sumExercise, '  - name: counts', '  - ⟦name: nothing\n    args: [[]]\n    returns: 0\n  - name: counts'), '', ''));
    const { problems } = await check(withExercise(text));
    expect(problems).toEqual([{ file: exercisePath, line, column, what: 'the case "nothing" proves nothing: no starter and no mistake fails it', remedy: 'add a mistake that only this case catches, or remove the case' }]);
  }, 30_000);
});

it('takes an example that ends with an error for true when it says so, and a link to a heading that is there', async () => {
  const text = changed(changed(sumLesson, '```ts run\nconsole.log(1 + 2)', '```ts run fails\nthrow new Error("so it goes")'), '## Adding', 'See [below](#adding) or [here](/lessons/sums#adding).\n\n## Adding');
  expect(await check(withLesson(text))).toMatchObject({ problems: [], proven: { examples: 1 } });
}, 30_000);

describe('a check of a part', () => {
  const broken = { ...withLesson(changed(sumLesson, 'console.log(1 + 2)', 'console.log(nothing)')), 'letters/track.md': '---\nid: letters\ntitle: Letters\nsummary: x\n---\n' };

  it('leaves out what lies elsewhere', async () => {
    expect(await check(broken, exercisePath)).toMatchObject({ problems: [], proven: { lessons: 0, exercises: 1, solutions: 1, examples: 0 } });
    expect((await check(broken, 'numbers')).problems).toMatchObject([{ file: lessonPath }]);
    expect((await check(broken)).problems).toMatchObject([{ file: 'letters/track.md' }, { file: lessonPath }]);
  }, 30_000);

  it('proves one lesson without its exercises', async () => {
    expect(await check(smallCurriculum, lessonPath)).toMatchObject({ problems: [], proven: { lessons: 1, exercises: 0, examples: 1 } });
  }, 30_000);

  it('proves an exercise before its lesson places it', async () => {
    const { problems, proven } = await check(withLesson(changed(sumLesson, '::exercise{id="sum-of"}\n', '')), exercisePath);
    expect(proven).toMatchObject({ exercises: 1, solutions: 1, mistakes: 1 });
    expect(problems).toMatchObject([{ what: 'the exercise `sum-of` is placed nowhere' }]);
  }, 30_000);

  it.each([['numbers/track.md'], ['README.md'], ['elsewhere']])('never passes for want of exercises: %s', async (within) => {
    expect((await check(smallCurriculum, within)).problems).toMatchObject([{ file: within, what: 'there is no exercise here, so nothing is proven' }]);
  }, 30_000);
});

it('never passes for want of a curriculum', async () => {
  expect((await check({})).problems).toMatchObject([{ what: 'there is no exercise here, so nothing is proven' }]);
});
