import { Binary, Decimal128, Double, Int32, isDoc, Long, MaxKey, MinKey, ObjectId, Timestamp, UUID } from './types.ts';

// MongoDB's order of values of all types, and its names for them:
// https://www.mongodb.com/docs/manual/reference/bson-type-comparison-order/ and …/reference/bson-types/

export type TypeName =
  | 'missing' | 'minKey' | 'null' | 'int' | 'long' | 'double' | 'decimal' | 'string' | 'object' | 'array' | 'binData' | 'objectId' | 'bool' | 'date'
  | 'timestamp' | 'regex' | 'javascript' | 'maxKey';

const INT_MOST = 2 ** 31;

/** `undefined` is a field that is not there. A whole number is an int when it fits into 32 bits, else a double, as mongosh stores it. */
export function typeName(value: unknown): TypeName {
  switch (typeof value) {
    case 'undefined': return 'missing';
    case 'boolean': return 'bool';
    case 'string': return 'string';
    case 'number': return Number.isInteger(value) && !Object.is(value, -0) && value >= -INT_MOST && value < INT_MOST ? 'int' : 'double';
    case 'bigint': return 'long';
    case 'function': case 'symbol': return 'javascript';
  }
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (isDoc(value)) return 'object';
  if (value instanceof ObjectId) return 'objectId';
  if (value instanceof Date) return 'date';
  if (value instanceof Long) return 'long';
  if (value instanceof Decimal128) return 'decimal';
  if (value instanceof RegExp) return 'regex';
  if (value instanceof Binary || value instanceof UUID) return 'binData';
  if (value instanceof Timestamp) return 'timestamp';
  if (value instanceof Int32) return 'int';
  if (value instanceof Double) return 'double';
  if (value instanceof MinKey) return 'minKey';
  if (value instanceof MaxKey) return 'maxKey';
  return 'object';
}

export const typeNumbers: Record<Exclude<TypeName, 'missing'>, number> = {
  double: 1, string: 2, object: 3, array: 4, binData: 5, objectId: 7, bool: 8, date: 9, null: 10, regex: 11, javascript: 13, int: 16, timestamp: 17, long: 18,
  decimal: 19, minKey: -1, maxKey: 127,
};

/** Types of one rank are compared by value. A missing field counts as null where values are sorted. */
const ranks: Record<TypeName, number> = {
  minKey: 0, missing: 1, null: 2, int: 3, long: 3, double: 3, decimal: 3, string: 4, object: 5, array: 6, binData: 7, objectId: 8, bool: 9, date: 10, timestamp: 11,
  regex: 12, javascript: 13, maxKey: 14,
};

export function rankOf(value: unknown): number {
  return ranks[typeName(value)];
}

function simple<T>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Negative, 0 or positive; a missing field comes before null, and is told from it (expressions do; sorting doesn't, see sortValue). */
export function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return compareNumbers(a, b);
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  const rank = rankOf(a);
  const difference = rank - rankOf(b);
  if (difference !== 0) return difference;
  switch (rank) {
    case 3: return compareNumbers(a, b);
    case 5: return compareDocs(a as object, b as object);
    case 6: return compareLists(a as unknown[], b as unknown[]);
    case 7: return simple(String(a).length, String(b).length) || simple(String(a), String(b));
    case 8: return simple(String(a), String(b));
    case 9: return Number(a) - Number(b);
    case 10: return simple((a as Date).getTime(), (b as Date).getTime());
    case 11: return (a as Timestamp).t - (b as Timestamp).t || (a as Timestamp).i - (b as Timestamp).i;
    case 12: return simple((a as RegExp).source, (b as RegExp).source) || simple((a as RegExp).flags, (b as RegExp).flags);
    default: return 0;
  }
}

