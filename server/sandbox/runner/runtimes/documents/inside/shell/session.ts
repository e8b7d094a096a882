import { MongoshInvalidInputError } from '../errors.ts';
import { evaluate, scopeOf } from '../expressions.ts';
import { copyOf } from '../intake.ts';
import type { Evaluating } from '../match.ts';
import type { PipelineContext } from '../stages/stage.ts';
import { runPipeline } from '../stages/stages.ts';
import { Store } from '../store/store.ts';
import type { Doc } from '../types.ts';

/** What all objects of a shell share: the data, and what the running statement has called. */
export class ShellState {
  readonly store: Store;
  /** The method that was called last, for the result's name. */
  method = '';
  /** Ends a transaction that has begun and not ended. */
  readonly #open = new Set<() => void>();
  /** `$$NOW` and $currentDate. */
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
    this.store = new Store(this.evaluating);
  }

  noteOpen(takeBack: () => void): void {
    this.#open.add(takeBack);
  }

  noteEnded(takeBack: () => void): void {
    this.#open.delete(takeBack);
  }

  /** Takes back the transactions that are still open; whether there were any. */
  takeBackOpen(): boolean {
    const open = [...this.#open];
    for (const takeBack of open) takeBack();
    return open.length > 0;
  }

  startOver(): void {
    this.takeBackOpen();
    this.#open.clear();
    this.method = '';
    this.store.clear();
  }

  get now(): Date {
    return this.#now();
  }

  get evaluating(): Evaluating {
    return { evaluate: (expression, document) => evaluate(expression, { ...scopeOf(document), now: this.now }) };
  }

  pipelineContext(database: string, variables: Record<string, unknown> = {}): PipelineContext {
    const { store } = this;
    return {
      documentsOf: (name) => store.find(database, name)?.documents ?? [],
      write: {
        replaceAll(name, documents) {
          const old = store.find(database, name);
          const before = new Set(old?.documents);
          old?.remove(before);
          const collection = store.get(database, name);
          for (const document of documents) collection.insert(document);
        },
        merge(name, document, existing) {
          const collection = store.get(database, name);
          if (existing) collection.replace(existing, copyOf(document));
          else collection.insert(copyOf(document));
        },
      },
      now: this.now, variables, run: runPipeline,
    };
  }

  aggregate(database: string, documents: readonly Doc[], pipeline: unknown, variables: Record<string, unknown> = {}): Doc[] {
    return runPipeline([...documents], pipeline, this.pipelineContext(database, variables));
  }
}

/** @throws MongoshInvalidInputError when an argument is missing, in mongosh's words */
export function required(value: unknown, position: number, where: string): void {
  if (value === undefined) throw new MongoshInvalidInputError(`[COMMON-10001] Missing required argument at position ${position} (${where})`);
}
