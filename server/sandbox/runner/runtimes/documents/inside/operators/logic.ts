import { badValue, MongoServerError } from '../errors.ts';
import { compare, same } from '../order.ts';
import { isDoc } from '../types.ts';
import { isNothing, taking, withVariables, type Operator } from './operator.ts';

/** What counts as true: everything but false, null, 0 and nothing. */
export function isTrue(value: unknown): boolean {
  return !(value === false || value === null || value === undefined || value === 0 || value === 0n);
}

function ordered(name: string, isRight: (order: number) => boolean): Operator {
  return taking(name, 2, 2, (a, b) => isRight(compare(a, b)));
}

export const logic: Record<string, Operator> = {
  $literal: (given) => given,
  $const: (given) => given,
  $and: (given, scope, evaluate) => (Array.isArray(given) ? given : [given]).every((item) => isTrue(evaluate(item, scope))),
  $or: (given, scope, evaluate) => (Array.isArray(given) ? given : [given]).some((item) => isTrue(evaluate(item, scope))),
  $not: taking('$not', 1, 1, (value) => !isTrue(value)),
  $eq: ordered('$eq', (order) => order === 0),
  $ne: ordered('$ne', (order) => order !== 0),
  $gt: ordered('$gt', (order) => order > 0),
  $gte: ordered('$gte', (order) => order >= 0),
  $lt: ordered('$lt', (order) => order < 0),
  $lte: ordered('$lte', (order) => order <= 0),
  $cmp: taking('$cmp', 2, 2, (a, b) => Math.sign(compare(a, b))),
  $cond: (given, scope, evaluate) => {
    if (Array.isArray(given)) {
      if (given.length !== 3) throw new MongoServerError(16020, `Expression $cond takes exactly 3 arguments. ${given.length} were passed in.`);
      return evaluate(given[isTrue(evaluate(given[0], scope)) ? 1 : 2], scope);
    }
    if (!isDoc(given)) throw new MongoServerError(16020, 'Expression $cond takes exactly 3 arguments. 1 were passed in.');
    for (const key of Object.keys(given)) if (!['if', 'then', 'else'].includes(key)) throw new MongoServerError(17083, `Unrecognized parameter to $cond: ${key}`);
    for (const key of ['if', 'then', 'else']) if (!Object.hasOwn(given, key)) throw new MongoServerError(17080, `Missing '${key}' parameter to $cond`);
    return evaluate(isTrue(evaluate(given.if, scope)) ? given.then : given.else, scope);
  },
  $ifNull: (given, scope, evaluate) => {
    if (!Array.isArray(given) || given.length < 2) throw new MongoServerError(1257300, `$ifNull needs at least two arguments, had: ${Array.isArray(given) ? given.length : 1}`);
    let value: unknown;
    for (const item of given) {
      value = evaluate(item, scope);
      if (!isNothing(value)) return value;
    }
    return value;
  },
  $switch: (given, scope, evaluate) => {
    if (!isDoc(given)) throw new MongoServerError(40060, '$switch requires an object as an argument, found: ' + typeof given);
    const branches = given.branches;
    if (!Array.isArray(branches) || branches.length === 0) throw new MongoServerError(40068, '$switch requires at least one branch.');
    for (const branch of branches) {
      if (!isDoc(branch) || !Object.hasOwn(branch, 'case')) throw new MongoServerError(40066, '$switch requires each branch have a \'case\' expression');
      if (!Object.hasOwn(branch, 'then')) throw new MongoServerError(40067, '$switch requires each branch have a \'then\' expression.');
      if (isTrue(evaluate(branch.case, scope))) return evaluate(branch.then, scope);
    }
    if (!Object.hasOwn(given, 'default')) throw new MongoServerError(40069, '$switch could not find a matching branch for an input, and no default was specified.');
    return evaluate(given.default, scope);
  },
  $let: (given, scope, evaluate) => {
    if (!isDoc(given) || !isDoc(given.vars) || !Object.hasOwn(given, 'in')) throw new MongoServerError(16874, '$let takes an object with the parts vars and in');
    const variables: Record<string, unknown> = {};
    for (const name of Object.keys(given.vars)) variables[name] = evaluate(given.vars[name], scope);
    return evaluate(given.in, withVariables(scope, variables));
  },
  $in: taking('$in', 2, 2, (value, list) => {
    if (!Array.isArray(list)) throw new MongoServerError(40081, `$in requires an array as a second argument, found: ${list === undefined ? 'missing' : typeof list}`);
    return list.some((item) => same(item, value));
  }),
  $function: (given, scope, evaluate) => {
    if (!isDoc(given)) throw badValue('The $function operator takes an object with the parts body, args and lang');
    const body = given.body as unknown;
    const work = (typeof body === 'function' ? body : new Function(`return (${String(body)})`)()) as (...values: unknown[]) => unknown;
    return work(...(evaluate(given.args, scope) as unknown[]));
  },
};
