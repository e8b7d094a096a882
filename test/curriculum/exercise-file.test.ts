import { describe, expect, it } from 'vitest';
import { parseExerciseFile } from '../../server/curriculum/exercise-file.ts';
import { formatProblem } from '../../server/curriculum/problem.ts';
import { changed, marked, sumExercise } from './small-curriculum.ts';

const lineOf = (part: string) => sumExercise.slice(0, sumExercise.indexOf(part)).split('\n').length;

describe('a good exercise', () => {
  const { part, problems } = parseExerciseFile('sum-of.md', sumExercise);
  const exercise = part!.exercise;

  it('is read without a problem, whatever its fences hold', () => {
    expect(problems).toEqual([]);
    expect(exercise.task).toContain('## Tests\n```ts\nnot a section, not a fence\n```\n````');
    expect(exercise.task.startsWith('Write `sumOf`')).toBe(true);
  });

  it('keeps every part of itself', () => {
    expect(exercise).toMatchObject({
      id: 'sum-of', title: 'The sum of a list', runtimes: ['typescript'], skills: ['arrays'], difficulty: 1, minutes: 5,
      limits: { timeMs: 1000, memoryMb: 32 },
      files: { 'data/numbers.txt': '1 2 3' },
      hints: ['Begin with 0.', 'Then go through the list:\n\n- one by one'],
      starter: { typescript: 'export function sumOf(numbers: number[]): number {\n  return 0\n}' },
      position: { file: 'sum-of.md', line: 2, column: 5 },
    });
    expect(exercise.solution.typescript).toContain('reduce');
    expect(exercise.tests).toEqual({
      kind: 'call', function: 'sumOf', cases: [
        { name: 'adds', hidden: false, hint: undefined, args: [[1, 2, 3]], returns: 6, position: expect.objectContaining({ line: lineOf('name: adds'), column: 5 }) },
        { name: 'counts what is below zero', hidden: true, hint: 'Are negative numbers numbers?', args: [[-1]], returns: -1, position: expect.objectContaining({ line: lineOf('name: counts'), column: 5 }) },
      ],
    });
    expect(exercise.mistakes).toEqual([expect.objectContaining({ title: 'Leaves out negative numbers', text: 'Every number counts, also one **below zero**.', code: { typescript: expect.stringContaining('filter') } })]);
  });

  it('has another hash as soon as anything in it changes', () => {
    expect(parseExerciseFile('sum-of.md', sumExercise).part!.exercise.hash).toBe(exercise.hash);
    expect(parseExerciseFile('sum-of.md', changed(sumExercise, 'Begin with 0.', 'Begin at 0.')).part!.exercise.hash).not.toBe(exercise.hash);
  });

  it('reads the same with Windows line ends and a byte order mark', () => {
    const { part: windows, problems: none } = parseExerciseFile('sum-of.md', `\uFEFF${sumExercise.replaceAll('\n', '\r\n')}`);
    expect(none).toEqual([]);
    expect({ ...windows!.exercise, hash: '' }).toEqual({ ...exercise, hash: '' });
  });
});

it('reads `program` tests', () => {
  const cases = 'program:\ncases:\n  - name: echoes\n    stdin: |\n      a\n      b\n    argv: [-v, "2"]\n    stdout: { contains: a }\n    stderr: ""\n    exitCode: 3\n  - name: ends well\n    exitCode: 0\n';
  const { part, problems } = parseExerciseFile('x.md', sumExercise.replace(/call: sumOf[\s\S]*?returns: -1\n/, () => cases));
  expect(problems).toEqual([]);
  expect(part!.exercise.tests).toMatchObject({
    kind: 'program', cases: [
      { name: 'echoes', stdin: 'a\nb\n', argv: ['-v', '2'], stdout: { $: 'contains', value: 'a' }, stderr: '', exitCode: 3 },
      { name: 'ends well', stdin: '', argv: [], exitCode: 0 },
    ],
  });
});

