const FORGET_MS = 60_000; // by then a bucket is full again, and says nothing
const MOST_OWNERS = 20_000; // about 3 MB; a flood from more addresses than that pushes out whoever has been quiet longest

/**
 * How often one owner may do something: a bucket of `perMinute` that fills evenly, so that a burst is fine and a loop is
 * not. Kept in memory: after a restart everybody has a full bucket.
 */
export class Allowance {
  readonly perMinute: number;
  readonly #now: () => number;
  readonly #most: number;
  /** The owner seen last stands last. */
  readonly #buckets = new Map<string, { left: number; at: number }>();
  #sweptAt = 0;

  /** @param perMinute 0 means no limit */
  constructor(perMinute: number, now: () => number = Date.now, most: number = MOST_OWNERS) {
    this.perMinute = perMinute;
    this.#now = now;
    this.#most = most;
  }

  /** How many owners are remembered. */
  get size(): number { return this.#buckets.size; }

  /** Seconds until the owner may go on, rounded up; 0 means now. Takes nothing. */
  wait(owner: string): number {
    if (this.perMinute === 0) return 0;
    const { left } = this.#bucket(owner);
    return left >= 1 ? 0 : Math.ceil((1 - left) / this.perMinute * 60);
  }

  /** Takes one; call when `wait` says 0. */
  spend(owner: string): void {
    if (this.perMinute === 0) return;
    const { left, at } = this.#bucket(owner);
    this.#sweep();
    this.#buckets.delete(owner);
    this.#buckets.set(owner, { left: Math.max(0, left - 1), at });
    if (this.#buckets.size > this.#most) this.#buckets.delete(this.#buckets.keys().next().value ?? owner);
  }

  #bucket(owner: string): { left: number; at: number } {
    const now = this.#now();
    const known = this.#buckets.get(owner);
    return { left: known ? Math.min(this.perMinute, known.left + (now - known.at) * this.perMinute / 60_000) : this.perMinute, at: now };
  }

  #sweep(): void {
    const now = this.#now();
    if (now - this.#sweptAt < FORGET_MS) return;
    this.#sweptAt = now;
    for (const [owner, { at }] of this.#buckets) if (now - at >= FORGET_MS) this.#buckets.delete(owner);
  }
}
