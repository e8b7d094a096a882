import { describe, expect, test } from 'vitest';
import { render } from 'preact-render-to-string';
import { ExampleResult, type PlainReport } from '../../web/components/example-result.tsx';
import { problemOf } from '../../web/islands/problem-answer.ts';
import { tagsOf, textOf } from './markup.ts';

const report: PlainReport = { verdict: 'passed', stdout: '42\n', stderr: '', durationMs: 2.6 };
const shown = (changes: Partial<PlainReport>, stale = false) => textOf(render(<ExampleResult state={{ kind: 'done', report: { ...report, ...changes } }} stale={stale} />));

describe('the answer below an example', () => {
  test('shows what was printed, how it ended and how long it took', () => {
    expect(shown({})).toBe('42 Finished 3 ms');
  });

  test('says so when nothing was printed', () => {
    expect(shown({ stdout: '' })).toBe('Finished It printed nothing. 3 ms');
  });

  test('says which line an error is on, after what was printed before it', () => {
    expect(shown({ verdict: 'error', message: 'ReferenceError: boom is not defined', line: 2 })).toBe('42 Line 2: ReferenceError: boom is not defined Error 3 ms');
  });

  test('a program that ran out of time is timed out, not just an error', () => {
    expect(shown({ verdict: 'timed-out', message: 'Stopped after 2 s.' })).toContain('Timed out');
  });

  test('says that the code was changed since', () => {
    expect(shown({}, true)).toContain('You changed the code since.');
  });

  test('keeps a flood of lines short and counts the rest', () => {
    const text = shown({ stdout: Array.from({ length: 1_260 }, (_, index) => `line ${index + 1}`).join('\n') });
    expect(text).toContain('line 60 And 1,200 more lines.');
    expect(text).not.toContain('line 61');
  });

  test('shows printed markup as text', () => {
    const html = render(<ExampleResult state={{ kind: 'done', report: { ...report, stdout: '<img src=x onerror=alert(1)>' } }} stale={false} />);
    expect(tagsOf(html).some((tag) => tag.name === 'img')).toBe(false);
    expect(textOf(html)).toContain('<img src=x onerror=alert(1)>');
  });
});

describe('an answer that is no report', () => {
  test('keeps the words of a problem', async () => {
    const answer = Response.json({ type: 'about:blank', title: 'All runners are busy', status: 503, detail: 'Try again in 2 s.' }, { status: 503 });
    expect(await problemOf(answer)).toEqual({ title: 'All runners are busy', detail: 'Try again in 2 s.' });
  });

  test('has words for a page that a proxy made', async () => {
    expect(await problemOf(new Response('<html>Bad gateway</html>', { status: 502 }))).toEqual({ title: 'The server answered 502', detail: 'Wait a few seconds, then run it again.' });
  });
});
