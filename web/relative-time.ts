const units = [
  { unit: 'year', seconds: 365 * 86_400 },
  { unit: 'month', seconds: 30 * 86_400 },
  { unit: 'week', seconds: 7 * 86_400 },
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3_600 },
  { unit: 'minute', seconds: 60 },
] as const satisfies { unit: Intl.RelativeTimeFormatUnit; seconds: number }[];

const phrases = new Intl.RelativeTimeFormat('en', { numeric: 'always' });

/** How long ago `at` was, in words: "just now", "2 minutes ago". Both are milliseconds since 1970. A moment still to come is "just now": clocks differ. */
export function relativeTime(at: number, now: number): string {
  const seconds = Math.max(0, (now - at) / 1000);
  const fitting = units.find((each) => seconds >= each.seconds);
  return fitting ? phrases.format(-Math.floor(seconds / fitting.seconds), fitting.unit) : 'just now';
}

/** The exact time for a tooltip, in `timeZone` (the reader's own when absent). */
export function exactTime(at: number, timeZone?: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'medium', timeZone }).format(at) + (timeZone === 'UTC' ? ' UTC' : '');
}
