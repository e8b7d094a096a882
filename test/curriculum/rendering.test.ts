import { describe, expect, it, vi } from 'vitest';
import { parseExerciseFile } from '../../server/curriculum/exercise-file.ts';
import { exerciseForLearner } from '../../server/curriculum/for-learner.ts';
import { renderLesson } from '../../server/curriculum/lesson-body.ts';
import { renderCode, renderMarkdown } from '../../server/curriculum/markdown.ts';
import { sumExercise, sumLesson } from './small-curriculum.ts';

const lesson = (body: string, exerciseIds: string[] = []) => renderLesson({ body, exerciseIds, trackId: 'apis', hash: body });

describe('Markdown', () => {
  it.each([
    ['a <script>alert(1)</script> b', '<p>a &#x3C;script>alert(1)&#x3C;/script> b</p>'],
    ['<img src=x onerror=alert(1)>', '<p>&#x3C;img src=x onerror=alert(1)></p>'],
    ['[x](javascript:alert(1))', '<p><a>x</a></p>'],
    ['[x](data:text/html,1)', '<p><a>x</a></p>'],
    ['a <!-- b --> c', '<p>a  c</p>'],
    ['[x](https://example.org)', '<p><a href="https://example.org" rel="noopener noreferrer">x</a></p>'],
    ['[x](/lessons/sums#adding)', '<p><a href="/lessons/sums#adding">x</a></p>'],
    ['~~a~~', '<p><del>a</del></p>'],
    ['::exercise{id="a"}', '<p>::exercise{id="a"}</p>'],
  ])('%s', async (markdown, html) => {
    expect(await renderMarkdown(markdown)).toBe(html);
  });

  it('lets a table scroll in a focusable region labelled by its columns, each label once', async () => {
    const table = '| Method | `Path` |\n| - | - |\n| GET | / |\n';
    const html = await renderMarkdown(`${table}\n${table}`);
    expect(html.match(/<div class="table-scroll" role="region" tabindex="0" aria-label="[^"]*"><table>/g)).toEqual([
      '<div class="table-scroll" role="region" tabindex="0" aria-label="Table: Method, Path"><table>',
      '<div class="table-scroll" role="region" tabindex="0" aria-label="Table: Method, Path (2)"><table>',
    ]);
  });

  it('is rendered once for one text', () => {
    expect(renderMarkdown('once')).toBe(renderMarkdown('once'));
  });
});

describe('code', () => {
  it('is coloured by classes, without a style attribute, and says the same as before', async () => {
    const code = 'const a: string = `x ${1 < 2}` // why\nasync function go() {}';
    const html = await renderCode(code, 'typescript');
    expect(html).toMatch(/^<pre class="code" tabindex="0"><code><span class="tok-keyword">const<\/span>/);
    expect(html).toContain('<span class="tok-comment">// why</span>');
    expect(html).not.toContain('style=');
    expect(html.replace(/<[^>]*>/g, '').replaceAll('&#x3C;', '<')).toBe(code);
  });

  it.each(['ts', 'js', 'javascript', 'python', 'php', 'sql', 'json', 'yaml', 'http', 'xml', 'sh', 'nginx', 'mongodb', 'redis'])('of the language %s has colours', async (language) => {
    expect(await renderCode('# GET / HTTP/1.1\n{"a": "b"} <a b="c"/> select 1; /* x */ <?php "y" ?> server { listen 80; }', language)).toContain('<span class="tok-');
  });

  it('of Redis: the command, its options, texts, numbers, comments and other clients', async () => {
    const html = await renderCode('# why SET\nSET key:1 "a # b" EX 60\n#@ worker\n3 INCR EX', 'redis');
    const tokens = [...html.matchAll(/<span class="tok-([a-z-]+)">([^<]*)<\/span>/g)].map(([, name, text]) => `${name} ${text!.trim()}`);
    expect(tokens).toEqual(['comment # why SET', 'keyword SET', 'string-expression "a # b"', 'function EX', 'constant 60', 'keyword #@', 'function worker', 'constant 3', 'keyword INCR', 'function EX']);
  });

  it('of an unknown language, and far too much of it, stays plain and escaped', async () => {
    expect(await renderCode('<b> & "c"', 'nosuch')).toBe('<pre class="code" tabindex="0"><code>&#x3C;b> &#x26; "c"</code></pre>');
    expect(await renderCode('let a = 1\n'.repeat(10_000), 'ts')).not.toContain('<span');
  });

  it('is coloured to its end however long its lines take', async () => {
    // A clock on which every look costs a second: what a cold grammar on a busy machine looks like to a time limit.
    let now = Date.now();
    const clock = vi.spyOn(Date, 'now').mockImplementation(() => (now += 1000));
    try {
      const html = await renderCode('const slow = "a", slower = "b" // to the end', 'javascript');
      expect(html).toContain('<span class="tok-comment">// to the end</span>');
    } finally {
      clock.mockRestore();
    }
  });

  it('in prose is coloured as well', async () => {
    expect(await renderMarkdown('- a\n\n  ```js\n  let a\n  ```')).toContain('<pre class="code" tabindex="0"><code><span class="tok-keyword">let</span> a</code></pre>');
  });
});

