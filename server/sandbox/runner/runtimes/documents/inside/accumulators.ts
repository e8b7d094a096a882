import { badValue, MongoServerError } from './errors.ts';
import { compare, keyOf, rankOf } from './order.ts';
import { sorter } from './sort.ts';
import { Decimal128, isDoc, Long, put } from './types.ts';

// What $group computes of the documents of a group: https://www.mongodb.com/docs/manual/reference/mql/accumulators/

/** `read` evaluates an expression for one document; undefined is a missing field. */
export type Accumulator = (documents: unknown[], expression: unknown, read: (expression: unknown, document: unknown) => unknown) => unknown;

export function numbersOf(values: unknown[]): unknown[] {
  return values.filter((value) => rankOf(value) === 3);
}

/** The sum, of the widest type among the numbers. */
export function sum(values: unknown[]): unknown {
  const numbers = numbersOf(values);
  if (numbers.some((value) => value instanceof Decimal128)) return addDecimals(numbers);
  if (numbers.some((value) => value instanceof Long) && numbers.every((value) => Number.isInteger(Number(value)))) {
    return new Long(numbers.reduce((total: bigint, value) => total + (value instanceof Long ? value.value : BigInt(Number(value))), 0n));
  }
  let total = 0;
  for (const value of numbers) total += Number(value);
  return total;
}

function addDecimals(numbers: unknown[]): Decimal128 {
  const parts = numbers.map((value) => (value instanceof Decimal128 ? value : new Decimal128(String(value))).scaled);
  if (parts.some((part) => !part)) return new Decimal128(String(numbers.reduce((total: number, value) => total + Number(value), 0)));
  const least = Math.min(0, ...parts.map((part) => part!.exponent));
  const total = parts.reduce((all, part) => all + part!.digits * 10n ** BigInt(part!.exponent - least), 0n);
  const digits = `${total < 0n ? -total : total}`.padStart(1 - least, '0');
  const text = least === 0 ? digits : `${digits.slice(0, least)}.${digits.slice(least)}`;
  return new Decimal128((total < 0n ? '-' : '') + text);
}

export function average(values: unknown[]): unknown {
  const numbers = numbersOf(values);
  if (numbers.length === 0) return null;
  const total = Number(sum(numbers)) / numbers.length;
  return numbers.some((value) => value instanceof Decimal128) ? new Decimal128(String(total)) : total;
}

/** The first or last in order; null and missing values do not count. */
export function extreme(values: unknown[], sign: 1 | -1): unknown {
  let best: unknown = null;
  for (const value of values) {
    if (value === null || value === undefined) continue;
    if (best === null || sign * compare(value, best) > 0) best = value;
  }
  return best;
}

export function deviation(values: unknown[], ofSample: boolean): unknown {
  const numbers = numbersOf(values).map(Number);
  if (numbers.length < (ofSample ? 2 : 1)) return null;
  const mean = numbers.reduce((total, value) => total + value, 0) / numbers.length;
  return Math.sqrt(numbers.reduce((total, value) => total + (value - mean) ** 2, 0) / (numbers.length - Number(ofSample)));
}

export function distinct(values: unknown[]): unknown[] {
  return [...new Map(values.map((value) => [keyOf(value), value])).values()];
}

function all(documents: unknown[], expression: unknown, read: (expression: unknown, document: unknown) => unknown): unknown[] {
  return documents.map((document) => read(expression, document));
}

function countIn(name: string, expression: unknown, read: Parameters<Accumulator>[2], document: unknown): { n: number; given: Record<string, unknown> } {
  if (!isDoc(expression)) throw badValue(`specification must be an object; found ${name}: ${JSON.stringify(expression)}`);
  const n = Number(read(expression.n, document));
  if (!Number.isInteger(n) || n < 1) throw new MongoServerError(5787908, `'n' must be greater than 0, found ${n}`);
  return { n, given: expression };
}

const ofMany = (name: string, pick: (values: unknown[], n: number) => unknown[]): Accumulator => (documents, expression, read) => {
  const { n, given } = countIn(name, expression, read, documents[0]);
  return pick(all(documents, given.input, read), n);
};

const ranked = (name: string, sign: 1 | -1): Accumulator => ofMany(name, (values, n) => values.filter((value) => value !== null && value !== undefined).sort((a, b) => sign * compare(b, a)).slice(0, n));

function sorted(documents: unknown[], expression: unknown): unknown[] {
  if (!isDoc(expression) || !isDoc(expression.sortBy)) throw badValue('Missing value for \'sortBy\'');
  return documents.toSorted(sorter(expression.sortBy));
}

const nulled = (value: unknown): unknown => value ?? null;

export const accumulators: Record<string, Accumulator> = {
  $sum: (documents, expression, read) => sum(all(documents, expression, read)),
  $avg: (documents, expression, read) => average(all(documents, expression, read)),
  $min: (documents, expression, read) => extreme(all(documents, expression, read), -1),
  $max: (documents, expression, read) => extreme(all(documents, expression, read), 1),
  $first: (documents, expression, read) => (documents.length === 0 ? null : nulled(read(expression, documents[0]))),
  $last: (documents, expression, read) => (documents.length === 0 ? null : nulled(read(expression, documents.at(-1)))),
  $push: (documents, expression, read) => all(documents, expression, read).filter((value) => value !== undefined),
  $addToSet: (documents, expression, read) => distinct(all(documents, expression, read).filter((value) => value !== undefined)),
  $count: (documents) => documents.length,
  $stdDevPop: (documents, expression, read) => deviation(all(documents, expression, read), false),
  $stdDevSamp: (documents, expression, read) => deviation(all(documents, expression, read), true),
  $mergeObjects: (documents, expression, read) => {
    const merged = {};
    for (const value of all(documents, expression, read)) {
      if (value === null || value === undefined) continue;
      if (!isDoc(value)) throw new MongoServerError(40400, '$mergeObjects requires object inputs');
      for (const field of Object.keys(value)) put(merged, field, value[field]);
    }
    return merged;
  },
  $firstN: ofMany('$firstN', (values, n) => values.slice(0, n).map(nulled)),
  $lastN: ofMany('$lastN', (values, n) => values.slice(-n).map(nulled)),
  $minN: ranked('$minN', -1),
  $maxN: ranked('$maxN', 1),
  $top: (documents, expression, read) => nulled(read((expression as { output: unknown }).output, sorted(documents, expression)[0])),
  $bottom: (documents, expression, read) => nulled(read((expression as { output: unknown }).output, sorted(documents, expression).at(-1))),
  $topN: (documents, expression, read) => {
    const { n, given } = countIn('$topN', expression, read, documents[0]);
    return sorted(documents, given).slice(0, n).map((document) => nulled(read(given.output, document)));
  },
  $bottomN: (documents, expression, read) => {
    const { n, given } = countIn('$bottomN', expression, read, documents[0]);
    return sorted(documents, given).slice(-n).map((document) => nulled(read(given.output, document)));
  },
};
