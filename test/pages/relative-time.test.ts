import { expect, test } from 'vitest';
import { exactTime, relativeTime } from '../../web/relative-time.ts';

const now = Date.parse('2026-11-22T12:00:00Z');
const ago = (seconds: number) => relativeTime(now - seconds * 1000, now);

test.each([
  [0, 'just now'], [59, 'just now'], [60, '1 minute ago'], [125, '2 minutes ago'], [3_599, '59 minutes ago'], [3_600, '1 hour ago'],
  [86_399, '23 hours ago'], [86_400, '1 day ago'], [7 * 86_400, '1 week ago'], [45 * 86_400, '1 month ago'], [800 * 86_400, '2 years ago'],
])('%i seconds are "%s"', (seconds, words) => {
  expect(ago(seconds)).toBe(words);
});

test('a clock that runs ahead does not speak of the future', () => {
  expect(ago(-30)).toBe('just now');
});

test('the exact time names its zone', () => {
  expect(exactTime(now, 'UTC')).toMatch(/^Sunday,? 22 November 2026 at 12:00:00 UTC$/);
});
