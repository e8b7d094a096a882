import type { Exercise, QueryCase } from '../contract/exercise.ts';
import { CPU_MS, limitsFor } from '../contract/limits.ts';
import type { RunOutcome } from '../contract/observation.ts';
import type { Sandbox } from '../contract/sandbox.ts';
import { inputsOf } from './judge.ts';
import { describeQueryError, lastRows, type Reference } from './judge-query.ts';
import { readObservation, readRun, readStop } from './read-observation.ts';
import type { Answers, ReferenceMemory } from './reference-memory.ts';

/** What the reference solution answers, by the name of the case; or why that cannot be known, for the exercise's author. */
export type Finding = { answers: Answers } | { fault: string; caseName?: string };

/** Exercises whose answers are kept: each may hold some thousand rows. */
const REMEMBERED = 300;

/**
 * What reference solutions answer. Each runs once per version of its exercise, always on all cases and never in a run with a
 * learner's code; asks that come meanwhile share that run, and a memory keeps what came of it. A run that went wrong is not remembered.
 */
export class ReferenceBook {
  readonly #sandbox: Sandbox;
  readonly #known = new Map<string, Promise<Finding>>();

  readonly #memory: ReferenceMemory | undefined;

  constructor(sandbox: Sandbox, memory?: ReferenceMemory) {
    this.#sandbox = sandbox;
    this.#memory = memory;
  }

  /** @throws SandboxBusy when the queue is full */
  async find(exercise: Exercise): Promise<Finding> {
    const key = `${exercise.id} ${exercise.hash}`;
    const known = this.#known.get(key) ?? this.#learn(exercise, key);
    // The least recently used is dropped first.
    this.#known.delete(key);
    this.#known.set(key, known);
    const [oldest] = this.#known.keys();
    if (this.#known.size > REMEMBERED && oldest !== undefined) this.#known.delete(oldest);
    const forget = () => { if (this.#known.get(key) === known) this.#known.delete(key); };
    try {
      const finding = await known;
      if ('fault' in finding) forget();
      return finding;
    } catch (error) {
      forget();
      throw error;
    }
  }

  async #learn(exercise: Exercise, key: string): Promise<Finding> {
    const answers = this.#memory && await this.#memory.find(key);
    if (answers && exercise.tests.cases.every(({ name }) => answers.has(name))) return { answers };
    const finding = await this.#run(exercise);
    if ('answers' in finding) this.#memory?.keep(key, finding.answers);
    return finding;
  }

  async #run(exercise: Exercise): Promise<Finding> {
    const { tests } = exercise;
    if (tests.kind !== 'query') throw new Error(`${exercise.id} is not judged by what its solution answers`);
    const { runtime } = tests;
    const { cases, inputs } = inputsOf(tests, 'all');
    // Nobody should be turned away because the machine was busy when the one run came that everybody is judged by.
    const request = { runtime, code: exercise.solution[runtime] ?? '', files: exercise.files, limits: { ...limitsFor(runtime, exercise.limits), timeMs: CPU_MS.ceiling }, inputs };
    return findingOf(cases as QueryCase[], await this.#sandbox.run(request, { owner: 'reference' }));
  }
}

function findingOf(cases: QueryCase[], outcome: RunOutcome): Finding {
  const stop = readStop(outcome?.stop);
  const { observations } = readRun(outcome);
  if (stop.reason === 'not-loaded') return { fault: stop.error.message };
  const answers = new Map<string, Reference>();
  for (const [index, { name, probe }] of cases.entries()) {
    const observation = readObservation(observations[index], index);
    const fault = (words: string): Finding => ({ fault: words, caseName: name });
    if (observation?.ended !== 'answered') return fault(stop.reason === 'finished' ? 'it gives no answer that can be read' : stop.message);
    if (observation.error) return fault(describeQueryError(observation.error));
    const probed = observation.probe;
    if (probed && 'code' in probed) return fault(`the probe fails: ${describeQueryError(probed)}`);
    if (probe !== undefined && !probed) return fault('the probe was not answered');
    answers.set(name, { rows: lastRows(observation.results), probe: probed });
  }
  return { answers };
}

const books = new WeakMap<Sandbox, ReferenceBook>();

/** The one book for a sandbox, so that every judge of its runs shares what is known. */
export function referencesOf(sandbox: Sandbox): ReferenceBook {
  const book = books.get(sandbox) ?? new ReferenceBook(sandbox);
  books.set(sandbox, book);
  return book;
}

/** Lets the book for a sandbox keep what it finds out. To be said before it is first asked. */
export function rememberReferences(sandbox: Sandbox, memory: ReferenceMemory): void {
  books.set(sandbox, new ReferenceBook(sandbox, memory));
}
