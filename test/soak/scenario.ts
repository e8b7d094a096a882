/** How large everything is; each is a flag of main.ts. */
export interface Sizes {
  seed: number;
  /** Kills of the server, and submissions sent over all of them. */
  rounds: number;
  submissions: number;
  /** How long runners are killed. */
  'runner-kill-seconds': number;
  /** How long Postgres stands still; above 10 s the leases of submissions run out meanwhile. */
  'freeze-seconds': number;
  'leak-runs': number;
  /** Each hostile program in a row, and how many of them at once beside honest runs. */
  repeats: number;
  /** The same for those in Python and PHP, which take far longer. */
  'language-repeats': number;
  together: number;
  learners: number;
  'class-minutes': number;
  /** By how much the minutes of the class are compressed. */
  compression: number;
}

export const fullSizes: Sizes = {
  seed: 1, rounds: 20, submissions: 200, 'runner-kill-seconds': 30, 'freeze-seconds': 15, 'leak-runs': 5_000, repeats: 20, 'language-repeats': 5, together: 8, learners: 200, 'class-minutes': 10, compression: 3,
};

/** What every change goes through, in a few minutes. */
export const smallSizes: Sizes = {
  seed: 1, rounds: 2, submissions: 20, 'runner-kill-seconds': 2, 'freeze-seconds': 6, 'leak-runs': 500, repeats: 2, 'language-repeats': 1, together: 8, learners: 200, 'class-minutes': 0.17, compression: 3,
};

/** What a scenario saw: figures to print, and everything that should not have happened. */
export interface Findings { figures: string[]; problems: string[] }

export type Scenario = (sizes: Sizes) => Promise<Findings>;

/** Problems of one kind by the hundred are told once, with how often. */
export class Problems {
  readonly #seen = new Map<string, number>();

  add(problem: string): void {
    this.#seen.set(problem, (this.#seen.get(problem) ?? 0) + 1);
  }

  expect(holds: boolean, problem: string): void {
    if (!holds) this.add(problem);
  }

  list(): string[] {
    return [...this.#seen].map(([problem, times]) => (times === 1 ? problem : `${problem} (${times} times)`));
  }
}
