export interface Scored { member: string; score: number }

/** Members with scores, in the order of scores; of those with the same score in the order of bytes. */
export class SortedSet {
  readonly #scores = new Map<string, number>();
  #order: Scored[] = [];

  constructor(entries: Iterable<Scored> = []) {
    for (const { member, score } of entries) this.#scores.set(member, score);
    this.#order = [...this.#scores].map(([member, score]) => ({ member, score })).sort(compare);
  }

  get size(): number {
    return this.#scores.size;
  }

  score(member: string): number | undefined {
    return this.#scores.get(member);
  }

  /** Sets a member's score. */
  put(member: string, score: number): void {
    const before = this.#scores.get(member);
    if (before === score) return;
    if (before !== undefined) this.#order.splice(this.#placeOf({ member, score: before }), 1);
    this.#scores.set(member, score);
    this.#order.splice(this.#placeOf({ member, score }), 0, { member, score });
  }

  delete(member: string): boolean {
    const score = this.#scores.get(member);
    if (score === undefined) return false;
    this.#order.splice(this.#placeOf({ member, score }), 1);
    return this.#scores.delete(member);
  }

  /** Removes the places `from` up to, without, `to`. */
  deletePlaces(from: number, to: number): number {
    const removed = this.#order.splice(from, Math.max(0, to - from));
    for (const { member } of removed) this.#scores.delete(member);
    return removed.length;
  }

  /** From 0, by rising score. */
  rank(member: string): number | undefined {
    const score = this.#scores.get(member);
    return score === undefined ? undefined : this.#placeOf({ member, score });
  }

  /** All, in order; not to be changed by whoever gets it. */
  get entries(): readonly Scored[] {
    return this.#order;
  }

  /** The first place for which `isBefore` is false, when it is true for all before. */
  firstNot(isBefore: (entry: Scored) => boolean): number {
    let from = 0;
    let to = this.#order.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (isBefore(this.#order[middle]!)) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  #placeOf(wanted: Scored): number {
    return this.firstNot((entry) => compare(entry, wanted) < 0);
  }
}

function compare(one: Scored, other: Scored): number {
  if (one.score !== other.score) return one.score < other.score ? -1 : 1;
  return one.member < other.member ? -1 : one.member > other.member ? 1 : 0;
}