/** By code points, as bytes of UTF-8 would be. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const one = a.charCodeAt(index);
    const other = b.charCodeAt(index);
    if (one !== other) return one >= 0xd800 && other >= 0xd800 && (one < 0xe000) !== (other < 0xe000) ? (one < 0xe000 ? 1 : -1) : one - other;
  }
  return a.length - b.length;
}

/** NaN comes before every other number. */
function compareNumbers(a: unknown, b: unknown): number {
  if (a instanceof Decimal128 || b instanceof Decimal128) return compareDecimals(a, b);
  if (a instanceof Long && b instanceof Long) return simple(a.value, b.value);
  const one = Number(a);
  const other = Number(b);
  if (Number.isNaN(one) || Number.isNaN(other)) return Number(!Number.isNaN(one)) - Number(!Number.isNaN(other));
  if (a instanceof Long && Number.isInteger(other)) return simple(a.value, BigInt(other));
  if (b instanceof Long && Number.isInteger(one)) return simple(BigInt(one), b.value);
  return simple(one, other);
}

const MOST_SHIFT = 400;

function compareDecimals(a: unknown, b: unknown): number {
  const one = scaledOf(a);
  const other = scaledOf(b);
  if (!one || !other || Math.abs(one.exponent - other.exponent) > MOST_SHIFT) return compareNumbers(Number(a), Number(b));
  const least = Math.min(one.exponent, other.exponent);
  return simple(one.digits * 10n ** BigInt(one.exponent - least), other.digits * 10n ** BigInt(other.exponent - least));
}

function scaledOf(value: unknown): { digits: bigint; exponent: number } | undefined {
  if (value instanceof Decimal128) return value.scaled;
  if (value instanceof Long) return { digits: value.value, exponent: 0 };
  return Number.isFinite(Number(value)) ? new Decimal128(String(Number(Number(value).toPrecision(15)))).scaled : undefined;
}

/** Field by field in their order: type, then name, then value. */
function compareDocs(a: object, b: object): number {
  const names = Object.keys(a);
  const others = Object.keys(b);
  for (let index = 0; index < names.length && index < others.length; index += 1) {
    const one = (a as Record<string, unknown>)[names[index]!];
    const other = (b as Record<string, unknown>)[others[index]!];
    const difference = rankOf(one) - rankOf(other) || compareText(names[index]!, others[index]!) || compare(one, other);
    if (difference !== 0) return difference;
  }
  return names.length - others.length;
}

function compareLists(a: unknown[], b: unknown[]): number {
  for (let index = 0; index < a.length && index < b.length; index += 1) {
    const difference = compare(a[index], b[index]);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

export function same(a: unknown, b: unknown): boolean {
  return a === b || compare(a, b) === 0;
}

/** A text that is equal for equal values, and only for those: what groups, joins and unique indexes look up. */
export function keyOf(value: unknown): string {
  switch (typeName(value)) {
    case 'missing': return 'u';
    case 'null': return 'n';
    case 'int': return `#${Number(value)}`;
    case 'double': case 'long': case 'decimal': return `#${plainNumber(value)}`;
    case 'string': return `'${(value as string).length}:${value as string}`;
    case 'bool': return value ? 't' : 'f';
    case 'array': return `[${(value as unknown[]).map(keyOf).join()}]`;
    case 'object': return `{${Object.keys(value as object).map((field) => `${field.length}:${field}${keyOf((value as Record<string, unknown>)[field])}`).join()}}`;
    case 'date': return `d${(value as Date).getTime()}`;
    case 'regex': return `/${String(value)}`;
    default: return `${typeName(value)} ${String(value)}`;
  }
}

/** The shortest writing of a number's value, whatever its type. */
function plainNumber(value: unknown): string {
  if (value instanceof Decimal128 && value.scaled) {
    let { digits, exponent } = value.scaled;
    if (digits === 0n) return '0';
    while (digits % 10n === 0n) {
      digits /= 10n;
      exponent += 1;
    }
    if (digits === BigInt(Number(digits)) && Math.abs(exponent) < 300) return plainNumber(Number(`${digits}e${exponent}`));
    return `${digits}e${exponent}`;
  }
  if (value instanceof Long && !Number.isSafeInteger(Number(value))) return `${value.value}`;
  const number = Number(value);
  return Object.is(number, -0) ? '0' : Number.isInteger(number) && !Number.isSafeInteger(number) ? `${BigInt(number)}` : `${number}`;
}
