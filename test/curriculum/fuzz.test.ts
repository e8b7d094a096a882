import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseExerciseFile } from '../../server/curriculum/exercise-file.ts';
import { parseHeadFile } from '../../server/curriculum/front-matter.ts';
import { renderLesson } from '../../server/curriculum/lesson-body.ts';
import { parseLessonFile } from '../../server/curriculum/lesson-file.ts';
import { renderMarkdown } from '../../server/curriculum/markdown.ts';
import { formatProblem } from '../../server/curriculum/problem.ts';
import type { CurriculumProblem } from '../../server/curriculum/problem.ts';
import { smallCurriculum, sumExercise, sumLesson } from './small-curriculum.ts';

/** Pieces that mean something somewhere in a file, so that random texts reach beyond the first line. */
const pieces = [
  '---\n', '\n', '  ', '## Hints\n', '## Tests\n', '### A\n', '```yaml\n', '```ts\n', '```\n', '````', '1. ', '- [ ] a\n', '- [x] b\n', ':::quiz{id="q"}\n', ':::\n', '::exercise{id="a"}\n', ':a[b]{c}',
  'id: a\n', 'call: f\n', 'http:\n', 'cases:\n', '  - name: a\n', '    args: [', ']', '{', '}', '&a ', '*a', '!set ', '!map ', '!bigint ', '!!binary ', '<<: *a\n', '? ', ': ', '"', '\'', '| ', '>', '<b>', '[^1]', '[a]: b\n', '|-|\n', '\t', '\u0000', '\uFEFF', '\r', '%YAML 1.1\n', '# ', '\\', '`', '*', '_', '~~~\n',
];
const anything = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...pieces) }, { weight: 1, arbitrary: fc.string({ maxLength: 5 }) }), { maxLength: 60 }).map((parts) => parts.join('')));

/** A good file with one stretch of it replaced, doubled or taken out. */
const mutated = (text: string) => fc.tuple(fc.nat(text.length), fc.nat(40), fc.oneof(fc.constant(''), anything, fc.nat(text.length).map((from) => text.slice(from, from + 60))))
  .map(([from, length, by]) => text.slice(0, from) + by + text.slice(from + length));

/** What is wrong with a reading itself: a part and problems at once, neither, or a problem that points nowhere or says nothing. */
function complaints(text: string, { part, problems }: { part?: unknown; problems: CurriculumProblem[] }): string[] {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const nowhere = problems.filter(({ line, column, what, remedy }) => {
    // A tab stands for up to four columns where Markdown counts indentation.
    const columns = (lines[line - 1]?.length ?? 0) * 4 + 2;
    return !(line >= 1 && line <= lines.length + 1 && column >= 1 && column <= columns && what !== '' && remedy !== '');
  });
  return [...((part === undefined) === (problems.length > 0) ? [] : ['either a part or problems']), ...nowhere.map(formatProblem)];
}

const runs = { numRuns: 300 };

it('any text is an exercise or a list of problems with places', () => {
  fc.assert(fc.property(fc.oneof(anything, mutated(sumExercise)), (text) => { expect(complaints(text, parseExerciseFile('x.md', text))).toEqual([]); }), runs);
}, 60_000);

it('any text is a lesson or a list of problems with places', () => {
  fc.assert(fc.property(fc.oneof(anything, mutated(sumLesson)), (text) => { expect(complaints(text, parseLessonFile('x.md', text))).toEqual([]); }), runs);
}, 60_000);

it('any text is the head of a track or a list of problems with places', () => {
  fc.assert(fc.property(fc.oneof(anything, mutated(smallCurriculum['numbers/track.md']!)), (text) => { expect(complaints(text, parseHeadFile('x.md', text, 'track'))).toEqual([]); }), runs);
}, 60_000);

it('any Markdown becomes HTML without a script, a handler or a style', async () => {
  const hostile = fc.array(fc.oneof(fc.constantFrom('<script>', '</script>', '<img src=x onerror=1>', '<a href="javascript:1">', '[x](javascript:1)', '![x](data:1)', '<svg/onload=1>', '<!--', '-->', '\n\n', '`', '|a|\n|-|\n|b|', '<div style="x">', ':::quiz{id="q" onclick="x"}\n', ':::\n'), anything), { maxLength: 12 }).map((parts) => parts.join(''));
  await fc.assert(fc.asyncProperty(hostile, async (markdown) => {
    const { blocks } = await renderLesson({ body: markdown, exerciseIds: [], trackId: 'apis', hash: markdown });
    const html = await renderMarkdown(markdown) + blocks.map((block) => (block.kind === 'html' ? block.html : '')).join('');
    // A quoted value may hold anything but a quote; what stands outside of quotes makes the tag.
    for (const [tag] of html.matchAll(/<[a-z](?:"[^"]*"|[^">])*>/gi)) {
      expect(tag.replaceAll(/"[^"]*"/g, '""')).not.toMatch(/^<(script|svg|iframe|object|style)|\son\w+=|\sstyle=/i);
      for (const [, url] of tag.matchAll(/\s(?:href|src)="([^"]*)"/gi)) expect(url).toMatch(/^(https?:|mailto:|[^:]*$|[^:]*[/?#])/i);
    }
  }), runs);
}, 60_000);
