import { inspect } from 'node-inspect-extracted';
import { toJson } from '../ejson.ts';
import { PRINTED } from '../types.ts';
import { Cursor } from './cursor.ts';

// How mongosh prints values: as Node's util.inspect does, documents whole, dates as ISODate(…).

/** Deep enough for any document, and an end for what is none. */
const DEPTH = 120;
/** Longer texts and lists than these are cut, here as there. */
const OPTIONS = { depth: DEPTH, maxArrayLength: 100_000, maxStringLength: 1_000_000, compact: 3, breakLength: 80 };

/** Makes dates print as ISODate('…'). */
export function printDates(): void {
  const print = function (this: Date): string {
    return Number.isNaN(this.getTime()) ? 'Invalid Date' : `ISODate('${this.toISOString()}')`;
  };
  // oxlint-disable-next-line no-extend-native -- the formatter asks there how an object is printed
  Object.defineProperty(Date.prototype, PRINTED, { value: print, configurable: true, writable: true });
}

/** A value as it stands within others. */
export function printValue(value: unknown): string {
  return inspect(value, OPTIONS);
}

/** A value that stands by itself: a text without quotes. */
export function printAlone(value: unknown): string {
  return typeof value === 'string' ? value : printValue(value);
}

/** What a statement answered: a cell of JSON for each document, item or value. */
export function cellsOf(value: unknown): string[] {
  const values = value instanceof Cursor ? value.peek() : Array.isArray(value) ? value as unknown[] : [value];
  return values.map((each) => JSON.stringify(toJson(each)));
}
