import { MongoServerError } from '../errors.ts';
import { typeName } from '../order.ts';

/** What an expression is evaluated for. */
export interface Scope {
  root: unknown;
  variables: Record<string, unknown>;
  /** `$$NOW`: the same for all of a pipeline. */
  now?: Date;
}

export type Evaluate = (expression: unknown, scope: Scope) => unknown;
export type Operator = (given: unknown, scope: Scope, evaluate: Evaluate) => unknown;

/** An operator that takes values: `least` to `most` of them, in a list, or one by itself. */
export function taking(name: string, least: number, most: number, work: (...values: unknown[]) => unknown): Operator {
  return (given, scope, evaluate) => {
    const list = Array.isArray(given) ? given : [given];
    if (list.length < least || list.length > most) {
      const wanted = least === most ? `exactly ${least}` : most === Infinity ? `at least ${least}` : `at least ${least} arguments, and at most ${most}`;
      throw new MongoServerError(least === most ? 16020 : 28667, `Expression ${name} takes ${wanted} arguments. ${list.length} were passed in.`);
    }
    return work(...list.map((item) => evaluate(item, scope)));
  };
}

/** An operator that takes named parts, such as `{ input, as, in }`. */
export function namedParts(name: string, required: string[], optional: string[], work: (given: Record<string, unknown>, scope: Scope, evaluate: Evaluate) => unknown): Operator {
  return (given, scope, evaluate) => {
    if (typeof given !== 'object' || given === null || Array.isArray(given)) throw new MongoServerError(28646, `${name} only supports an object as its argument`);
    for (const key of Object.keys(given)) if (!required.includes(key) && !optional.includes(key)) throw new MongoServerError(28647, `Unrecognized parameter to ${name}: ${key}`);
    for (const key of required) if (!Object.hasOwn(given, key)) throw new MongoServerError(28648, `Missing '${key}' parameter to ${name}`);
    return work(given as Record<string, unknown>, scope, evaluate);
  };
}

export function isNothing(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

export function withVariables(scope: Scope, more: Record<string, unknown>): Scope {
  return { ...scope, variables: { ...scope.variables, ...more } };
}

/** A whole number, or the error of the operator that wants one. */
export function wholeNumber(value: unknown, code: number, message: string): number {
  const number = Number(value);
  if (!['int', 'long', 'double', 'decimal'].includes(typeName(value)) || !Number.isInteger(number)) throw new MongoServerError(code, message);
  return number;
}
