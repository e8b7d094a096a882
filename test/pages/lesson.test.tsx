import { describe, expect, test } from 'vitest';
import { render } from 'preact-render-to-string';
import { paths } from '../../server/contract/paths.ts';
import { LessonPage } from '../../web/pages/lesson.tsx';
import { frame, lessonView } from './fixtures.ts';
import { elementWith, tagsOf, textOf } from './markup.ts';

const html = render(<LessonPage frame={frame} view={lessonView} />);
const tags = tagsOf(html);

describe('a lesson', () => {
  test('lists the module’s lessons with their states in words and marks this one', () => {
    const nav = textOf(elementWith(html, 'class="lesson-nav"'));
    expect(nav).toContain('Values and functions , Solved');
    expect(nav).toContain('Errors , Started');
    expect(nav).toContain('Modules and async , Untouched');
    expect(tags.filter((tag) => tag.attributes['aria-current'] === 'page' && tag.attributes.class === 'lesson-nav__link').map((tag) => tag.attributes.href)).toEqual([paths.lesson('errors')]);
  });

  test('says its place, its time and what it builds on', () => {
    expect(textOf(html)).toContain('Lesson 3 of 4 About 45 min Builds on Values and functions and Arrays and objects');
  });

  test('leads to the lessons before and after', () => {
    expect(tags.find((tag) => tag.attributes.rel === 'prev')?.attributes.href).toBe(paths.lesson('arrays'));
    expect(tags.find((tag) => tag.attributes.rel === 'next')?.attributes.href).toBe(paths.lesson('async'));
  });

  test('at the end of a track, leads back to it', () => {
    const last = render(<LessonPage frame={frame} view={{ ...lessonView, next: undefined }} />);
    expect(last).not.toContain('rel="next"');
    expect(textOf(elementWith(last, 'class="neighbours"'))).toContain('All of Languages');
  });

  test('keeps the blocks in the order they are read', () => {
    const order = ['A payment fails', 'name="runtime"', 'exercise-read-order', 'exercise-save-and-close', 'quiz-finally-runs'].map((mark) => html.indexOf(mark));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(order).not.toContain(-1);
  });

  test('leaves out an exercise whose card is missing', () => {
    const view = { ...lessonView, blocks: [{ kind: 'exercise' as const, exerciseId: 'broken' }], exercises: {} };
    expect(render(<LessonPage frame={frame} view={view} />)).not.toContain('exercise-card');
  });
});

describe('an exercise card', () => {
  test('says state, difficulty, time and languages in words, and has one button', () => {
    const card = elementWith(html, 'aria-labelledby="exercise-read-order"');
    expect(textOf(card)).toBe('Exercise Read an order Started Easy 10 min JavaScript, TypeScript Go on : Read an order');
    expect(tagsOf(card).filter((tag) => tag.name === 'a').map((tag) => tag.attributes.href)).toEqual([paths.exercise('read-order')]);
  });

  test('draws as many dots as the difficulty counts', () => {
    const card = elementWith(html, 'aria-labelledby="exercise-save-and-close"');
    expect(card.match(/difficulty__dot--on/g)).toHaveLength(4);
    expect(textOf(card)).toContain('Solved Hard TypeScript');
  });
});

describe('a quiz without a script', () => {
  const quiz = elementWith(html, 'aria-labelledby="quiz-finally-runs"');

  test('is a named group of radio buttons, each with a label', () => {
    const inputs = tagsOf(quiz).filter((tag) => tag.name === 'input');
    expect(inputs.map((tag) => tag.attributes.type)).toEqual(['radio', 'radio']);
    expect(new Set(inputs.map((tag) => tag.attributes.name)).size).toBe(1);
    expect(tagsOf(quiz).filter((tag) => tag.name === 'label').map((tag) => tag.attributes.for)).toEqual(inputs.map((tag) => tag.attributes.id));
  });

  test('holds each answer’s explanation, with right and wrong in words', () => {
    expect(textOf(quiz)).toContain('Only after an error Not this one. That is catch .');
    expect(textOf(quiz)).toContain('Always Correct. Whether the block returned or threw.');
  });

  test('lets several answers be chosen when several are right', () => {
    const several = elementWith(html, 'aria-labelledby="quiz-which-are-errors"');
    expect(tagsOf(several).filter((tag) => tag.attributes.type === 'checkbox')).toHaveLength(3);
    expect(textOf(several)).toContain('More than one answer is right.');
  });
});

describe('a runnable example without a script', () => {
  test('posts its runtime and exact code to the playground', () => {
    const example = elementWith(html, 'data-example');
    const fields = tagsOf(example);
    expect(fields[0]).toMatchObject({ name: 'form', attributes: { method: 'post', action: paths.playground() } });
    expect(fields.find((tag) => tag.attributes.name === 'runtime')?.attributes.value).toBe('javascript');
    expect(fields.filter((tag) => tag.name === 'button' && tag.attributes.name === 'action').map((tag) => tag.attributes.value)).toEqual(['open', 'run']);
    expect(/<textarea[^>]*name="code"[^>]*>([^]*?)<\/textarea>/.exec(example)?.[1]).toBe("\ntry {\n  JSON.parse('{')\n} catch (error) {\n  console.log(error.name)\n}");
  });

  test('keeps a first line that is empty', () => {
    const view = { ...lessonView, blocks: [{ kind: 'example' as const, runtime: 'javascript' as const, code: '\nconsole.log(1)', html: '' }] };
    // The parser drops one line break after <textarea>, so two must be written.
    expect(render(<LessonPage frame={frame} view={view} />)).toMatch(/<textarea[^>]*>\n\nconsole/);
  });
});
