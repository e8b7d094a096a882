import { RUNS_AT_A_TIME } from '../contract/limits.ts';

/** An owner's place in the order of turns, with what they have waiting. */
interface Turn<T> {
  owner: string;
  items: { item: T; arrival: number }[];
  /** Who came later and was let in before, during this turn: each may do that once. */
  overtakenBy: Set<string>;
}

/**
 * Waiting runs, fair between their owners: the next run is the first one of the owner whose turn it is, round and round, so
 * somebody's flood makes that somebody wait. An owner with RUNS_AT_A_TIME running runs is passed over until one ends.
 *
 * Who comes with nothing running goes before those at the end who have something running: while a run waits in front of its
 * owner's line, no other owner gets more than one run per runner, those already at work included (test/sandbox/queue.test.ts).
 */
export class FairQueue<T> {
  /** In the order of turns: the owner served last stands last. Never longer than the capacity and one. */
  readonly #turns: Turn<T>[] = [];
  readonly #running = new Map<string, number>();
  readonly #capacity: number;
  #size = 0;
  #arrivals = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#size;
  }

  /** Whether the owner may start a run now, as far as their own running ones are concerned. */
  mayStart(owner: string): boolean {
    return this.#runningOf(owner) < RUNS_AT_A_TIME;
  }

  /** How many runs of the owner wait. */
  waitingOf(owner: string): number {
    return this.#turnOf(owner)?.items.length ?? 0;
  }

  add(owner: string, item: T): void {
    this.#size += 1;
    this.#arrivals += 1;
    const entry = { item, arrival: this.#arrivals };
    const turn = this.#turnOf(owner);
    if (turn) turn.items.push(entry);
    else this.#enter({ owner, items: [entry], overtakenBy: new Set() });
  }

  #enter(turn: Turn<T>): void {
    let at = this.#turns.length;
    if (this.#runningOf(turn.owner) === 0) {
      for (; at > 0; at -= 1) {
        const before = this.#turns[at - 1]!;
        if (this.#runningOf(before.owner) === 0 || before.overtakenBy.has(turn.owner)) break;
        before.overtakenBy.add(turn.owner);
      }
    }
    this.#turns.splice(at, 0, turn);
  }

  /**
   * Takes out what is too much: the newest run of the owner who has most waiting, so a flood costs only the one who floods. Among
   * equals it is the run that came last. So an owner with nothing waiting finds no room only when every place is another owner's.
   */
  overflow(): { owner: string; item: T } | undefined {
    if (this.#size <= this.#capacity) return undefined;
    const most = Math.max(...this.#turns.map(({ items }) => items.length));
    const newest = this.#turns.filter(({ items }) => items.length === most)
      .reduce((one, other) => (other.items.at(-1)!.arrival > one.items.at(-1)!.arrival ? other : one));
    const { item } = newest.items.at(-1)!;
    this.remove(newest.owner, item);
    return { owner: newest.owner, item };
  }

  /** Takes the run whose turn it is and counts it as running; undefined when none may start. */
  take(): T | undefined {
    const at = this.#turns.findIndex(({ owner }) => this.mayStart(owner));
    const turn = this.#turns[at];
    if (!turn) return undefined;
    this.#turns.splice(at, 1);
    const { item } = turn.items.shift()!;
    if (turn.items.length > 0) {
      turn.overtakenBy.clear();
      this.#turns.push(turn);
    }
    this.#size -= 1;
    this.#running.set(turn.owner, this.#runningOf(turn.owner) + 1);
    return item;
  }

  /** A run of the owner has ended. */
  ended(owner: string): void {
    const running = this.#runningOf(owner) - 1;
    if (running > 0) this.#running.set(owner, running);
    else this.#running.delete(owner);
  }

  /** Takes a run out before its turn; false when it is not waiting. */
  remove(owner: string, item: T): boolean {
    const turn = this.#turnOf(owner);
    const at = turn?.items.findIndex((entry) => entry.item === item) ?? -1;
    if (!turn || at < 0) return false;
    turn.items.splice(at, 1);
    if (turn.items.length === 0) this.#turns.splice(this.#turns.indexOf(turn), 1);
    this.#size -= 1;
    return true;
  }

  /** Takes everything out. */
  clear(): T[] {
    const items = this.#turns.flatMap((turn) => turn.items.map(({ item }) => item));
    this.#turns.length = 0;
    this.#size = 0;
    return items;
  }

  /** In the order of turns, as far as it can be known now; position 1 is next. */
  *positions(): Generator<[T, number]> {
    let position = 0;
    const lists = this.#turns.map(({ items }) => [...items]);
    for (let round = 0; lists.some((items) => items.length > round); round += 1) {
      for (const items of lists) {
        const entry = items[round];
        if (entry) yield [entry.item, (position += 1)];
      }
    }
  }

  #turnOf(owner: string): Turn<T> | undefined {
    return this.#turns.find((turn) => turn.owner === owner);
  }

  #runningOf(owner: string): number {
    return this.#running.get(owner) ?? 0;
  }
}
