import type { Exercise, Mistake } from '../contract/exercise.ts';
import type { Runtime } from '../contract/runtimes.ts';
import type { Sandbox } from '../contract/sandbox.ts';
import { SandboxBusy } from '../errors.ts';
import { executeAuthors } from './execute.ts';
import type { Execution } from './execute.ts';
import { agreement } from './fingerprint.ts';
import type { Fingerprint } from './fingerprint.ts';
import type { MistakeMemory } from './mistake-memory.ts';

interface Known { mistake: Mistake; fingerprint: Fingerprint; crashed: boolean }

/**
 * The mistake that fails the same cases with the same kind of outcome as this run; among several the one whose actual values agree
 * most, then the one written first.
 */
export function matchingMistake(fingerprint: Fingerprint, known: readonly { mistake: Mistake; fingerprint: Fingerprint }[]): Mistake | undefined {
  let best: { mistake: Mistake; agreed: number } | undefined;
  for (const { mistake, fingerprint: its } of known) {
    const agreed = agreement(fingerprint, its);
    if (agreed !== undefined && (!best || agreed > best.agreed)) best = { mistake, agreed };
  }
  return best?.mistake;
}

/** More than a curriculum has, so that only leftovers of edited files are ever dropped. */
const REMEMBERED = 2_000;

/**
 * Recognises the mistakes that an author foresaw. What a mistake's code does is found out by running it, once per version
 * of the exercise, runtime and choice of cases; asks that come meanwhile share that run, and a memory keeps what came of it.
 */
export class MistakeBook {
  readonly #sandbox: Sandbox;
  readonly #known = new Map<string, Promise<Known[]>>();

  readonly #memory: MistakeMemory | undefined;

  constructor(sandbox: Sandbox, memory?: MistakeMemory) {
    this.#sandbox = sandbox;
    this.#memory = memory;
  }

  /** See matchingMistake. Undefined also for a run that passed, did not load or crashed, and while the sandbox is too busy to find out. */
  async find(exercise: Exercise, runtime: Runtime, which: 'visible' | 'all', execution: Execution): Promise<Mistake | undefined> {
    const { fingerprint } = execution;
    if (!fingerprint.telling || fingerprint.passed) return undefined;
    return matchingMistake(fingerprint, await this.#learn(exercise, runtime, which));
  }

  async #learn(exercise: Exercise, runtime: Runtime, which: 'visible' | 'all'): Promise<Known[]> {
    const key = `${exercise.id} ${exercise.hash} ${runtime} ${which}`;
    let known = this.#known.get(key);
    if (!known) {
      known = this.#recall(key, exercise, runtime) ?? this.#run(exercise, runtime, which);
      this.#known.set(key, known);
      const oldest = this.#known.size > REMEMBERED ? this.#known.keys().next().value : undefined;
      if (oldest !== undefined) this.#known.delete(oldest);
    }
    try {
      const found = await known;
      // A crash may have been the machine's; the next ask tries again.
      if (found.some(({ crashed }) => crashed)) this.#forget(key, known);
      else if (!this.#memory?.find(key)) this.#memory?.keep(key, found.map(({ fingerprint }) => fingerprint));
      return found;
    } catch (error) {
      this.#forget(key, known);
      // Advice is a courtesy: the learner's own report stands without it.
      if (error instanceof SandboxBusy) return [];
      throw error;
    }
  }

  /** What is known from before this start. */
  #recall(key: string, exercise: Exercise, runtime: Runtime): Promise<Known[]> | undefined {
    const fingerprints = this.#memory?.find(key);
    const mistakes = exercise.mistakes.filter(({ code }) => code[runtime] !== undefined);
    if (fingerprints?.length !== mistakes.length) return undefined;
    return Promise.resolve(mistakes.map((mistake, index) => ({ mistake, fingerprint: fingerprints[index]!, crashed: false })));
  }

  #forget(key: string, known: Promise<Known[]>): void {
    if (this.#known.get(key) === known) this.#known.delete(key);
  }

  /** One after the other, so that learners' runs find a free runner in between. */
  async #run(exercise: Exercise, runtime: Runtime, which: 'visible' | 'all'): Promise<Known[]> {
    const found: Known[] = [];
    for (const mistake of exercise.mistakes) {
      const code = mistake.code[runtime];
      if (code === undefined) continue;
      const { fingerprint, report } = await executeAuthors(this.#sandbox, exercise, { runtime, code }, which, { owner: 'mistakes' });
      found.push({ mistake, fingerprint, crashed: report.verdict === 'crashed' });
    }
    return found;
  }
}
