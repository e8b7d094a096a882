import { accumulators, distinct } from '../accumulators.ts';
import { MongoServerError } from '../errors.ts';
import { compare, keyOf, same, typeName } from '../order.ts';
import { sortDocuments } from '../sort.ts';
import { isDoc, own, put } from '../types.ts';
import { isTrue } from './logic.ts';
import { isNothing, namedParts, taking, wholeNumber, withVariables, type Evaluate, type Operator, type Scope } from './operator.ts';

// Operators on lists, sets and documents.

function listOr(value: unknown, code: number, message: string): unknown[] {
  if (!Array.isArray(value)) throw new MongoServerError(code, message);
  return value;
}

/** For each item, with the item under a name. */
function each(given: Record<string, unknown>, name: string, scope: Scope, evaluate: Evaluate): { items: unknown[] | null; within: (item: unknown) => Scope } {
  const input = evaluate(given.input, scope);
  const as = given.as === undefined ? 'this' : String(given.as);
  const items = isNothing(input) ? null : listOr(input, 28651, `input to ${name} must be an array not ${typeName(input)}`);
  return { items, within: (item) => withVariables(scope, { [as]: item }) };
}

function sets(name: string, least: number, most: number, work: (lists: unknown[][]) => unknown): Operator {
  return taking(name, least, most, (...values) => {
    if (values.some(isNothing)) return null;
    return work(values.map((value) => listOr(value, 17043, `All operands of ${name} must be arrays. One argument is of type: ${typeName(value)}`)));
  });
}

const keys = (list: unknown[]): Set<string> => new Set(list.map(keyOf));
const sortedSet = (list: unknown[]): unknown[] => distinct(list).sort(compare);

function elementAt(list: unknown, given: unknown): unknown {
  if (isNothing(list) || isNothing(given)) return null;
  if (!Array.isArray(list)) throw new MongoServerError(28689, `$arrayElemAt's first argument must be an array, but is ${typeName(list)}`);
  const place = wholeNumber(given, 28691, `$arrayElemAt's second argument must be representable as a 32-bit integer: ${String(given)}`);
  return list[place < 0 ? list.length + place : place];
}

function slice(list: unknown, first: unknown, count?: unknown): unknown {
  if (isNothing(list) || isNothing(first) || count === null) return null;
  const items = listOr(list, 28724, `First argument to $slice must be an array, but is of type: ${typeName(list)}`);
  const start = wholeNumber(first, 28726, `Second argument to $slice can't be represented as a 32-bit integer: ${String(first)}`);
  if (count === undefined) return start < 0 ? items.slice(start) : items.slice(0, start);
  const length = wholeNumber(count, 28728, `Third argument to $slice can't be represented as a 32-bit integer: ${String(count)}`);
  if (length <= 0) throw new MongoServerError(28729, `Third argument to $slice must be positive: ${length}`);
  const from = start < 0 ? Math.max(0, items.length + start) : start;
  return items.slice(from, from + length);
}

/** What is reckoned over a group serves a list too. */
function ofMany(name: string): Operator {
  return namedParts(name, ['n', 'input'], [], (given, scope, evaluate) => {
    const items = listOr(evaluate(given.input, scope), 5788200, 'Input must be an array');
    return accumulators[name]!(items, { n: evaluate(given.n, scope), input: '$$item' }, (expression, item) => (expression === '$$item' ? item : expression));
  });
}

function range(first: unknown, end: unknown, given: unknown = 1): unknown {
  const start = wholeNumber(first, 34443, '$range requires a numeric starting value');
  const stop = wholeNumber(end, 34445, '$range requires a numeric ending value');
  const step = wholeNumber(given, 34447, '$range requires a numeric step value');
  if (step === 0) throw new MongoServerError(34449, '$range requires a non-zero step value');
  const list: number[] = [];
  for (let value = start; step > 0 ? value < stop : value > stop; value += step) list.push(value);
  return list;
}

