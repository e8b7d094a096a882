import { print } from '../../../javascript/inside/harness.ts';
import { fromJson, toExactJson, toJson } from '../ejson.ts';
import { MongoshInvalidInputError, MongoshUnimplementedError } from '../errors.ts';
import { Binary, BsonError, Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId, Timestamp, UUID } from '../types.ts';
import { printAlone, printValue } from './print.ts';

// What a script finds besides `db`: https://www.mongodb.com/docs/mongodb-shell/reference/methods/#native-methods

type Constructor = new (...given: never[]) => object;

/** A class that may be called without `new`, as mongosh allows. */
function callable<C extends Constructor>(name: string, made: C): C {
  function make(...given: never[]): object {
    return new made(...given);
  }
  Object.defineProperty(make, 'name', { value: name });
  for (const key of Object.getOwnPropertyNames(made)) {
    if (!['length', 'name', 'prototype'].includes(key)) Object.defineProperty(make, key, Object.getOwnPropertyDescriptor(made, key)!);
  }
  make.prototype = made.prototype as unknown;
  return Object.freeze(make) as unknown as C;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

function isoDate(text?: unknown): Date {
  if (text === undefined) return new Date();
  const date = text instanceof Date ? new Date(text.getTime()) : new Date(typeof text === 'string' && !DAY.test(text) && !/(?:Z|[+-]\d{2}:?\d{2})$/.test(text) ? `${text.replace(' ', 'T')}Z` : String(text));
  if (Number.isNaN(date.getTime())) throw new MongoshInvalidInputError(`${JSON.stringify(text)} is not a valid ISODate`);
  return date;
}

function binData(subtype: number, base64: string): unknown {
  if (typeof base64 !== 'string') throw new BsonError('BinData takes a subtype and a text in base64');
  return new Binary(base64, Number(subtype));
}

function write(stream: 'stdout' | 'stderr', values: unknown[]): void {
  print(stream, `${values.map(printAlone).join(' ')}\n`);
}

const out = (...values: unknown[]): void => write('stdout', values);
const aside = (...values: unknown[]): void => write('stderr', values);

const EJSON = Object.freeze({
  stringify(value: unknown, replacer?: unknown, space?: unknown, options?: unknown): string {
    const given = [replacer, space, options].find((each) => typeof each === 'object' && each !== null && !Array.isArray(each)) as { relaxed?: boolean } | undefined;
    const indent = [replacer, space].find((each) => typeof each === 'number' || typeof each === 'string') as number | string | undefined;
    return JSON.stringify(given?.relaxed === false ? toExactJson(value) : toJson(value), undefined, indent);
  },
  parse: (text: string): unknown => fromJson(JSON.parse(text)),
  serialize: (value: unknown): unknown => toJson(value),
  deserialize: (value: unknown): unknown => fromJson(value),
});

const missing: Record<string, string> = {
  load: 'there are no files here.', fetch: 'there is no network here.', require: 'there are no packages here.', setTimeout: 'everything here happens at once.', quit: 'the script ends at its last line.', exit: 'the script ends at its last line.',
  passwordPrompt: 'nobody can be asked here.', connect: 'you are connected: use db.',
};

/** Defines the globals of a context, but for `db` and what goes with it. */
export function defineGlobals(more: Record<string, unknown>): void {
  const globals: Record<string, unknown> = {
    ObjectId: callable('ObjectId', ObjectId), Long: callable('Long', Long), NumberLong: callable('NumberLong', Long), Int32: callable('Int32', Int32), NumberInt: callable('NumberInt', Int32),
    Double: callable('Double', Double), Decimal128: callable('Decimal128', Decimal128), NumberDecimal: callable('NumberDecimal', Decimal128), UUID: callable('UUID', UUID), Timestamp: callable('Timestamp', Timestamp),
    MinKey: callable('MinKey', MinKey), MaxKey: callable('MaxKey', MaxKey), Binary: callable('Binary', Binary), BinData: binData,
    ISODate: function ISODate(text?: unknown) { return isoDate(text); },
    print: out, printjson: (value: unknown) => print('stdout', `${printValue(value)}\n`), EJSON,
    console: Object.freeze({ log: out, info: out, debug: out, error: aside, warn: aside, table: out, dir: out }),
    sleep: () => undefined, version: () => '2.3.0', isInteractive: () => false,
    ...Object.fromEntries(Object.keys(missing).map((name) => [name, () => {
      throw new MongoshUnimplementedError(`${name}()`, missing[name]!);
    }])),
    ...more,
  };
  for (const name of Object.keys(globals)) Object.defineProperty(globalThis, name, { value: globals[name], writable: true, configurable: true, enumerable: false });
}
