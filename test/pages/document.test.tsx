import { describe, expect, test } from 'vitest';
import { renderDocument } from '../../web/document.tsx';
import { HomePage } from '../../web/pages/home.tsx';
import { LessonPage } from '../../web/pages/lesson.tsx';
import { ProblemPage } from '../../web/pages/problem.tsx';
import { ProgressPage } from '../../web/pages/progress.tsx';
import { frame, homeView, languages, lessonView, progressView } from './fixtures.ts';
import { tagsOf } from './markup.ts';

const attack = '</title><script>alert(1)</script><img src=x onerror=alert(1)>"\'';

function elementNames(html: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { name } of tagsOf(html)) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

describe('the document', () => {
  test('has a language, a title with the site’s name, and a description', () => {
    const html = renderDocument({ frame, title: 'Errors', description: 'Throw what helps.', children: <p /> });
    expect(html).toMatch(/^<!doctype html><html lang="en">/);
    expect(html).toContain('<title>Errors · Groundwork</title>');
    expect(html).toContain('<meta name="description" content="Throw what helps."');
    expect(renderDocument({ frame, title: 'Groundwork', description: '', children: <p /> })).toContain('<title>Groundwork</title>');
  });

  test('loads the site and, where there is one, the island, each style sheet once', () => {
    const plain = tagsOf(renderDocument({ frame, title: 'x', description: '', children: <p /> }));
    expect(plain.filter((tag) => tag.attributes.type === 'module').map((tag) => tag.attributes.src)).toEqual(['/assets/site-abc123.js']);
    const lively = tagsOf(renderDocument({ frame, title: 'x', description: '', island: 'lesson', children: <p /> }));
    expect(lively.filter((tag) => tag.attributes.type === 'module').map((tag) => tag.attributes.src)).toEqual(['/assets/site-abc123.js', '/assets/lesson-abc123.js']);
    expect(lively.filter((tag) => tag.attributes.rel === 'stylesheet').map((tag) => tag.attributes.href)).toEqual(['/assets/site-abc123.css', '/assets/lesson-abc123.css']);
  });

  test('applies the kept theme before any style sheet or the body', () => {
    const html = renderDocument({ frame, title: 'x', description: '', children: <p /> });
    const script = html.indexOf('groundwork-theme');
    expect(script).toBeGreaterThan(0);
    expect(script).toBeLessThan(html.indexOf('rel="stylesheet"'));
  });

  test('hands the island its view as JSON that no text in it can break out of', () => {
    const view = { code: '</script><script>alert(1)</script><!--', quote: '"\'&', line: '\u2028' };
    const html = renderDocument({ frame, title: 'x', description: '', island: 'workspace', islandView: view, children: <p /> });
    const json = /id="island-view"[^>]*>([^]*?)<\/script>/.exec(html)?.[1] ?? '';
    expect(json).not.toContain('<');
    expect(JSON.parse(json)).toEqual(view);
  });
});

/** Every page, with `text` wherever an author or a learner may put words of their own. */
function pagesWith(text: string) {
  const hostile = { ...frame, tracks: [{ id: 'languages', title: text }], next: { ...frame.next, title: text } };
  const lessons = languages.modules[0]?.lessons.map((lesson) => ({ ...lesson, title: text, summary: text })) ?? [];
  const track = { ...languages, title: text, summary: text, modules: [{ id: 'm', title: text, summary: text, lessons }] };
  return {
    home: <HomePage frame={hostile} view={{ ...homeView, tracks: [track] }} />,
    lesson: (
      <LessonPage frame={hostile} view={{
        ...lessonView, track: { id: 't', title: text }, module: { id: 'm', title: text, lessons }, lesson: { ...lessonView.lesson, title: text, summary: text },
        headings: lessonView.headings.map((heading) => ({ ...heading, text })), previous: { id: 'p', title: text }, next: { id: 'n', title: text }, prerequisites: [{ id: 'q', title: text }],
        blocks: lessonView.blocks.map((block) => (block.kind === 'example' ? { ...block, code: `${text}</textarea>` } : block)),
        exercises: Object.fromEntries(Object.entries(lessonView.exercises).map(([id, exercise]) => [id, { ...exercise, title: text }])),
      }} />
    ),
    progress: (
      <ProgressPage frame={hostile} view={{
        ...progressView,
        progress: { ...progressView.progress, recent: progressView.progress.recent.map((submission) => ({ ...submission, exerciseTitle: text })), retired: [{ exerciseId: text, solvedAt: '2026-10-01T08:00:00.000Z', events: [] }] },
      }} />
    ),
    problem: <ProblemPage frame={{ ...hostile, path: '/lessons/"><script>' }} view={{ status: 404, title: text, detail: text }} />,
  };
}

describe('titles that try to be markup stay text', () => {
  test.each(['home', 'lesson', 'progress', 'problem'] as const)('%s', (name) => {
    const hostile = renderDocument({ frame, title: attack, description: attack, children: pagesWith(attack)[name] });
    const harmless = renderDocument({ frame, title: 'Safe', description: 'Safe', children: pagesWith('Safe')[name] });
    expect(elementNames(hostile)).toEqual(elementNames(harmless));
    expect(tagsOf(hostile).flatMap(({ attributes }) => Object.keys(attributes)).filter((key) => key.startsWith('on'))).toEqual([]);
    expect(hostile).toContain('&lt;script>alert(1)');
  });
});