describe('a lesson', () => {
  it('is blocks in reading order', async () => {
    const body = sumLesson.slice(sumLesson.indexOf('## Adding'));
    expect(await lesson(body, ['sum-of'])).toEqual({
      headings: [{ id: 'adding', text: 'Adding', depth: 2 }],
      blocks: [
        { kind: 'html', html: '<h2 id="adding">Adding</h2>' },
        { kind: 'example', runtime: 'typescript', code: 'console.log(1 + 2)', html: await renderCode('console.log(1 + 2)', 'typescript') },
        { kind: 'exercise', exerciseId: 'sum-of' },
        { kind: 'quiz', quiz: { id: 'sum-quiz', questionHtml: '<p>What is 1 + 1?</p>', options: [
          { html: '<p>11</p>', correct: false, explanationHtml: '<p>That is two texts, one after the other.</p>' },
          { html: '<p>2</p>', correct: true, explanationHtml: '<p>So it is.</p>' },
        ] } },
      ],
    });
  });

  it('leaves out an exercise that is not there', async () => {
    expect((await lesson('::exercise{id="gone"}')).blocks).toEqual([]);
  });

  it('gives each heading an id of its own across blocks, and lists those of two ranks', async () => {
    const { headings, blocks } = await lesson('## A `b` & ü\n\n::exercise{id="x"}\n\n### A `b` & ü\n\n#### Deep', ['x']);
    expect(headings).toEqual([{ id: 'a-b--ü', text: 'A b & ü', depth: 2 }, { id: 'a-b--ü-1', text: 'A b & ü', depth: 3 }]);
    expect(blocks).toHaveLength(3);
  });

  it('keeps quiz options with code, lists and an explanation after an empty line', async () => {
    const { blocks } = await lesson(':::quiz{id="q"}\nWhich?\n\n```js\nlet a\n```\n\n- [ ] `a` *or*\n  **no**: `x`\n  and more\n- [x] b\n\n  Because:\n\n  - yes\n:::');
    expect(blocks).toMatchObject([{ kind: 'quiz', quiz: {
      questionHtml: expect.stringContaining('tok-keyword'),
      options: [
        { html: '<p><code>a</code> <em>or</em></p>', explanationHtml: '<p><strong>no</strong>: <code>x</code>\nand more</p>' },
        { html: '<p>b</p>', explanationHtml: '<p>Because:</p>\n<ul>\n<li>yes</li>\n</ul>' },
      ],
    } }]);
  });

  it('shares link definitions and footnotes between its blocks', async () => {
    const { blocks } = await lesson('See [a].[^n]\n\n::exercise{id="x"}\n\n[a]: /lessons/a\n\n[^n]: Note.', ['x']);
    expect(blocks[0]).toMatchObject({ html: expect.stringContaining('href="/lessons/a"') });
    const html = JSON.stringify(blocks);
    for (const [, id] of html.matchAll(/href=\\"#([^"\\]+)/g)) expect(html).toContain(`id=\\"${id}\\"`);
    expect(html.match(/href=\\"#/g)).toHaveLength(2);
  });

  it('shows what only looks like a directive or like HTML as it was written', async () => {
    expect((await lesson('At 10:30, /books/:id gives Promise<string>.')).blocks).toEqual([{ kind: 'html', html: '<p>At 10:30, /books/:id gives Promise&#x3C;string>.</p>' }]);
  });

  it('may begin with a line', async () => {
    expect((await lesson('---\n\na: b\n\n---')).blocks).toEqual([{ kind: 'html', html: '<hr>\n<p>a: b</p>\n<hr>' }]);
  });
});

describe('an exercise for a learner', () => {
  const secrets = ['hidden-argument', 'hidden-expectation', 'hidden-hint', 'visible-expectation', 'visible-argument', 'solution-text', 'mistake-title', 'mistake-text', 'mistake-code'];
  const text = sumExercise
    .replace('returns: 6', () => 'returns: visible-expectation').replace('[[1, 2, 3]]', () => '[visible-argument]')
    .replace('[[-1]]', () => '[hidden-argument]').replace('returns: -1', () => 'returns: { contains: hidden-expectation }').replace('Are negative numbers numbers?', () => 'hidden-hint')
    .replace('return numbers.reduce', () => '/* solution-text */ return numbers.reduce')
    .replace('Leaves out negative numbers', () => 'mistake-title').replace('Every number counts', () => 'mistake-text').replace('return numbers.filter', () => '/* mistake-code */ return numbers.filter');
  const exercise = { ...parseExerciseFile('sum-of.md', text).part!.exercise, lessonId: 'sums' };

  it('holds nothing of a solution, a mistake or an expectation', async () => {
    const whole = JSON.stringify(exercise);
    for (const secret of secrets) expect(whole).toContain(secret);
    const given = JSON.stringify(await exerciseForLearner(exercise));
    for (const secret of secrets) expect(given).not.toContain(secret);
  });

  it('holds everything else, rendered', async () => {
    expect(await exerciseForLearner(exercise)).toMatchObject({
      id: 'sum-of', title: 'The sum of a list', runtimes: ['typescript'], difficulty: 1, minutes: 5, lessonId: 'sums', testKind: 'call',
      taskHtml: expect.stringContaining('<p>Write <code>sumOf</code>'),
      hintsHtml: ['<p>Begin with 0.</p>', '<p>Then go through the list:</p>\n<ul>\n<li>one by one</li>\n</ul>'],
      starter: { typescript: expect.stringContaining('return 0') },
      tests: [{ name: 'adds', hidden: false }, { name: 'counts what is below zero', hidden: true }],
    });
  });
});
