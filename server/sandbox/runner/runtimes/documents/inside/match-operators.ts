import { badValue } from './errors.ts';
import { compare, rankOf, same, typeName, typeNumbers, type TypeName } from './order.ts';
import { someValue } from './paths.ts';
import { Decimal128, isDoc, Long, MaxKey, MinKey, type Doc } from './types.ts';

// The operators on one field: https://www.mongodb.com/docs/manual/reference/mql/query-predicates/

export type Test = (document: unknown) => boolean;

/** What operators need of the rest: whole filters, and a value that a field has to be equal to. See match.ts. */
export interface Compiling {
  filter(filter: unknown): Test;
  field(field: string, value: unknown): Test;
}

/** Whether this is `{ $gt: 5 }` rather than a value to be equal to. */
export function isOperators(value: unknown): value is Doc {
  if (!isDoc(value)) return false;
  const first = Object.keys(value)[0];
  return first !== undefined && first.startsWith('$') && first !== '$ref' && first !== '$id';
}

/** Null is equal to a field that is missing. */
export function equals(held: unknown, wanted: unknown): boolean {
  if (held === undefined) return wanted === null || wanted === undefined;
  return same(held, wanted);
}

/** All conditions on one field, such as `{ $gte: 1, $lt: 5 }`: each may be met by another item of a list. */
export function fieldConditions(path: string[], conditions: Doc, compiling: Compiling): Test {
  const tests = Object.keys(conditions).map((operator) => {
    const compile = Object.hasOwn(operators, operator) ? operators[operator] : undefined;
    if (!compile) throw badValue(`unknown operator: ${operator}`);
    return compile(path, conditions[operator], compiling, conditions);
  });
  return tests.length === 1 ? tests[0]! : (document) => tests.every((test) => test(document));
}

type Compile = (path: string[], value: unknown, compiling: Compiling, all: Doc) => Test;

/** True when any value at the path is right. */
function any(path: string[], isRight: (value: unknown) => boolean): Test {
  return (document) => someValue(document, path, isRight);
}

/** True when the value at the path itself is right, whatever its items are. */
function whole(path: string[], isRight: (value: unknown) => boolean): Test {
  return (document) => someValue(document, path, isRight, 'whole');
}

function not(test: Test): Test {
  return (document) => !test(document);
}

function inOrder(isRight: (order: number) => boolean): Compile {
  return (path, value) => {
    if (value instanceof RegExp) throw badValue('Can\'t have RegEx as arg to predicate over field \'' + path.join('.') + '\'.');
    return any(path, (held) => isComparable(held, value) && isRight(value === null ? 0 : compare(held, value)));
  };
}

/** Only values of the same kind are compared: a text is never greater than a number. */
function isComparable(held: unknown, value: unknown): boolean {
  if (value instanceof MinKey || value instanceof MaxKey) return held !== undefined;
  if (value === null) return held === null || held === undefined;
  if (held === undefined || rankOf(held) !== rankOf(value)) return false;
  return !(rankOf(value) === 3 && Number.isNaN(Number(held)) !== Number.isNaN(Number(value)));
}

