import { Waiting } from './command.ts';
import { doubleOf } from './numbers.ts';
import { fail, type Reply } from './reply.ts';

/** Of a JavaScript date; no clock goes beyond. */
const LAST_MOMENT = 8.64e15;

/** When a command with this timeout, in seconds, gives up; 0 is never. Throws a CommandError. */
export function blockingTimes(timeout: string, now: number): number | undefined {
  const seconds = doubleOf(timeout, 'ERR timeout is not a float or out of range');
  if (seconds < 0) fail('ERR timeout is negative');
  if (!(seconds * 1000 < Number.MAX_SAFE_INTEGER)) fail('ERR timeout is out of range');
  return deadline(now, Math.ceil(seconds * 1000));
}

/** When so many ms from now are over; undefined for 0. */
export function deadline(now: number, ms: number): number | undefined {
  return ms === 0 ? undefined : Math.min(now + ms, LAST_MOMENT);
}

/** What `take` finds at the first key where there is something, or waits for it. */
export function popFirst(keys: string[], until: number | undefined, take: (key: string) => Reply | undefined): Reply | Waiting {
  const attempt = (): Reply | undefined => {
    for (const key of keys) {
      const found = take(key);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return attempt() ?? new Waiting(until, attempt);
}
