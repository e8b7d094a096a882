import { MongoServerError } from '../errors.ts';
import { rankOf, typeName, typeNumbers } from '../order.ts';
import { Decimal128, isDoc, Long, ObjectId, UUID } from '../types.ts';
import { isNothing, taking, type Operator } from './operator.ts';

// Conversions between types: https://www.mongodb.com/docs/manual/reference/operator/aggregation/convert/

function failed(message: string): MongoServerError {
  return Object.assign(new MongoServerError(241, `${message}`), { codeName: 'ConversionFailure' });
}

function unsupported(value: unknown, to: string): MongoServerError {
  return failed(`Unsupported conversion from ${typeName(value)} to ${to} in $convert with no onError value`);
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

function toNumber(value: unknown, to: string): number {
  if (typeof value === 'boolean') return Number(value);
  if (rankOf(value) === 3) return Number(value);
  if (value instanceof Date && to !== 'int') return value.getTime();
  if (typeof value !== 'string') throw unsupported(value, to);
  if (!(to === 'int' || to === 'long' ? /^[+-]?\d+$/ : NUMBER).test(value)) {
    throw failed(`Failed to parse number '${value}' in $convert with no onError value: ${value === '' ? 'Empty string' : /^[+-]?\d/.test(value) ? 'Did not consume whole string.' : 'Did not consume any digits'}`);
  }
  return Number(value);
}

function whole(value: unknown, to: 'int' | 'long', least: number, most: number): number {
  const number = Math.trunc(toNumber(value, to));
  if (Number.isNaN(number)) throw failed(`Attempt to convert NaN value to integer type in $convert with no onError value`);
  if (number < least || number > most) throw failed(`Conversion would overflow target type in $convert with no onError value: ${String(value)}`);
  return number;
}

function toText(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value) || isDoc(value) || value instanceof RegExp) throw unsupported(value, 'string');
  return String(value);
}

const DAY = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?$/;

export function toDate(value: unknown): Date {
  if (value instanceof Date) return value;
  if (value instanceof ObjectId) return value.getTimestamp();
  if (typeof value === 'string') {
    const text = value.trim().replace(' ', 'T');
    const date = new Date(DAY.test(value.trim()) && !/(?:Z|[+-]\d{2}:?\d{2})$/.test(text.slice(10)) && text.length > 10 ? `${text}Z` : text);
    if (Number.isNaN(date.getTime())) throw failed(`Error parsing date string '${value}'; 0: passing a time zone identifier as part of the string is not allowed '${value[0] ?? ''}'`);
    return date;
  }
  if (rankOf(value) === 3 && typeName(value) !== 'int') return new Date(Math.trunc(Number(value)));
  throw unsupported(value, 'date');
}

const INT_MOST = 2 ** 31;

const converters: Record<string, (value: unknown) => unknown> = {
  double: (value) => toNumber(value, 'double'),
  string: toText,
  objectId: (value) => {
    if (value instanceof ObjectId) return value;
    if (typeof value !== 'string') throw unsupported(value, 'objectId');
    if (!ObjectId.isValid(value)) throw failed(`Failed to parse objectId '${value}' in $convert with no onError value: Invalid string length for parsing to OID, expected 24 but found ${value.length}`);
    return new ObjectId(value);
  },
  bool: (value) => (rankOf(value) === 3 ? Number(value) !== 0 : value !== false),
  date: toDate,
  int: (value) => whole(value, 'int', -INT_MOST, INT_MOST - 1),
  long: (value) => new Long(typeof value === 'string' && /^[+-]?\d+$/.test(value) ? BigInt(value.replace('+', '')) : value instanceof Long ? value.value : whole(value, 'long', -(2 ** 63), 2 ** 63)),
  decimal: (value) => (value instanceof Decimal128 ? value : new Decimal128(typeof value === 'string' ? value : String(toNumber(value, 'decimal')))),
  binData: (value) => (value instanceof UUID ? value : new UUID(String(value))),
};

function convert(value: unknown, to: unknown): unknown {
  const name = typeof to === 'number' ? Object.entries(typeNumbers).find(([, number]) => number === to)?.[0] : String(to);
  const converter = name !== undefined && Object.hasOwn(converters, name) ? converters[name] : undefined;
  if (!converter) throw new MongoServerError(2, `Unknown type name: ${String(to)}`);
  return converter(value);
}

function to(operator: string, type: string): Operator {
  return taking(operator, 1, 1, (value) => (isNothing(value) ? null : convert(value, type)));
}

export const conversions: Record<string, Operator> = {
  $type: taking('$type', 1, 1, typeName),
  $isNumber: taking('$isNumber', 1, 1, (value) => rankOf(value) === 3),
  $toBool: to('$toBool', 'bool'), $toDate: to('$toDate', 'date'), $toDecimal: to('$toDecimal', 'decimal'), $toDouble: to('$toDouble', 'double'), $toInt: to('$toInt', 'int'),
  $toLong: to('$toLong', 'long'), $toObjectId: to('$toObjectId', 'objectId'), $toString: to('$toString', 'string'), $toUUID: to('$toUUID', 'binData'),
  $convert: (given, scope, evaluate) => {
    if (!isDoc(given) || !Object.hasOwn(given, 'input') || !Object.hasOwn(given, 'to')) throw new MongoServerError(9, '$convert takes an object with the parts input and to');
    const value = evaluate(given.input, scope);
    if (isNothing(value)) return Object.hasOwn(given, 'onNull') ? evaluate(given.onNull, scope) : null;
    const target = evaluate(given.to, scope);
    try {
      return convert(value, isDoc(target) ? target.type : target);
    } catch (error) {
      if (!Object.hasOwn(given, 'onError') || !(error instanceof Error)) throw error;
      return evaluate(given.onError, scope);
    }
  },
};
