import { evaluate, scopeOf } from '../expressions.ts';
import { compileFilter, type Evaluating } from '../match.ts';
import type { Test } from '../match-operators.ts';
import type { Scope } from '../operators/operator.ts';
import type { Doc } from '../types.ts';

/** What a pipeline works in. */
export interface PipelineContext {
  /** The documents of a collection; none when there is no such collection. They are not to be changed. */
  documentsOf(collection: string): readonly Doc[];
  /** Puts documents into a collection ($out, $merge). */
  write: {
    replaceAll(collection: string, documents: Doc[]): void;
    merge(collection: string, document: Doc, existing: Doc | undefined): void;
  };
  now: Date;
  variables: Record<string, unknown>;
  run(documents: Doc[], pipeline: unknown, context: PipelineContext): Doc[];
}

/** A step of a pipeline. It may keep the documents it is given, and never changes them. */
export type Stage = (documents: Doc[], given: unknown, context: PipelineContext) => Doc[];

export function scopeIn(context: PipelineContext, document: unknown): Scope {
  return { ...scopeOf(document, context.variables), now: context.now };
}

export function evaluatingIn(context: PipelineContext): Evaluating {
  return { evaluate: (expression, document) => evaluate(expression, scopeIn(context, document)) };
}

export function filterIn(context: PipelineContext, filter: unknown): Test {
  return compileFilter(filter, evaluatingIn(context));
}
