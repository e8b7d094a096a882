import { describe, expect, it } from 'vitest';
import { parseLessonFile } from '../../server/curriculum/lesson-file.ts';
import { formatProblem } from '../../server/curriculum/problem.ts';
import { changed, marked, sumLesson } from './small-curriculum.ts';

it('reads a good lesson', () => {
  const { part, problems } = parseLessonFile('lesson.md', changed(sumLesson, 'skills: [arrays]', 'skills: [arrays]\nprerequisites: [values]'));
  expect(problems).toEqual([]);
  expect(part).toMatchObject({
    id: 'sums', title: 'Sums', summary: 'Adding up.', minutes: 5, skills: ['arrays'],
    prerequisites: [{ lessonId: 'values', position: { file: 'lesson.md', line: 7, column: 17 } }],
    placed: [{ exerciseId: 'sum-of', position: { line: 15, column: 1 } }],
    quizzes: [{ id: 'sum-quiz', position: { line: 17, column: 1 } }],
    examples: [{ runtime: 'typescript', code: 'console.log(1 + 2)', fails: false, position: { line: 11, column: 1 } }],
  });
  expect(part!.body.startsWith('## Adding')).toBe(true);
});

it('knows an example that is meant to fail', () => {
  expect(parseLessonFile('lesson.md', changed(sumLesson, '```ts run', '```js run fails')).part!.examples).toMatchObject([{ runtime: 'javascript', fails: true }]);
});

it('collects links, also those given by reference', () => {
  const text = changed(sumLesson, '## Adding', '[a](/lessons/sums#adding) and [b][there]\n\n[there]: https://example.org/\n\n## Adding');
  expect(parseLessonFile('lesson.md', text).part!.links).toEqual([
    { url: '/lessons/sums#adding', position: { file: 'lesson.md', line: 8, column: 1 } },
    { url: 'https://example.org/', position: { file: 'lesson.md', line: 10, column: 1 } },
  ]);
});

const right = '- [x] 2\n  So it is.';
const wrongOption = '- [ ] 11\n  That is two texts, one after the other.';

describe('a broken lesson gives no lesson and one problem, at its place, with a remedy:', () => {
  it.each([
    ['an unknown key', 'minutes: 5', 'minutes: 5\n⟦prerequisite: [a]', /`prerequisite` is not a key of a lesson/, /did you mean `prerequisites`/],
    ['minutes that are none', 'minutes: 5', 'minutes: ⟦soon', /`minutes` is `soon`/, /whole number of minutes/],
    ['no body', sumLesson.slice(sumLesson.indexOf('## Adding')), '', /lesson is empty/, /front matter/],
    ['an exercise without an id', '::exercise{id="sum-of"}', '⟦::exercise', /`exercise` has no id/, /book-shelf/],
    ['an id that is none', '::exercise{id="sum-of"}', '⟦::exercise{id="Sum Of"}', /`Sum Of` is not an id/, /id=/],
    ['an unknown attribute', '::exercise{id="sum-of"}', '⟦::exercise{id="sum-of" size="2"}', /`size` means nothing/, /only `id`/],
    ['an unknown directive', '::exercise{id="sum-of"}', '⟦::exercize{id="sum-of"}', /`::exercize` places nothing/, /::exercise/],
    ['an exercise as a block', '::exercise{id="sum-of"}', '⟦:::exercise{id="sum-of"}\n:::', /`:::exercise` is not a block/, /two colons/],
    ['a quiz with two colons', '::exercise{id="sum-of"}', '⟦::quiz{id="sum-of"}', /`::quiz` places nothing/, /three colons/],
    ['an exercise inside a list', '::exercise{id="sum-of"}', '- Now:\n\n  ⟦::exercise{id="sum-of"}', /inside a list, a quote/, /margin/],
    ['a quiz without a question', 'What is 1 + 1?\n', '', /no question/, /before the options/],
    ['a quiz without a right option', '- [x] 2', '- [ ] 2', /no right option/, /- \[x\]/],
    ['a quiz of one option', `${wrongOption}\n`, '', /at least two options/, /- \[ \]/],
    ['a quiz without options', `${wrongOption}\n${right}`, 'Who knows?', /at least two options/, /- \[ \]/],
    ['an option that is neither right nor wrong', right, `${right}\n⟦- 3\n  No.`, /neither right nor wrong/, /- \[ \]/],
    ['an option without an explanation', right, '⟦- [x] 2', /no explanation/, /indented/],
    ['something after the options', right, `${right}\n\n⟦Well?`, /after the options/, /indent/],
    ['an example of no runtime', '```ts run', '⟦```text run', /`text` names no runtime/, /`ts`/],
    ['an example of a later runtime', '```ts run', '⟦```java run', /`java` is not available in this version yet/, /remove `run`/],
    ['an unknown word after run', '```ts run', '⟦```ts run twice', /`twice` means nothing/, /run fails/],
    ['an example inside a list', '```ts run\nconsole.log(1 + 2)\n```', '- See:\n\n  ⟦```ts run\n  1\n  ```', /inside a list/, /margin/],
    ['raw HTML', '## Adding', '## Adding\n\n⟦<table><tr></tr></table>', /raw HTML/, /Markdown/],
    ['a heading of the page\'s rank', '## Adding', '⟦# Adding', /the page's own title/, /##/],
  ])('%s', (_, part, by, what, remedy) => {
    const text = changed(sumLesson, part, by);
    const at = by.includes('⟦') ? marked(text) : { text };
    const { part: lesson, problems } = parseLessonFile('lesson.md', at.text);
    expect(lesson).toBeUndefined();
    expect(problems.map(formatProblem)).toEqual([expect.stringMatching(what)]);
    expect(problems[0]!.remedy).toMatch(remedy);
    expect(problems[0]).toMatchObject('line' in at ? { line: at.line, column: at.column } : {});
  });
});

it('names a quiz that is never closed', () => {
  const { text, line, column } = marked(changed(sumLesson, ':::quiz{id="sum-quiz"}', '⟦:::quiz{id="sum-quiz"}'));
  expect(parseLessonFile('lesson.md', text.replace(/:::\n$/, '')).problems).toEqual([{ file: 'lesson.md', line, column, what: 'this quiz is never closed', remedy: 'end it with a line `:::`' }]);
});

it('lets a comment and `:name` in prose be', () => {
  expect(parseLessonFile('lesson.md', changed(sumLesson, '## Adding', '<!-- later -->\n\n## Adding at 10:30, in /books/:id')).problems).toEqual([]);
});
