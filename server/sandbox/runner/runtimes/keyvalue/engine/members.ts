import { isIntegerText } from './numbers.ts';

const MOST_INTEGERS = 512; // set-max-intset-entries of redis.conf

/**
 * A set. One that has only ever had integers, and few of them, answers in their order, as Redis does; any other in the order in which
 * members came, which stands for Redis's unpredictable one.
 */
export class Members {
  readonly #members = new Set<string>();
  #integers = true;
  #sorted: string[] | undefined;

  constructor(members: Iterable<string> = []) {
    for (const member of members) this.add(member);
  }

  get size(): number {
    return this.#members.size;
  }

  get encoding(): 'intset' | 'hashtable' {
    return this.#integers ? 'intset' : 'hashtable';
  }

  has(member: string): boolean {
    return this.#members.has(member);
  }

  /** Whether it was not there yet. */
  add(member: string): boolean {
    if (this.#members.has(member)) return false;
    this.#members.add(member);
    this.#sorted = undefined;
    if (this.#integers && (this.#members.size > MOST_INTEGERS || !isIntegerText(member))) this.#integers = false;
    return true;
  }

  delete(member: string): boolean {
    this.#sorted = undefined;
    return this.#members.delete(member);
  }

  /** Not to be changed by whoever gets it. */
  all(): readonly string[] {
    this.#sorted ??= this.#integers ? [...this.#members].sort(compareIntegers) : [...this.#members];
    return this.#sorted;
  }
}

function compareIntegers(one: string, other: string): number {
  const difference = BigInt(one) - BigInt(other);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
