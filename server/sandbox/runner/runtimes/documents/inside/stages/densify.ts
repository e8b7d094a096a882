import { MongoServerError } from '../errors.ts';
import { addTo } from '../operators/calendar.ts';
import { compare, keyOf, rankOf } from '../order.ts';
import { read } from '../paths.ts';
import { sortDocuments } from '../sort.ts';
import { isDoc, put, type Doc } from '../types.ts';
import type { Stage } from './stage.ts';
import { withField } from './join.ts';

/** What a gap may be filled with in all. */
const MOST = 500_000;

/** Adds documents where values are missing: https://www.mongodb.com/docs/manual/reference/operator/aggregation/densify/ */
export const densify: Stage = (documents, given) => {
  if (!isDoc(given) || typeof given.field !== 'string' || !isDoc(given.range)) throw new MongoServerError(5733201, '$densify takes an object with the parts field and range');
  const { field } = given;
  const { step, unit, bounds } = given.range;
  const by = (Array.isArray(given.partitionByFields) ? given.partitionByFields : []).map(String);
  if (rankOf(step) !== 3 || Number(step) <= 0) throw new MongoServerError(5733401, 'The step parameter in a range statement must be a strictly positive numeric value');
  const next = (value: unknown): unknown => (value instanceof Date ? addTo(value, unit ?? 'millisecond', Number(step), 'UTC') : Number(value) + Number(step));
  const valueOf = (document: Doc): unknown => read(document, field.split('.'));
  const sorted = sortDocuments(documents, { [field]: 1 }).filter((document) => valueOf(document) !== undefined && valueOf(document) !== null);
  const partitions = new Map<string, Doc[]>();
  for (const document of sorted) {
    const key = keyOf(by.map((name) => read(document, name.split('.'))));
    partitions.set(key, [...partitions.get(key) ?? [], document]);
  }
  const made: Doc[] = [];
  for (const own of partitions.values()) {
    const [first, last] = [own[0]!, own.at(-1)!].map(valueOf);
    const [from, to] = Array.isArray(bounds) ? bounds : bounds === 'full' ? [valueOf(sorted[0]!), valueOf(sorted.at(-1)!)] : [first, last];
    const there = new Set(own.map((document) => keyOf(valueOf(document))));
    const isOver = Array.isArray(bounds) ? (value: unknown) => compare(value, to) >= 0 : (value: unknown) => compare(value, to) > 0;
    const added: Doc[] = [];
    for (let value: unknown = from; !isOver(value); value = next(value)) {
      if (there.has(keyOf(value))) continue;
      const filler: Doc = {};
      for (const name of by) put(filler, name, read(own[0], name.split('.')));
      added.push(withField(filler, field, value));
      if (made.length + added.length > MOST) throw new MongoServerError(5897900, `Generated ${MOST} documents in $densify, which is over the limit`);
    }
    made.push(...sortDocuments([...own, ...added], { [field]: 1 }));
  }
  return made;
};
