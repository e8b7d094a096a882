import { TooManyRuns } from '../errors.ts';

const FORGET_MS = 60_000; // by then a bucket is full again, and says nothing

/**
 * How often one owner may run something: a bucket of `perMinute` runs that fills evenly, so that a burst is fine and a
 * loop is not. Kept in memory: after a restart everybody has a full bucket.
 */
export class Allowance {
  readonly #perMinute: number;
  readonly #now: () => number;
  readonly #buckets = new Map<string, { left: number; at: number }>();
  #sweptAt = 0;

  /** @param perMinute 0 means no limit */
  constructor(perMinute: number, now: () => number = Date.now) {
    this.#perMinute = perMinute;
    this.#now = now;
  }

  /** Takes one run. @throws TooManyRuns with the seconds until the next one is there */
  take(owner: string): void {
    if (this.#perMinute === 0) return;
    const now = this.#now();
    this.#sweep(now);
    const bucket = this.#buckets.get(owner) ?? { left: this.#perMinute, at: now };
    const perMs = this.#perMinute / 60_000;
    bucket.left = Math.min(this.#perMinute, bucket.left + (now - bucket.at) * perMs);
    bucket.at = now;
    this.#buckets.set(owner, bucket);
    if (bucket.left < 1) {
      const seconds = Math.ceil((1 - bucket.left) / perMs / 1000);
      throw new TooManyRuns(`You have used your ${this.#perMinute} runs for this minute; the next one is free in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`, seconds);
    }
    bucket.left -= 1;
  }

  #sweep(now: number): void {
    if (now - this.#sweptAt < FORGET_MS) return;
    this.#sweptAt = now;
    for (const [owner, { at }] of this.#buckets) if (now - at >= FORGET_MS) this.#buckets.delete(owner);
  }
}