function toRegExp(pattern: unknown, options: unknown): RegExp {
  if (typeof pattern !== 'string' && !(pattern instanceof RegExp)) throw badValue('$regex has to be a string');
  if (options !== undefined && typeof options !== 'string') throw badValue('$options has to be a string');
  const source = pattern instanceof RegExp ? pattern.source : pattern;
  const flags = options ?? (pattern instanceof RegExp ? pattern.flags : '');
  const wrong = /[^imsxugy]/.exec(flags)?.[0];
  if (wrong !== undefined) throw badValue(`invalid flag in regex options: ${wrong}`);
  try {
    return new RegExp(flags.includes('x') ? source.replace(/\\#|\\ |#.*|\s+/g, (part) => (part.startsWith('\\') ? part : '')) : source, flags.replace(/[xgyu]/g, ''));
  } catch (error) {
    throw badValue(`Regular expression is invalid: ${(error as Error).message}`);
  }
}

function isIn(operator: string, path: string[], value: unknown): Test {
  if (!Array.isArray(value)) throw badValue(`${operator} needs an array`);
  if (value.some((item) => isOperators(item))) throw badValue(`cannot nest $ under ${operator}`);
  const patterns = value.filter((item) => item instanceof RegExp);
  return any(path, (held) => value.some((item) => equals(held, item)) || (typeof held === 'string' && patterns.some((pattern) => pattern.test(held))));
}

const operators: Record<string, Compile> = {
  $eq: (path, value) => any(path, (held) => equals(held, value)),
  $ne: (path, value) => not(any(path, (held) => equals(held, value))),
  $gt: inOrder((order) => order > 0),
  $gte: inOrder((order) => order >= 0),
  $lt: inOrder((order) => order < 0),
  $lte: inOrder((order) => order <= 0),
  $in: (path, value) => isIn('$in', path, value),
  $nin: (path, value) => not(isIn('$nin', path, value)),
  $exists: (path, value) => {
    const there = whole(path, (held) => held !== undefined);
    return value === false || value === 0 || value === null ? not(there) : there;
  },
  $type: (path, value) => {
    const names = (Array.isArray(value) ? value : [value]).flatMap(typesNamed);
    return any(path, (held) => names.includes(typeName(held)));
  },
  $not: (path, value, compiling) => {
    if (value instanceof RegExp) return not(fieldConditions(path, { $regex: value } as Doc, compiling));
    if (!isDoc(value)) throw badValue('$not needs a regex or a document');
    if (Object.keys(value).length === 0) throw badValue('$not cannot be empty');
    if (!isOperators(value)) throw badValue(`unknown operator: ${Object.keys(value)[0]}`);
    return not(fieldConditions(path, value, compiling));
  },
  $regex: (path, value, _, { $options: options }) => {
    const pattern = toRegExp(value, options);
    return any(path, (held) => (typeof held === 'string' && pattern.test(held)) || (held instanceof RegExp && same(held, pattern)));
  },
  $options: (_path, _value, _compiling, all) => {
    if (all.$regex === undefined) throw badValue('$options needs a $regex');
    return () => true;
  },
  $mod: (path, value) => {
    if (!Array.isArray(value)) throw badValue('malformed mod, needs to be an array');
    if (value.length < 2) throw badValue('malformed mod, not enough elements');
    if (value.length > 2) throw badValue('malformed mod, too many elements');
    const [divisor, remainder] = value.map((part) => Math.trunc(Number(part)));
    if (Number.isNaN(divisor)) throw badValue('malformed mod, divisor not a number');
    if (Number.isNaN(remainder)) throw badValue('malformed mod, remainder not a number');
    if (divisor === 0) throw badValue('divisor cannot be 0');
    return any(path, (held) => rankOf(held) === 3 && (Math.trunc(Number(held)) % divisor!) === remainder);
  },
  $size: (path, value) => {
    if (typeof value === 'number' ? !Number.isInteger(value) : !(value instanceof Long)) throw badValue(`Failed to parse $size. Expected an integer: $size: ${describe(value)}`);
    if (Number(value) < 0) throw badValue(`Failed to parse $size. Expected a non-negative number in: $size: ${describe(value)}`);
    return whole(path, (held) => Array.isArray(held) && held.length === Number(value));
  },
  $all: (path, value, compiling) => {
    if (!Array.isArray(value)) throw badValue('$all needs an array');
    if (value.length === 0) return () => false;
    const tests = value.map((item) => (isDoc(item) && Object.hasOwn(item, '$elemMatch') ? fieldConditions(path, item, compiling) : compiling.field(path.join('.'), item)));
    return (document) => tests.every((test) => test(document));
  },
  $elemMatch: (path, value, compiling) => {
    const test = elementTest(value, compiling);
    return whole(path, (held) => Array.isArray(held) && held.some((item) => test(item)));
  },
  $bitsAllSet: (path, value) => bits(path, value, (set, mask) => (set & mask) === mask),
  $bitsAnySet: (path, value) => bits(path, value, (set, mask) => (set & mask) !== 0n),
  $bitsAllClear: (path, value) => bits(path, value, (set, mask) => (set & mask) === 0n),
  $bitsAnyClear: (path, value) => bits(path, value, (set, mask) => (set & mask) !== mask),
  $comment: () => () => true,
  ...Object.fromEntries(['$geoWithin', '$geoIntersects', '$near', '$nearSphere'].map((name) => [name, (): Test => {
    throw badValue(`${name} is not available here: there are no geospatial indexes.`);
  }])),
};

/** What one item of a list has to meet: a filter on its fields, or conditions on the item itself. */
export function elementTest(value: unknown, compiling: Compiling): Test {
  if (!isDoc(value)) throw badValue('$elemMatch needs an Object');
  const first = Object.keys(value)[0];
  if (isOperators(value) && !['$and', '$or', '$nor', '$expr', '$where'].includes(first!)) {
    // A list within the list is asked as a whole: the name stands for the item.
    const test = fieldConditions(['item'], value, compiling);
    return (item) => test({ item });
  }
  const test = compiling.filter(value);
  return (item) => (isDoc(item) || Array.isArray(item)) && test(item);
}

function bits(path: string[], value: unknown, isRight: (set: bigint, mask: bigint) => boolean): Test {
  const mask = Array.isArray(value) ? value.reduce((sum: bigint, place) => sum | (1n << BigInt(Number(place))), 0n) : BigInt(Math.trunc(Number(value)));
  return any(path, (held) => rankOf(held) === 3 && Number.isInteger(Number(held)) && isRight(BigInt.asUintN(64, BigInt(Number(held))), mask));
}

const numeric: TypeName[] = ['int', 'long', 'double', 'decimal'];

/** The types that a name or a number stands for. */
export function typesNamed(name: unknown): TypeName[] {
  if (name === 'number') return numeric;
  const found = Object.entries(typeNumbers).find(([own, number]) => own === name || number === Number(name instanceof Decimal128 ? NaN : name));
  if (found) return [found[0] as TypeName];
  throw badValue(typeof name === 'string' ? `Unknown type name alias: ${name}` : `Invalid numerical type code: ${describe(name)}`);
}

export function describe(value: unknown): string {
  try {
    return typeof value === 'string' ? `"${value}"` : JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
}