export const lists: Record<string, Operator> = {
  $size: taking('$size', 1, 1, (list) => listOr(list, 17124, `The argument to $size must be an array, but was of type: ${typeName(list)}`).length),
  $isArray: taking('$isArray', 1, 1, (list) => Array.isArray(list)),
  $arrayElemAt: taking('$arrayElemAt', 2, 2, elementAt),
  $first: taking('$first', 1, 1, (list) => (isNothing(list) ? null : listOr(list, 28689, `$first's argument must be an array, but is ${typeName(list)}`)[0])),
  $last: taking('$last', 1, 1, (list) => (isNothing(list) ? null : listOr(list, 28689, `$last's argument must be an array, but is ${typeName(list)}`).at(-1))),
  $firstN: ofMany('$firstN'), $lastN: ofMany('$lastN'), $minN: ofMany('$minN'), $maxN: ofMany('$maxN'),
  $slice: taking('$slice', 2, 3, slice),
  $concatArrays: taking('$concatArrays', 0, Infinity, (...values) => {
    if (values.some(isNothing)) return null;
    return values.flatMap((value) => listOr(value, 28664, `$concatArrays only supports arrays, not ${typeName(value)}`));
  }),
  $reverseArray: taking('$reverseArray', 1, 1, (list) => (isNothing(list) ? null : listOr(list, 34435, `The argument to $reverseArray must be an array, but was of type: ${typeName(list)}`).toReversed())),
  $indexOfArray: taking('$indexOfArray', 2, 4, (list, value, start = 0, end = Infinity) => {
    if (isNothing(list)) return null;
    return listOr(list, 40090, `$indexOfArray requires an array as a first argument, found: ${typeName(list)}`).findIndex((item, index) => index >= Number(start) && index < Number(end) && same(item, value));
  }),
  $range: taking('$range', 2, 3, range),
  $filter: namedParts('$filter', ['input', 'cond'], ['as', 'limit'], (given, scope, evaluate) => {
    const { items, within } = each(given, '$filter', scope, evaluate);
    const limit = given.limit === undefined ? Infinity : Number(evaluate(given.limit, scope) ?? Infinity);
    const kept: unknown[] = [];
    for (const item of items ?? []) {
      if (kept.length >= limit) break;
      if (isTrue(evaluate(given.cond, within(item)))) kept.push(item);
    }
    return items && kept;
  }),
  $map: namedParts('$map', ['input', 'in'], ['as'], (given, scope, evaluate) => {
    const { items, within } = each(given, '$map', scope, evaluate);
    return items && items.map((item) => evaluate(given.in, within(item)) ?? null);
  }),
  $reduce: namedParts('$reduce', ['input', 'initialValue', 'in'], [], (given, scope, evaluate) => {
    const input = evaluate(given.input, scope);
    if (isNothing(input)) return null;
    let value = evaluate(given.initialValue, scope);
    for (const item of listOr(input, 40080, `$reduce requires that 'input' be an array, found: ${typeName(input)}`)) value = evaluate(given.in, withVariables(scope, { this: item, value }));
    return value;
  }),
  $sortArray: namedParts('$sortArray', ['input', 'sortBy'], [], (given, scope, evaluate) => {
    const input = evaluate(given.input, scope);
    if (isNothing(input)) return null;
    const items = listOr(input, 2942504, `The input argument to $sortArray must be an array, but was of type: ${typeName(input)}`);
    return isDoc(given.sortBy) ? sortDocuments(items, given.sortBy) : items.toSorted((a, b) => Number(given.sortBy) * compare(a, b));
  }),
  $zip: namedParts('$zip', ['inputs'], ['useLongestLength', 'defaults'], (given, scope, evaluate) => {
    const inputs = evaluate(given.inputs, scope) as unknown[];
    if (!Array.isArray(inputs) || inputs.some(isNothing)) return null;
    const all = inputs.map((list) => listOr(list, 34468, `$zip found a non-array expression in input: ${typeName(list)}`));
    const defaults = given.defaults === undefined ? [] : evaluate(given.defaults, scope) as unknown[];
    const length = (given.useLongestLength === true ? Math.max : Math.min)(...all.map((list) => list.length));
    return Array.from({ length }, (_, index) => all.map((list, which) => list[index] ?? defaults[which] ?? null));
  }),
  $setUnion: sets('$setUnion', 0, Infinity, (all) => sortedSet(all.flat())),
  $setIntersection: sets('$setIntersection', 0, Infinity, (all) => sortedSet((all[0] ?? []).filter((item) => all.every((list) => keys(list).has(keyOf(item)))))),
  $setDifference: sets('$setDifference', 2, 2, ([one, other]) => distinct(one!.filter((item) => !keys(other!).has(keyOf(item))))),
  $setEquals: sets('$setEquals', 2, Infinity, (all) => all.every((list) => [...keys(list)].sort().join() === [...keys(all[0]!)].sort().join())),
  $setIsSubset: sets('$setIsSubset', 2, 2, ([one, other]) => [...keys(one!)].every((key) => keys(other!).has(key))),
  $anyElementTrue: taking('$anyElementTrue', 1, 1, (list) => listOr(list, 17041, '$anyElementTrue\'s argument must be an array').some(isTrue)),
  $allElementsTrue: taking('$allElementsTrue', 1, 1, (list) => listOr(list, 17040, '$allElementsTrue\'s argument must be an array').every(isTrue)),
  $mergeObjects: (given, scope, evaluate) => {
    const value = Array.isArray(given) ? given.map((item) => evaluate(item, scope)) : evaluate(given, scope);
    return accumulators.$mergeObjects!(Array.isArray(value) ? value : [value], '$$item', (_, item) => item);
  },
  $objectToArray: taking('$objectToArray', 1, 1, (value) => {
    if (isNothing(value)) return null;
    if (!isDoc(value)) throw new MongoServerError(40390, `$objectToArray requires a document input, found: ${typeName(value)}`);
    return Object.keys(value).map((k) => ({ k, v: value[k] }));
  }),
  $arrayToObject: taking('$arrayToObject', 1, 1, (value) => {
    if (isNothing(value)) return null;
    const made = {};
    for (const item of listOr(value, 40386, `$arrayToObject requires an array input, found: ${typeName(value)}`)) {
      const [key, held] = Array.isArray(item) ? item as [unknown, unknown] : isDoc(item) ? [item.k, item.v] : [];
      if (typeof key !== 'string') throw new MongoServerError(40391, '$arrayToObject requires pairs of a name and a value: { k: "name", v: 1 } or [ "name", 1 ]');
      put(made, key, held ?? null);
    }
    return made;
  }),
  $getField: (given, scope, evaluate) => {
    const parts = isDoc(given) && Object.hasOwn(given, 'field') ? given as Record<string, unknown> : { field: given, input: '$$ROOT' };
    const holder = evaluate(parts.input ?? '$$ROOT', scope);
    return isDoc(holder) ? own(holder, String(evaluate(parts.field, scope))) : undefined;
  },
  $setField: namedParts('$setField', ['field', 'input', 'value'], [], (given, scope, evaluate) => withField(evaluate(given.input, scope), String(evaluate(given.field, scope)), evaluate(given.value, scope))),
  $unsetField: namedParts('$unsetField', ['field', 'input'], [], (given, scope, evaluate) => withField(evaluate(given.input, scope), String(evaluate(given.field, scope)), undefined)),
};

function withField(holder: unknown, field: string, value: unknown): unknown {
  if (!isDoc(holder)) return null;
  const made = { ...holder };
  if (value === undefined) delete made[field];
  else put(made, field, value);
  return made;
}
