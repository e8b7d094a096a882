import { MongoServerError } from '../errors.ts';
import { compare, typeName } from '../order.ts';
import { Decimal128, Long, ObjectId } from '../types.ts';
import { isNothing, namedParts, taking, wholeNumber, type Operator } from './operator.ts';

// Operators on texts: https://www.mongodb.com/docs/manual/reference/mql/expressions/#string-expression-operators

const encoder = { length: (text: string): number => Array.from(text).reduce((bytes, point) => bytes + bytesOf(point), 0) };

function bytesOf(point: string): number {
  const code = point.codePointAt(0)!;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

/** Nothing is an empty text; numbers and dates are written out. */
function textOf(value: unknown, name: string): string {
  if (isNothing(value)) return '';
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'string' || typeof value === 'number' || value instanceof Long || value instanceof Decimal128 || value instanceof ObjectId) return String(value);
  throw new MongoServerError(16007, `can't convert from BSON type ${typeName(value)} to String${name === '' ? '' : ` in ${name}`}`);
}

function needText(value: unknown, code: number, message: string): string {
  if (typeof value !== 'string') throw new MongoServerError(code, `${message}, found: ${typeName(value)}`);
  return value;
}

function trimmed(name: string, atStart: boolean, atEnd: boolean): Operator {
  return namedParts(name, ['input'], ['chars'], (given, scope, evaluate) => {
    const input = evaluate(given.input, scope);
    const chars = given.chars === undefined ? undefined : evaluate(given.chars, scope);
    if (isNothing(input) || chars === null) return null;
    const text = needText(input, 50699, `${name} requires its input to be a string`);
    const isOff = (sign: string): boolean => (chars === undefined ? /[\s\0]/.test(sign) : Array.from(String(chars)).includes(sign));
    const points = Array.from(text);
    let from = 0;
    let to = points.length;
    if (atStart) while (from < to && isOff(points[from]!)) from += 1;
    if (atEnd) while (to > from && isOff(points[to - 1]!)) to -= 1;
    return points.slice(from, to).join('');
  });
}

function substring(value: unknown, first: unknown, count: unknown): string {
  const points = Array.from(textOf(value, '$substrCP'));
  const start = wholeNumber(first, 34450, '$substrCP: starting index must be a whole number');
  const length = wholeNumber(count, 34452, '$substrCP: length must be a whole number');
  if (start < 0) throw new MongoServerError(34455, '$substrCP: the starting index must be nonnegative integer.');
  if (length < 0) throw new MongoServerError(34454, '$substrCP: length must be a nonnegative integer.');
  return points.slice(start, start + length).join('');
}

function substringOfBytes(value: unknown, first: unknown, count: unknown): string {
  const start = Number(first);
  const length = Number(count);
  let at = 0;
  let kept = '';
  for (const point of textOf(value, '$substrBytes')) {
    if (at >= start && (length < 0 || at + bytesOf(point) <= start + length)) kept += point;
    at += bytesOf(point);
  }
  return start < 0 ? '' : kept;
}

function regexIn(name: string, work: (text: string, pattern: RegExp) => unknown, without: unknown): Operator {
  return namedParts(name, ['input', 'regex'], ['options'], (given, scope, evaluate) => {
    const input = evaluate(given.input, scope);
    const regex = evaluate(given.regex, scope);
    const options = evaluate(given.options ?? '', scope);
    if (isNothing(input) || isNothing(regex)) return without;
    const text = needText(input, 51104, `${name} needs 'input' to be of type string`);
    if (typeof regex !== 'string' && !(regex instanceof RegExp)) throw new MongoServerError(51105, `${name} needs 'regex' to be of type string or regex`);
    const flags = `${regex instanceof RegExp ? regex.flags : ''}${String(options ?? '')}`;
    try {
      return work(text, new RegExp(regex instanceof RegExp ? regex.source : regex, `${[...new Set(flags.replace(/[^ims]/g, ''))].join('')}gu`));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      throw new MongoServerError(51111, `Invalid Regex in ${name}: ${error.message}`);
    }
  });
}

