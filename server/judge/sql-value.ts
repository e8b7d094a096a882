import type { SqlValue } from '../contract/observation.ts';
import { clip } from './print.ts';
import { printDocument } from './print-document.ts';
import { printReplyCell } from './print-reply.ts';

// Values of rows come as the text that Postgres writes; what that text means depends on the column's type.

/** How the values of one column are compared, decided by the types on both sides. NULL is not its affair: NULL equals only NULL. */
export interface Manner {
  /** The same text for values that are certainly equal. */
  key(value: string, side: 'expected' | 'actual'): string;
  /** Whether two values whose keys differ may be equal all the same. */
  loosely?(expected: string, actual: string): boolean;
  /** What the two sides hold, in words, when no value of one can equal one of the other. */
  unlike?: { expected: string; actual: string };
}

type Family = 'number' | 'boolean' | 'json' | 'moment' | 'padded' | 'text';

const families: Partial<Record<string, Family>> = {
  int2: 'number', int4: 'number', int8: 'number', oid: 'number', numeric: 'number', float4: 'number', float8: 'number',
  bool: 'boolean', json: 'json', jsonb: 'json', timestamptz: 'moment', bpchar: 'padded', document: 'json', reply: 'json', field: 'json',
};

const familyWords: Record<Family, string> = { number: 'numbers', boolean: 'booleans', json: 'JSON', moment: 'points in time', padded: 'text', text: 'text' };

function familyOf(type: string): Family {
  return (Object.hasOwn(families, type) ? families[type] : undefined) ?? 'text';
}

/** Whether values of a type are written on the right of their column, and without quotes. */
export function isNumeric(type: string): boolean {
  return familyOf(type) === 'number';
}

/**
 * Numbers are compared by value, booleans and JSON by meaning, moments of timestamptz whatever their zone, char(n) without its
 * padding, everything else by its text. Numbers, booleans and JSON never equal a value of another family.
 */
export function mannerOf(expectedType: string, actualType: string): Manner {
  const [expected, actual] = [familyOf(expectedType), familyOf(actualType)];
  if (expected === 'number' && actual === 'number') return numberManner(expectedType, actualType);
  if (expected === actual && expected in manners) return manners[expected as keyof typeof manners];
  const strict: Family[] = ['number', 'boolean', 'json'];
  if (expected !== actual && (strict.includes(expected) || strict.includes(actual))) {
    return { key: (value, side) => `${side} ${value}`, unlike: { expected: familyWords[expected], actual: familyWords[actual] } };
  }
  return expected === 'padded' || actual === 'padded' ? padded : plain;
}

const plain: Manner = { key: (value) => value };
const padded: Manner = { key: (value) => value.replace(/ +$/, '') };
const exact: Manner = { key: canonicalNumber };
const manners = {
  boolean: { key: (value) => (value === 'true' ? 't' : value === 'false' ? 'f' : value) } satisfies Manner,
  json: { key: canonicalJson } satisfies Manner,
  moment: { key: canonicalMoment } satisfies Manner,
};

/** Significant digits that a sum of floats in another order keeps, with a digit or two to spare. */
const floatDigits = { float4: 6, float8: 10 };
/** Below this a float is what rounding leaves of a zero. */
const NEXT_TO_NOTHING = 1e-12;

function numberManner(...types: string[]): Manner {
  const digits = types.includes('float4') ? floatDigits.float4 : types.includes('float8') ? floatDigits.float8 : undefined;
  if (digits === undefined) return exact;
  const tolerance = 10 ** (1 - digits);
  return {
    key: (value) => {
      const number = Number(value);
      return Number.isFinite(number) ? (number === 0 ? '0' : number.toPrecision(digits)) : value.toLowerCase();
    },
    loosely: (expected, actual) => {
      const [one, other] = [Number(expected), Number(actual)];
      return Math.abs(one - other) <= Math.max(NEXT_TO_NOTHING, tolerance * Math.max(Math.abs(one), Math.abs(other))) && Number.isFinite(one) && Number.isFinite(other);
    },
  };
}

/** More decimals than anybody writes: they come from a division, whose last digits depend on how it was written. */
const WRITTEN_DECIMALS = 12;
const KEPT_DIGITS = 15;

/** `1.50` and `01.5` as `1.5`; quotients to 15 significant digits. What is no decimal number stays as it is. */
function canonicalNumber(text: string): string {
  const plain = withoutLastZeros(text);
  if (plain !== undefined) return plain;
  const [, sign, whole = '', decimals = ''] = /^([+-]?)(\d+)(?:\.(\d*))?$/.exec(text) ?? [];
  if (sign === undefined) return text.toLowerCase();
  let [integer, fraction] = [whole.replace(/^0+(?=\d)/, ''), decimals.replace(/0+$/, '')];
  if (fraction.length > WRITTEN_DECIMALS) [integer, fraction] = rounded(integer, fraction);
  const number = fraction === '' ? integer : `${integer}.${fraction}`;
  return sign === '-' && number !== '0' ? `-${number}` : number;
}

