import { randomBytes } from 'node:crypto';

/** What one question for randomness is answered with at most. */
const MOST_BYTES = 65_536;

/** Real entropy for an isolate, which has none: as many bytes as are asked for, a character each. */
export function randomText(bytes: string): string {
  return randomBytes(Math.min(Number(bytes) || 0, MOST_BYTES)).toString('latin1');
}