function found(match: RegExpMatchArray): object {
  return { match: match[0], idx: Array.from(match.input!.slice(0, match.index)).length, captures: match.slice(1).map((text) => text ?? null) };
}

function replaced(name: string, work: (text: string, find: string, by: string) => string): Operator {
  return namedParts(name, ['input', 'find', 'replacement'], [], (given, scope, evaluate) => {
    const values = [given.input, given.find, given.replacement].map((part) => evaluate(part, scope));
    if (values.some(isNothing)) return null;
    const [text, find, by] = values.map((value) => needText(value, 51746, `${name} requires that its parts be strings`)) as [string, string, string];
    return work(text, find, by);
  });
}

export const texts: Record<string, Operator> = {
  $concat: taking('$concat', 0, Infinity, (...values) => {
    const wrong = values.find((value) => !isNothing(value) && typeof value !== 'string');
    if (wrong !== undefined) throw new MongoServerError(16702, `$concat only supports strings, not ${typeName(wrong)}`);
    return values.some(isNothing) ? null : values.join('');
  }),
  $toUpper: taking('$toUpper', 1, 1, (value) => textOf(value, '').toUpperCase()),
  $toLower: taking('$toLower', 1, 1, (value) => textOf(value, '').toLowerCase()),
  $strLenCP: taking('$strLenCP', 1, 1, (value) => Array.from(needText(value, 34471, '$strLenCP requires a string argument')).length),
  $strLenBytes: taking('$strLenBytes', 1, 1, (value) => encoder.length(needText(value, 34473, '$strLenBytes requires a string argument'))),
  $strcasecmp: taking('$strcasecmp', 2, 2, (a, b) => Math.sign(compare(textOf(a, '').toUpperCase(), textOf(b, '').toUpperCase()))),
  $substr: taking('$substr', 3, 3, substringOfBytes),
  $substrBytes: taking('$substrBytes', 3, 3, substringOfBytes),
  $substrCP: taking('$substrCP', 3, 3, substring),
  $split: taking('$split', 2, 2, (value, separator) => {
    if (isNothing(value) || isNothing(separator)) return null;
    const by = needText(separator, 40086, '$split requires an expression that evaluates to a string as a second argument');
    if (by === '') throw new MongoServerError(40087, '$split requires a non-empty separator');
    return needText(value, 40085, '$split requires an expression that evaluates to a string as a first argument').split(by);
  }),
  $indexOfCP: taking('$indexOfCP', 2, 4, (value, part, start = 0, end = Infinity) => {
    if (isNothing(value)) return null;
    const points = Array.from(needText(value, 40093, '$indexOfCP requires a string as the first argument')).slice(0, Number(end)).join('');
    const at = points.indexOf(needText(part, 40094, '$indexOfCP requires a string as the second argument'), Number(start));
    return at < 0 ? -1 : Array.from(points.slice(0, at)).length;
  }),
  $indexOfBytes: taking('$indexOfBytes', 2, 4, (value, part, start = 0, end = Infinity) => {
    if (isNothing(value)) return null;
    const text = needText(value, 40091, '$indexOfBytes requires a string as the first argument');
    const at = text.indexOf(needText(part, 40092, '$indexOfBytes requires a string as the second argument'), Number(start));
    return at < 0 || at >= Number(end) ? -1 : encoder.length(text.slice(0, at));
  }),
  $trim: trimmed('$trim', true, true),
  $ltrim: trimmed('$ltrim', true, false),
  $rtrim: trimmed('$rtrim', false, true),
  $replaceOne: replaced('$replaceOne', (text, find, by) => text.replace(find, () => by)),
  $replaceAll: replaced('$replaceAll', (text, find, by) => text.replaceAll(find, () => by)),
  $regexMatch: regexIn('$regexMatch', (text, pattern) => pattern.test(text), false),
  $regexFind: regexIn('$regexFind', (text, pattern) => {
    const match = pattern.exec(text);
    return match && found(match);
  }, null),
  $regexFindAll: regexIn('$regexFindAll', (text, pattern) => Array.from(text.matchAll(pattern), found), []),
};