/** A number as Postgres writes most of them, without the zeros that its scale adds; undefined for the others. Ten times as fast as taking it apart. */
function withoutLastZeros(text: string): string | undefined {
  const first = text.charCodeAt(0) === MINUS ? 1 : 0;
  let point = -1;
  for (let index = first; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === POINT && point === -1 && index > first) point = index;
    else if (code < ZERO || code > NINE) return undefined;
  }
  if (text.length === first || (text.charCodeAt(first) === ZERO && text.length > first + 1 && point !== first + 1)) return undefined;
  let end = text.length;
  if (point !== -1) {
    if (text.length - point - 1 > WRITTEN_DECIMALS) return undefined;
    while (text.charCodeAt(end - 1) === ZERO) end -= 1;
    if (end === point + 1) end = point;
  }
  const number = end === text.length ? text : text.slice(0, end);
  return number === '-0' ? '0' : number;
}

const [MINUS, POINT, ZERO, NINE] = [45, 46, 48, 57];

function rounded(integer: string, fraction: string): [string, string] {
  const zeros = integer === '0' ? (/^0*/.exec(fraction)?.[0].length ?? 0) : 0;
  const decimals = Math.max(0, integer === '0' ? zeros + KEPT_DIGITS : KEPT_DIGITS - integer.length);
  if (fraction.length <= decimals) return [integer, fraction];
  const up = (fraction[decimals] ?? '0') >= '5' ? 1n : 0n;
  const digits = String(BigInt(integer + fraction.slice(0, decimals)) + up).padStart(decimals + 1, '0');
  return [digits.slice(0, digits.length - decimals), digits.slice(digits.length - decimals).replace(/0+$/, '')];
}

/** Deeper JSON is compared by its text: walking it takes a stack. */
const JSON_DEPTH = 200;

function canonicalJson(text: string): string {
  try {
    return JSON.stringify(withSortedKeys(JSON.parse(text), 0));
  } catch {
    return text;
  }
}

function withSortedKeys(value: unknown, depth: number): unknown {
  if (depth > JSON_DEPTH) throw new RangeError('too deep');
  if (Array.isArray(value)) return value.map((item) => withSortedKeys(item, depth + 1));
  if (typeof value !== 'object' || value === null) return value;
  return { object: Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, held]) => [key, withSortedKeys(held, depth + 1)]) };
}

const MOMENT = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)(?:\.(\d{1,6}))?([+-])(\d\d)(?::(\d\d))?(?::(\d\d))?$/;

/** A timestamptz as it is written in UTC; what has no such form (`infinity`, years before ours) stays as it is. */
function canonicalMoment(text: string): string {
  // What a session in UTC answers; a fraction has no zeros at its end there.
  if (text.endsWith('+00') && !text.includes('.')) return text;
  const [, local, fraction = '', sign, hours, minutes, seconds] = MOMENT.exec(text) ?? [];
  if (local === undefined) return text;
  const last = fraction === '' ? '' : fraction.replace(/0+$/, '');
  const rest = `${last === '' ? '' : `.${last}`}+00`;
  // Most zones differ by whole hours, and most moments are of the same day there.
  const hour = Number(local.slice(11, 13)) + (sign === '-' ? Number(hours) : -Number(hours));
  if (minutes === undefined && hour >= 0 && hour < 24) return `${local.slice(0, 11)}${hour < 10 ? '0' : ''}${hour}${local.slice(13)}${rest}`;
  const offset = (Number(hours) * 60 + Number(minutes ?? 0)) * 60 + Number(seconds ?? 0);
  const at = Date.parse(`${local.replace(' ', 'T')}Z`) + (sign === '-' ? offset : -offset) * 1000;
  if (Number.isNaN(at) || at > LAST_OF_FOUR_DIGITS) return text;
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')}${rest}`;
}

const LAST_OF_FOUR_DIGITS = Date.UTC(9999, 11, 31, 23, 59, 59);

/** A value as it stands in a sentence: NULL, numbers and the like as they are, text in SQL's quotes. */
export function valueWords(value: SqlValue, type: string, characters = 60): string {
  if (value === null) return type === 'field' ? 'missing' : 'NULL';
  if (type === 'reply') return clip(inOneLine(printReplyCell(value)), characters);
  if (type === 'field' || type === 'document') return clip(inOneLine(printDocument(value)), characters);
  const family = familyOf(type);
  if (family === 'boolean') return value === 't' ? 'true' : value === 'f' ? 'false' : clip(value, characters);
  return family === 'text' || family === 'padded' ? `'${clip(value.replaceAll("'", "''"), characters)}'` : clip(value, characters);
}

function inOneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ');
}
