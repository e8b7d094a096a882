import { exactTime, relativeTime } from '../relative-time.ts';

/** "2 minutes ago", with the exact time on hover; islands/site.ts keeps it current and turns the hover text into the reader's time zone. */
export function TimeAgo({ at, now = Date.now() }: { at: string; now?: number }) {
  const moment = Date.parse(at);
  return <time datetime={at} title={exactTime(moment, 'UTC')} data-ago>{relativeTime(moment, now)}</time>;
}
