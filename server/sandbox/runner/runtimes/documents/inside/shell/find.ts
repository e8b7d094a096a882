import { badValue, MongoServerError } from '../errors.ts';
import { takeQuery } from '../intake.ts';
import { compilingWith, type Evaluating } from '../match.ts';
import { elementTest, type Test } from '../match-operators.ts';
import { read } from '../paths.ts';
import { sortDocuments } from '../sort.ts';
import { project, readProjection, type Shape } from '../stages/shape.ts';
import { isDoc, type Doc, type Stored } from '../types.ts';
import { matchedPlace } from '../update/positions.ts';
import type { FindOptions } from './cursor.ts';

/** The documents that a find gives. `test` is the compiled filter. */
export function findDocuments(documents: readonly Doc[], filter: Doc, test: Test, options: FindOptions, evaluating: Evaluating): Doc[] {
  const { skip, limit } = options;
  if (!Number.isInteger(skip) || skip < 0) throw badValue(`Skip value must be a non-negative integer, but received: ${skip}`);
  if (!Number.isInteger(limit)) throw badValue(`Limit value must be a whole number, but received: ${limit}`);
  let found = documents.filter(test);
  if (options.sort !== undefined && options.sort !== null) {
    const by = directed(takeQuery(options.sort));
    if (isDoc(by) && Object.keys(by).length > 0) found = sortDocuments(found, by);
    else if (!isDoc(by)) throw badValue('Invalid sort: it has to be a document, such as { name: 1 }');
  }
  found = found.slice(skip, limit === 0 ? undefined : skip + Math.abs(limit));
  return projected(found, filter, options.projection, evaluating);
}

const DIRECTIONS: Record<string, number> = { asc: 1, ascending: 1, desc: -1, descending: -1 };

/** The driver takes words for directions, too. */
function directed(by: Stored): Stored {
  if (!isDoc(by)) return by;
  return Object.fromEntries(Object.keys(by).map((field) => [field, typeof by[field] === 'string' ? DIRECTIONS[by[field]] ?? by[field] : by[field]!]));
}

export function projected(documents: Doc[], filter: Doc, given: unknown, evaluating: Evaluating): Doc[] {
  const fields = given === undefined || given === null ? {} : takeQuery(given);
  if (!isDoc(fields)) throw new MongoServerError(14, 'the projection has to be a document, such as { name: 1 }');
  if (Object.keys(fields).length === 0) return documents;
  const projection = readProjection(fields, (path, value) => special(path, value, filter, evaluating));
  return documents.map((document) => project(document, projection, { root: document, variables: {} }));
}

/** What only a projection of find knows: `$slice`, `$elemMatch` and the positional `$`. */
function special(path: string, value: unknown, filter: Doc, evaluating: Evaluating): Shape | undefined {
  if (path.endsWith('.$')) {
    const list = path.slice(0, -2).split('.');
    return { kind: 'made', make: (document) => {
      const items = read(document, list);
      return Array.isArray(items) ? [items[matchedPlace(document, filter, list, compilingWith(evaluating))]] : items;
    } };
  }
  if (!isDoc(value)) return undefined;
  if (Object.hasOwn(value, '$elemMatch')) {
    const test = elementTest(value.$elemMatch, compilingWith(evaluating));
    return { kind: 'made', make: (document) => {
      const items = read(document, path.split('.'));
      const found = Array.isArray(items) ? items.find((item) => test(item)) : undefined;
      return found === undefined ? undefined : [found];
    } };
  }
  const slice = value.$slice;
  const isPlain = typeof slice === 'number' || (Array.isArray(slice) && slice.length === 2 && slice.every((part) => typeof part === 'number'));
  if (slice === undefined || !isPlain) return undefined;
  return { kind: 'made', make: (document) => {
    const items = read(document, path.split('.'));
    if (!Array.isArray(items)) return items;
    if (typeof slice === 'number') return slice < 0 ? items.slice(slice) : items.slice(0, slice);
    const [skip, count] = slice as [number, number];
    const from = skip < 0 ? Math.max(0, items.length + skip) : skip;
    return items.slice(from, from + count);
  } };
}
