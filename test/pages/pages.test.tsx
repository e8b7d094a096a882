import { describe, expect, test } from 'vitest';
import type { ComponentChildren } from 'preact';
import { paths } from '../../server/contract/paths.ts';
import { renderDocument } from '../../web/document.tsx';
import { ApiDocsPage } from '../../web/pages/api-docs.tsx';
import { HomePage } from '../../web/pages/home.tsx';
import { LessonPage } from '../../web/pages/lesson.tsx';
import { ProblemPage } from '../../web/pages/problem.tsx';
import { ProgressPage } from '../../web/pages/progress.tsx';
import { TrackPage } from '../../web/pages/track.tsx';
import { apis, emptyProgressView, frame, homeView, languages, lessonView, newcomer, NONCE, openApi, progressView } from './fixtures.ts';
import { tagsOf, textOf } from './markup.ts';

const render = (title: string, children: ComponentChildren) => renderDocument({ frame, title, description: 'What this page is.', island: 'lesson', islandView: { a: 1 }, children });

const pages: Record<string, string> = {
  'home for a newcomer': render('Groundwork', <HomePage frame={newcomer} view={{ ...homeView, next: newcomer.next, begun: false }} />),
  'home for a learner': render('Groundwork', <HomePage frame={frame} view={homeView} />),
  'home without tracks': render('Groundwork', <HomePage frame={{ ...newcomer, tracks: [] }} view={{ tracks: [], next: { kind: 'all-done', title: '' }, begun: false }} />),
  track: render('Languages', <TrackPage frame={frame} view={{ track: languages }} />),
  'track without modules': render('Languages', <TrackPage frame={frame} view={{ track: { ...languages, modules: [] } }} />),
  lesson: render('Errors', <LessonPage frame={frame} view={lessonView} />),
  progress: render('Progress', <ProgressPage frame={frame} view={progressView} />),
  'progress, empty': render('Progress', <ProgressPage frame={newcomer} view={emptyProgressView} />),
  'not found': render('Not found', <ProblemPage frame={frame} view={{ status: 404, title: 'Not found', detail: 'There is no lesson "x".' }} />),
  'server error': render('Error', <ProblemPage frame={frame} view={{ status: 500, title: 'Something failed', detail: 'The page could not be made.' }} />),
  'api docs': render('API', <ApiDocsPage frame={frame} document={openApi} />),
};

/** Every address the fixtures can lead to, built by paths alone. */
const known = new Set([
  paths.home(), paths.playground(), paths.progress(), paths.apiDocs(), paths.openApi(), '#main',
  ...[languages, apis].flatMap((track) => [
    paths.track(track.id),
    ...track.modules.flatMap((module) => module.lessons).flatMap((lesson) => [paths.lesson(lesson.id), ...Array.from({ length: lesson.total }, (_, index) => paths.exercise(`${lesson.id}-${index + 1}`))]),
  ]),
  ...lessonView.headings.map((heading) => paths.lesson('errors', heading.id)),
  ...Object.keys(lessonView.exercises).map((id) => paths.exercise(id)),
  ...progressView.progress.recent.map((submission) => paths.exercise(submission.exerciseId, { submission: submission.id })),
]);

describe.each(Object.entries(pages))('%s', (name, html) => {
  const tags = tagsOf(html);

  test('has one main, one h1, a header, and named navigation', () => {
    for (const element of ['main', 'h1', 'footer']) expect(tags.filter((tag) => tag.name === element)).toHaveLength(1);
    expect(tags.filter((tag) => tag.name === 'header' && tag.attributes.class?.startsWith('site-header'))).toHaveLength(1);
    const navs = tags.filter((tag) => tag.name === 'nav').map(({ attributes }) => attributes['aria-label'] ?? attributes['aria-labelledby']);
    expect(navs).not.toContain(undefined);
    expect(new Set(navs).size).toBe(navs.length);
  });

  test('begins with a skip link that leads to main', () => {
    const first = tags.slice(tags.findIndex((tag) => tag.name === 'body') + 1)[0];
    expect(first).toMatchObject({ name: 'a', attributes: { href: '#main' } });
    expect(tags.find((tag) => tag.name === 'main')?.attributes.id).toBe('main');
  });

  test('uses every id once, and refers only to ids that are there', () => {
    const ids = tags.flatMap(({ attributes }) => attributes.id ?? []);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    const referred = tags.flatMap(({ attributes }) => [attributes['aria-labelledby'], attributes['aria-describedby'], attributes.for].filter((id) => id !== undefined));
    expect(referred.filter((id) => !ids.includes(id))).toEqual([]);
  });

  test('skips no heading level', () => {
    const levels = tags.flatMap((tag) => /^h([1-6])$/.exec(tag.name)?.[1] ?? []).map(Number);
    const jumps = levels.filter((level, index) => index > 0 && level > (levels[index - 1] ?? 0) + 1);
    expect(jumps).toEqual([]);
  });

  test('leads only to addresses that paths builds', () => {
    const links = tags.filter((tag) => tag.name === 'a' || tag.name === 'form').map(({ attributes }) => attributes.href ?? attributes.action).filter((address) => address !== undefined);
    expect(links.length).toBeGreaterThan(5);
    const own = name === 'api docs' ? /^#(?:schema-|get-|post-)/ : /^\b$/;
    expect(links.filter((link) => !known.has(link) && !own.test(link))).toEqual([]);
  });

  test('asks for nothing from elsewhere, and carries no inline style or handler', () => {
    expect(tags.flatMap(({ attributes }) => Object.keys(attributes)).filter((key) => key === 'style' || key.startsWith('on'))).toEqual([]);
    const fetched = tags.flatMap(({ name: element, attributes }) => attributes.src ?? (element === 'link' ? attributes.href : undefined) ?? []);
    expect(fetched.length).toBeGreaterThan(4);
    expect(fetched.filter((address) => !address.startsWith('/assets/'))).toEqual([]);
    expect(html).not.toContain('<style');
  });

  test('gives the nonce to every script and style sheet', () => {
    const guarded = tags.filter((tag) => tag.name === 'script' || (tag.name === 'link' && tag.attributes.rel === 'stylesheet'));
    expect(guarded.length).toBeGreaterThan(3);
    for (const { attributes } of guarded) expect(attributes.nonce).toBe(NONCE);
  });

  test('shows no escaped markup and no missing value', () => {
    expect(textOf(html)).not.toMatch(/&(?:lt|gt|amp|quot|#\d+);|undefined(?! is not)|NaN|\[object/);
  });

  test('gives every button and link words', () => {
    for (const [, element = '', attributes = '', inner = ''] of html.matchAll(/<(a|button)(\s[^>]*)?>([^]*?)<\/\1>/g)) {
      const words = /aria-label="([^"]+)"/.exec(attributes)?.[1] ?? textOf(inner);
      expect(words || `no words in <${element}${attributes}>`).toBe(words);
    }
  });
});
