import type { ValueType } from '../contract/value.ts';

// Looks into values that came out of a runner. None of these trusts a shape it has not seen.

export type Tagged = Record<string, unknown> & { $: string };

/** Whether this is a tagged value, with the given tag if one is given. */
export function isTagged(value: unknown, tag?: string): value is Tagged {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, '$')) return false;
  return tag === undefined || (value as Tagged).$ === tag;
}

/** Whether the program's value has the tag and the text of the expected one. */
export function sameField(expected: object, actual: unknown, field: string): boolean {
  const wanted = expected as Tagged;
  return isTagged(actual, wanted.$) && typeof actual[field] === 'string' && actual[field] === wanted[field];
}

/** Authors may write a moment with another offset than the runner does. */
export function sameMoment(expected: string, actual: unknown): boolean {
  if (!isTagged(actual, 'date') || typeof actual.value !== 'string') return false;
  return actual.value === expected || Date.parse(actual.value) === Date.parse(expected);
}

const namedNumbers: Record<string, number> = { 'NaN': NaN, '-0': -0, 'Infinity': Infinity, '-Infinity': -Infinity };

/** The number that was written down, plain or tagged. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (!isTagged(value, 'number') || typeof value.value !== 'string' || !Object.hasOwn(namedNumbers, value.value)) return undefined;
  return namedNumbers[value.value];
}

/** A text that is the same for scalars that are certainly equal; undefined for everything else. */
export function scalarKey(value: unknown): string | undefined {
  if (typeof value === 'string') return `text ${value}`;
  if (value === null || typeof value === 'boolean') return `word ${value}`;
  const number = numberOf(value);
  if (number !== undefined) return `number ${Object.is(number, -0) ? '-0' : number}`;
  if (isTagged(value, 'bigint') && typeof value.value === 'string') return `bigint ${value.value}`;
  return undefined;
}

/** The properties of an object as the runner lists them; undefined when that is no such list, or names a key twice. */
export function propertiesOf(entries: unknown): Map<string, unknown> | undefined {
  const pairs = pairsOf(entries);
  if (!pairs?.every((entry): entry is [string, unknown] => typeof entry[0] === 'string')) return undefined;
  const properties = new Map(pairs);
  return properties.size === pairs.length ? properties : undefined;
}

/** A list of pairs, or undefined when it is none. */
export function pairsOf(entries: unknown): [unknown, unknown][] | undefined {
  if (!Array.isArray(entries)) return undefined;
  return entries.every((entry): entry is [unknown, unknown] => Array.isArray(entry) && entry.length === 2) ? entries : undefined;
}

const typeTests: Record<ValueType, (value: unknown) => boolean> = {
  null: (value) => value === null,
  undefined: (value) => isTagged(value, 'undefined'),
  boolean: (value) => typeof value === 'boolean',
  integer: (value) => Number.isInteger(numberOf(value)),
  number: (value) => numberOf(value) !== undefined,
  string: (value) => typeof value === 'string',
  bigint: (value) => isTagged(value, 'bigint'),
  array: Array.isArray,
  object: (value) => isTagged(value, 'object') && propertiesOf(value.entries) !== undefined,
  date: (value) => isTagged(value, 'date'),
  map: (value) => isTagged(value, 'map') && pairsOf(value.entries) !== undefined,
  set: (value) => isTagged(value, 'set') && Array.isArray(value.items),
  function: (value) => isTagged(value, 'function'),
};

export function hasType(type: ValueType, value: unknown): boolean {
  return Object.hasOwn(typeTests, type) && typeTests[type](value);
}
