import { badValue, MongoServerError } from './errors.ts';
import { compare } from './order.ts';
import { valuesAt } from './paths.ts';
import { isDoc } from './types.ts';

// Sorting: https://www.mongodb.com/docs/manual/reference/operator/aggregation/sort/

/** Compares two documents by a sort's fields. Of a list, its least item counts when ascending, its greatest when descending. */
export function sorter(by: unknown): (a: unknown, b: unknown) => number {
  if (!isDoc(by)) throw badValue('the sort has to be a document, such as { name: 1 }');
  const keys = Object.keys(by).map((field) => {
    const direction = Number(by[field]);
    if (isDoc(by[field])) throw badValue('$meta in a sort is not available here: there are no text indexes.');
    if (direction !== 1 && direction !== -1) throw new MongoServerError(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
    return { path: field.split('.'), direction };
  });
  return (a, b) => {
    for (const { path, direction } of keys) {
      const order = direction * compare(sortValue(a, path, direction), sortValue(b, path, direction));
      if (order !== 0) return order;
    }
    return 0;
  };
}

/** A missing field counts as null, an empty list as less than that. */
function sortValue(document: unknown, path: string[], direction: number): unknown {
  const values = valuesAt(document, path);
  let best: unknown = values[0];
  for (let index = 1; index < values.length; index += 1) if (direction * compare(values[index], best) < 0) best = values[index];
  return best === undefined ? null : Array.isArray(best) && best.length === 0 ? undefined : best;
}

/** The documents in order; those that are equal keep theirs. Each one's values are read once. */
export function sortDocuments<T>(documents: T[], by: unknown): T[] {
  return documents.toSorted(sorter(by));
}