// [what is wrong, the part replaced, by what with ⟦ where the problem points, what it says, how to mend it]
const broken: [string, string, string, RegExp, RegExp][] = [
  ['no front matter', sumExercise.slice(0, sumExercise.indexOf('Write')), '⟦', /does not begin with front matter/, /---/],
  ['YAML that cannot be read', 'title: The sum of a list', 'title: ⟦The sum: of a list', /not valid YAML/, /quotes/],
  ['a key written twice', 'difficulty: 1', 'difficulty: 1\n⟦difficulty: 2', /not valid YAML: Map keys must be unique/, /keep one/],
  ['an unknown key', 'minutes: 5', '⟦minuts: 5', /`minuts` is not a key of an exercise/, /did you mean `minutes`/],
  ['a missing key', 'title: The sum of a list\n', '', /has no `title`/, /write a title/],
  ['an id that is none', 'id: sum-of', 'id: ⟦Sum_Of', /`id` is `Sum_Of`/, /lower-case/],
  ['a difficulty beyond 5', 'difficulty: 1', 'difficulty: ⟦9', /`difficulty` is `9`/, /from 1 .* to 5/],
  ['a skill that is no text', 'skills: [arrays]', 'skills: [arrays, ⟦[x]]', /`skills.1` is a list/, /list of at least one skill/],
  ['an unknown runtime', 'runtimes: [typescript]', 'runtimes: [typescript, ⟦typscript]', /`typscript` is not a runtime/, /did you mean `typescript`/],
  ['a runtime of a later version', 'runtimes: [typescript]', 'runtimes: [typescript, ⟦java]', /`java` is not available in this version yet/, /`javascript` or `typescript`/],
  ['a runtime twice', 'runtimes: [typescript]', 'runtimes: [typescript, ⟦typescript]', /listed twice/, /once/],
  ['time above the ceiling', 'timeMs: 1000', 'timeMs: ⟦20000', /above the ceiling of 10000 milliseconds/, /from 50 to 10000/],
  ['memory above the ceiling', 'memoryMb: 32', 'memoryMb: ⟦1024', /above the ceiling of 256 MB/, /from 16 to 256/],
  ['a limit that is no number', 'timeMs: 1000', 'timeMs: ⟦1s', /`timeMs` is `1s`/, /whole number/],
  ['an unknown limit', 'timeMs: 1000', '⟦time: 1000', /`time` is not a key of `limits`/, /did you mean `timeMs`/],
  ['a file name that leaves the folder', 'data/numbers.txt', '⟦../numbers.txt', /`files.\.\.\/numbers.txt`/, /file names/],
  ['an unknown section', '## Hints', '⟦## Hint', /`## Hint` is not a section/, /did you mean `## Hints`.*###/],
  ['a section twice', '## Starter', '⟦## Hints\n1. More.\n## Starter', /stands here a second time/, /one section/],
  ['hints that are no list', '1. Begin with 0.', '⟦Begin with 0.\n\n1. First.', /one numbered list/, /1\. …/],
  ['an empty hint', '1. Begin with 0.', '⟦1.', /hint is empty/, /sentence/],
  ['prose among the code', '## Starter\n', '## Starter\n⟦Here it is:\n', /holds code only/, /comment/],
  ['a fence without a language', '## Starter\n```ts', '## Starter\n⟦```', /names no language/, /```ts/],
  ['a fence of an unknown language', '## Starter\n```ts', '## Starter\n⟦```typescrpt', /`typescrpt` names no runtime/, /did you mean `typescript`/],
  ['a fence of another runtime', '## Solution\n', '## Solution\n⟦```js\n1\n```\n', /for `javascript`, which `runtimes` does not list/, /add `javascript`/],
  ['two fences for one runtime', '## Solution\n', '## Solution\n```ts\n1\n```\n⟦', /two fences for `typescript`/, /keep one/],
  ['a runtime without a starter', '```ts\nexport function sumOf(numbers: number[]): number {\n  return 0\n}\n```\n\n## Solution', '## Solution', /:28:1  the runtime `typescript` has no starter/, /```ts/],
  ['an empty solution', 'export function sumOf(numbers: number[]): number {\n  return numbers.reduce((sum, number) => sum + number, 0)\n}', '', /solution for `typescript` is empty/, /passes every test/],
  ['tests that are not YAML', '```yaml', '⟦```json', /tests are YAML/, /```yaml/],
  ['a second fence of tests', '## Mistakes', '⟦```yaml\n```\n## Mistakes', /second one/, /first/],
  ['prose among the tests', '## Tests\n```yaml', '## Tests\n⟦See below.\n```yaml', /one YAML fence only/, /comment/],
  ['a mistake without a sentence', 'Every number counts, also one **below zero**.\n', '', /no sentence that helps/, /sentences below/],
  ['a mistake without code', '### Leaves out', '⟦### Another\nText.\n### Leaves out', /"Another" has no code/, /fence/],
  ['two mistakes of one title', '### Leaves out', '### Leaves out negative numbers\nA.\n```ts\n1\n```\n⟦### Leaves out', /two mistakes are titled/, /name each/],
  ['something before the first mistake', '### Leaves out', '⟦Some words.\n### Leaves out', /belongs to no mistake/, /### What goes wrong/],
  ['raw HTML in the task', 'adds the numbers', 'adds ⟦<b>the numbers', /raw HTML \(`<b>`\)/, /backticks/],
  ['a picture', 'adds the numbers', 'adds ⟦![the numbers](a.png)', /pictures are not available/, /words/],
  ['a heading of the page\'s rank', '### In detail', '⟦# In detail', /the page's own title/, /###/],
  ['an unknown key of the tests', 'cases:', 'reference: x\ncases:', /`reference` is not a key of the tests/, /use one of `call`/],
  ['a misspelt kind', 'call: sumOf', '⟦cal: sumOf', /`cal` is not a key of the tests/, /did you mean `call`/],
  ['a kind of a later version', 'call: sumOf', '⟦shell: sumOf', /`shell` are not available in this version yet/, /`call:`, `program:`, `http:`, `query:`/],
  ['two kinds', 'call: sumOf', 'call: sumOf\n⟦program:', /tests of one kind, and this one has 2/, /keep `call:` or `program:`/],
  ['no kind', 'call: sumOf\n', '⟦', /do not say of which kind/, /call: sumOf/],
  ['a function that is no name', 'call: sumOf', 'call: ⟦sum_of', /does not name a function/, /camelCase/],
  ['no cases', 'cases:\n  - name: adds\n    args: [[1, 2, 3]]\n    returns: 6\n  - name: counts what is below zero\n    hidden: true\n    hint: Are negative numbers numbers?\n    args: [[-1]]\n    returns: -1', '⟦cases:', /no cases/, /- name/],
  ['a case that is no map', '  - name: adds', '  - ⟦adds\n  - name: adds', /test case should be keys and values/, /- name/],
  ['an unknown key of a case', 'hidden: true', '⟦hiden: true', /`hiden` is not a key of a `call` case/, /did you mean `hidden`/],
  ['a case without a name', '  - name: adds\n    args: [[1, 2, 3]]', '  - ⟦args: [[1, 2, 3]]', /has no `name`/, /what the case shows/],
  ['hidden that is neither', 'hidden: true', 'hidden: ⟦yes', /`hidden` is `yes`/, /true or false/],
  ['arguments that are no list', 'args: [[1, 2, 3]]', 'args: ⟦3', /`args` is `3`/, /list of arguments/],
  ['a case that expects nothing', '    returns: 6\n', '', /expects nothing/, /`returns:` or `throws:` or `stdout:`/],
  ['a call that returns and throws', 'returns: 6', 'returns: 6\n    ⟦throws: true', /either returns or throws/, /keep/],
  ['a tolerance of nothing', 'returns: 6', 'stdout: x\n    ⟦about: 0.1', /`about` stands without `returns`/, /returns/],
  ['throws with a misspelt matcher', 'returns: 6', 'throws: { ⟦contain: below zero }', /`contain` is not a key of `throws`/, /did you mean `contains`/],
  ['an error\'s message with a misspelt matcher', 'returns: 6', 'throws: { message: { ⟦match: below zero } }', /`match` is not a matcher/, /did you mean `matches`/],
  ['printed text with a misspelt matcher', 'returns: 6', 'stdout: { ⟦contain: x }', /`contain` is not a matcher/, /did you mean `contains`/],
  ['throws that says nothing', 'returns: 6', 'throws: ⟦false', /neither true nor which error/, /throws: true/],
  ['two cases of one name', '- name: counts what is below zero', '- ⟦name: adds', /two cases are named "adds"/, /own name/],
  ['nothing but hidden cases', '    returns: 6', '    returns: 6\n    hidden: true', /every test case is hidden/, /visible/],
];

describe('a broken exercise gives no exercise and one problem, at its place, with a remedy:', () => {
  it.each(broken)('%s', (_, part, by, what, remedy) => {
    const text = changed(sumExercise, part, by);
    const at = by.includes('⟦') ? marked(text) : { text };
    const { part: exercise, problems } = parseExerciseFile('sum-of.md', at.text);
    expect(exercise).toBeUndefined();
    expect(problems.map(formatProblem)).toEqual([expect.stringMatching(what)]);
    expect(problems[0]).toMatchObject({ file: 'sum-of.md', remedy: expect.stringMatching(remedy) });
    expect(problems[0]).toMatchObject('line' in at ? { line: at.line, column: at.column } : {});
  });
});

it('names a fence that is never closed, and what it swallowed', () => {
  const { text, line } = marked(changed(sumExercise, '## Mistakes', '## Mistakes\n### One\nText.\n⟦```ts\n1\n## More\n````ts'));
  const { problems } = parseExerciseFile('x.md', text.slice(0, text.indexOf('### Leaves')));
  expect(problems).toContainEqual(expect.objectContaining({ line, column: 1, what: 'this fence is never closed' }));
});

it('names every problem of a file, not just the first', () => {
  const text = changed(changed(changed(sumExercise, 'difficulty: 1', 'difficulty: 0'), '## Hints', '## Hnts'), 'hidden: true', 'hidden: 1');
  expect(parseExerciseFile('x.md', text).problems.map(({ line }) => line).sort((a, b) => a - b)).toEqual([6, 22, lineOf('hidden: true')]);
});

it('puts a problem on one line: place, what, remedy, two spaces apart', () => {
  expect(formatProblem({ file: 'a.md', line: 3, column: 7, what: 'this is\nwrong', remedy: 'mend it' })).toBe('a.md:3:7  this is wrong  mend it');
});
