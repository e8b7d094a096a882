import { describe, expect, test } from 'vitest';
import { render } from 'preact-render-to-string';
import { paths } from '../../server/contract/paths.ts';
import { HomePage } from '../../web/pages/home.tsx';
import { ProblemPage } from '../../web/pages/problem.tsx';
import { ProgressPage } from '../../web/pages/progress.tsx';
import { TrackPage } from '../../web/pages/track.tsx';
import { emptyProgressView, frame, homeView, languages, newcomer, progressView } from './fixtures.ts';
import { elementWith, tagsOf, textOf } from './markup.ts';

describe('the progress page', () => {
  const html = render(<ProgressPage frame={frame} view={progressView} />);

  test('counts what is solved, started and untouched', () => {
    expect(textOf(html)).toContain('9 of 28 exercises solved, 2 started, 17 untouched.');
  });

  test('says each lesson’s state in words', () => {
    const text = textOf(html);
    expect(text).toContain('Values and functions Solved 4 of 4');
    expect(text).toContain('Modules and async Untouched 0 of 4');
  });

  test('says in which languages an exercise of several was solved', () => {
    expect(textOf(html)).toMatch(/Values and functions, exercise 1 solved .* in Python/);
  });

  test('keeps to one line what is untouched of a track, and shows the lessons of a track with several modules by module', () => {
    const { progress } = progressView;
    const [begun, ...others] = progress.tracks;
    if (!begun) throw new Error('no track');
    const more = { ...begun, lessons: [...begun.lessons, { id: 'py', title: 'Values again', module: { id: 'python', title: 'Python' }, state: 'untouched' as const, solved: 0, total: 5, exercises: [] }] };
    const text = textOf(render(<ProgressPage frame={frame} view={{ ...progressView, progress: { ...progress, tracks: [more, ...others] } }} />));
    expect(text).toContain('JavaScript on Node Started 9 of 16');
    expect(text).toContain('Python Untouched 0 of 5');
    expect(text).not.toContain('Values again');
    expect(textOf(render(<ProgressPage frame={newcomer} view={emptyProgressView} />))).not.toContain('Values and functions Untouched');
  });

  test('reopens each recent submission with its code and says its verdict', () => {
    const links = tagsOf(html).filter((tag) => tag.attributes.class === 'submission__title').map((tag) => tag.attributes.href);
    expect(links).toEqual(progressView.progress.recent.map((submission) => paths.exercise(submission.exerciseId, { submission: submission.id })));
    expect(textOf(elementWith(html, 'class="submissions"'))).toMatch(/Failed .*Passed .*Timed out .*Being judged/);
  });

  test('writes times as <time> with the exact moment on hover', () => {
    const times = tagsOf(html).filter((tag) => tag.name === 'time');
    expect(times.length).toBeGreaterThan(8);
    for (const { attributes } of times) expect(attributes).toMatchObject({ datetime: expect.stringMatching(/^\d{4}-\d\d-\d\dT/), title: expect.stringMatching(/20\d\d.*UTC$/) });
  });

  test('keeps exercises that have left the curriculum', () => {
    expect(textOf(html)).toContain('They stay yours. Solved old-friend');
  });

  test('tells a guest where the progress is kept, and nobody else', () => {
    expect(textOf(html)).toContain('You learn as a guest. Your progress is kept for this browser');
    expect(textOf(render(<ProgressPage frame={frame} view={{ ...progressView, guest: false }} />))).not.toContain('guest');
  });

  test('when empty, says what will be here and how to fill it', () => {
    const empty = render(<ProgressPage frame={newcomer} view={emptyProgressView} />);
    expect(textOf(empty)).toContain('Nothing here yet: 28 exercises are waiting.');
    expect(textOf(empty)).toContain('Every submission you make will be listed here');
    expect(elementWith(empty, 'class="empty"')).toContain(paths.lesson('values'));
  });
});

describe('home', () => {
  test('tells a newcomer what this is and where to begin', () => {
    const html = render(<HomePage frame={newcomer} view={{ ...homeView, begun: false, next: newcomer.next }} />);
    expect(textOf(html)).toContain('Learn backend development by running it');
    expect(textOf(html)).toContain('no sign-up');
    expect(elementWith(html, 'class="button button--primary button--large"')).toContain(paths.lesson('values'));
  });

  test('the map says in words what it shows', () => {
    const map = textOf(elementWith(render(<HomePage frame={frame} view={homeView} />), 'class="home__map"'));
    expect(map).toContain('Values and functions . Solved, 4 of 4 exercises solved, · 40 min');
  });

  test('fills a stone as far as its exercises are solved', () => {
    const html = render(<HomePage frame={frame} view={homeView} />);
    expect([...html.matchAll(/<rect width="(\d+)"/g)].map(([, width]) => Number(width))).toEqual([100, 100, 25, 0, 0, 0, 0]);
  });
});

describe('a track', () => {
  test('goes on with the first lesson that is not solved', () => {
    const html = render(<TrackPage frame={frame} view={{ track: languages }} />);
    expect(elementWith(html, 'class="button button--primary"')).toContain(paths.lesson('errors'));
    expect(textOf(html)).toContain('9 of 16 exercises solved · about 3 h 15 min in all');
  });
});

describe('problem pages', () => {
  test.each([
    [404, 'Check the address'],
    [429, 'Wait a few seconds'],
    [500, 'The fault is on our side'],
    [503, 'Wait a few seconds'],
  ])('%i says what to do', (status, advice) => {
    const html = render(<ProblemPage frame={{ ...frame, path: paths.lesson('errors') }} view={{ status, title: 'What happened', detail: 'And why.' }} />);
    expect(textOf(html)).toContain(`${status} What happened And why. ${advice}`);
    expect(textOf(html).includes('Load again')).toBe(status !== 404);
  });
});
