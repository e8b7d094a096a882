import type { Runtime } from './runtimes.ts';

/** The language that a learner chose last, for which exercise and when. */
export interface ChosenRuntime { exerciseId: string; runtime: Runtime; at: Date }

/**
 * The cookie that keeps it: a choice is a wish of this browser, which a guest has before anything is stored, and with
 * which the server draws the next page in that language at once. The browser writes it too, so it holds nothing secret.
 */
export const CHOICE_COOKIE = 'groundwork-runtime';
export const CHOICE_LIFETIME_S = 400 * 86_400; // the longest that browsers keep a cookie (RFC 6265bis, section 5.5)

/** `python.1763829000.book-shelf`: ids of exercises are slugs, so nothing in it needs escaping. */
export function choiceText({ exerciseId, runtime, at }: ChosenRuntime): string {
  return `${runtime}.${Math.floor(at.getTime() / 1000)}.${exerciseId}`;
}
