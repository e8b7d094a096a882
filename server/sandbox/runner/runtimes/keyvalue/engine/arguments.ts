import { fail, SYNTAX } from './reply.ts';

/** Reads a command's words one after the other; whatever is missing is a syntax error. */
export class Arguments {
  readonly #words: readonly string[];
  #at: number;

  constructor(words: readonly string[], from = 0) {
    this.#words = words;
    this.#at = from;
  }

  get left(): number {
    return this.#words.length - this.#at;
  }

  next(problem = SYNTAX): string {
    return this.#words[this.#at++] ?? fail(problem);
  }

  /** The next word in capitals, as options are compared. */
  option(): string {
    return this.next().toUpperCase();
  }

  /** The next word in capitals, which is still the next one then; empty at the end. */
  peek(): string {
    return this.#words[this.#at]?.toUpperCase() ?? '';
  }

  /** What follows, up to the end. */
  rest(): string[] {
    const rest = this.#words.slice(this.#at);
    this.#at = this.#words.length;
    return rest;
  }

  take(count: number, problem = SYNTAX): string[] {
    if (count > this.left) fail(problem);
    this.#at += count;
    return this.#words.slice(this.#at - count, this.#at);
  }

  /** Passes over the next word if it is this option. */
  skip(option: string): boolean {
    if (this.#words[this.#at]?.toUpperCase() !== option) return false;
    this.#at += 1;
    return true;
  }
}

/** Names and values by turns, as pairs. */
export function pairsOf(words: readonly string[]): [string, string][] {
  return Array.from({ length: words.length / 2 }, (_, index) => [words[2 * index]!, words[2 * index + 1]!]);
}
