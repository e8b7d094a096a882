import { RUNS_AT_A_TIME } from '../contract/limits.ts';

/**
 * Waiting runs, fair between their owners: the next run is the first one of the owner whose turn it is, round and round, so
 * somebody's flood makes that somebody wait. An owner with RUNS_AT_A_TIME running runs is passed over until one ends.
 */
export class FairQueue<T> {
  /** In the order of turns: the owner served last stands last. */
  readonly #waiting = new Map<string, T[]>();
  readonly #running = new Map<string, number>();
  readonly #capacity: number;
  #size = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#size;
  }

  get full(): boolean {
    return this.#size >= this.#capacity;
  }

  /** Whether the owner may start a run now, as far as their own running ones are concerned. */
  mayStart(owner: string): boolean {
    return (this.#running.get(owner) ?? 0) < RUNS_AT_A_TIME;
  }

  add(owner: string, item: T): void {
    const items = this.#waiting.get(owner);
    if (items) items.push(item);
    else this.#waiting.set(owner, [item]);
    this.#size += 1;
  }

  /** Takes the run whose turn it is and counts it as running; undefined when none may start. */
  take(): T | undefined {
    for (const [owner, items] of this.#waiting) {
      if (!this.mayStart(owner)) continue;
      const item = items.shift()!;
      this.#waiting.delete(owner);
      if (items.length > 0) this.#waiting.set(owner, items);
      this.#size -= 1;
      this.#running.set(owner, (this.#running.get(owner) ?? 0) + 1);
      return item;
    }
    return undefined;
  }

  /** A run of the owner has ended. */
  ended(owner: string): void {
    const running = (this.#running.get(owner) ?? 1) - 1;
    if (running > 0) this.#running.set(owner, running);
    else this.#running.delete(owner);
  }

  /** Takes a run out before its turn; false when it is not waiting. */
  remove(owner: string, item: T): boolean {
    const items = this.#waiting.get(owner);
    const at = items?.indexOf(item) ?? -1;
    if (!items || at < 0) return false;
    items.splice(at, 1);
    if (items.length === 0) this.#waiting.delete(owner);
    this.#size -= 1;
    return true;
  }

  /** Takes everything out. */
  clear(): T[] {
    const items = [...this.#waiting.values()].flat();
    this.#waiting.clear();
    this.#size = 0;
    return items;
  }

  /** In the order of turns, as far as it can be known now; position 1 is next. */
  *positions(): Generator<[T, number]> {
    let position = 0;
    const lists = [...this.#waiting.values()];
    for (let round = 0; position < this.#size; round += 1) {
      for (const items of lists) {
        const item = items[round];
        if (item !== undefined) yield [item, (position += 1)];
      }
    }
  }
}
