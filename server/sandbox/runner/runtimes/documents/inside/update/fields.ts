import { MongoServerError } from '../errors.ts';
import { isIndex } from '../paths.ts';
import { printKey } from '../store/keys.ts';
import { isDoc, own, put, type Doc } from '../types.ts';

// Reading and writing at a path whose places in lists are numbers. These change the document they are given.

/** What a path leads to; `there` is false when the field is missing. */
export interface Place { holder: Doc | unknown[]; key: string; value: unknown; there: boolean }

/** The place at a path; undefined when the way to it is missing and may not be made. */
export function placeAt(document: Doc, path: string[], make: boolean): Place | undefined {
  let holder: Doc | unknown[] = document;
  for (let at = 0; at < path.length - 1; at += 1) {
    const part = path[at]!;
    let next = valueIn(holder, part, path, at, make);
    if (next === undefined) {
      if (!make) return undefined;
      next = {};
      setIn(holder, part, next);
    } else if (typeof next !== 'object' || next === null || !(isDoc(next) || Array.isArray(next))) {
      if (!make) return undefined;
      throw new MongoServerError(28, `Cannot create field '${path[at + 1]}' in element {${part}: ${printKey(next)}}`);
    }
    holder = next as Doc | unknown[];
  }
  const key = path.at(-1)!;
  const value = valueIn(holder, key, path, path.length - 1, make);
  return { holder, key, value, there: Array.isArray(holder) ? Number(key) < holder.length : Object.hasOwn(holder, key) };
}

function valueIn(holder: Doc | unknown[], part: string, path: string[], at: number, make: boolean): unknown {
  if (!Array.isArray(holder)) return own(holder, part);
  if (isIndex(part)) return holder[Number(part)];
  if (make) throw new MongoServerError(28, `Cannot create field '${part}' in element {${path[at - 1]}: ${printKey(holder)}}`);
  return undefined;
}

const MOST_PADDING = 1_500_000;

export function setIn(holder: Doc | unknown[], key: string, value: unknown): void {
  if (!Array.isArray(holder)) return put(holder, key, value);
  if (Number(key) > holder.length + MOST_PADDING) throw new MongoServerError(2, `can't backfill array to larger than ${MOST_PADDING} elements`);
  while (holder.length < Number(key)) holder.push(null);
  holder[Number(key)] = value;
}

/** An item of a list becomes null, so that the others keep their places. */
export function unsetIn(holder: Doc | unknown[], key: string): void {
  if (Array.isArray(holder)) holder[Number(key)] = null;
  else delete holder[key];
}
