import { accumulators } from '../accumulators.ts';
import { MongoServerError } from '../errors.ts';
import { checkExpression, evaluate } from '../expressions.ts';
import { compare, keyOf, rankOf, same } from '../order.ts';
import { sortDocuments } from '../sort.ts';
import { idOf, isDoc, put, type Doc, type Stored } from '../types.ts';
import { scopeIn, type PipelineContext, type Stage } from './stage.ts';

// Stages that make one document of many: $group, $bucket, $bucketAuto, $sortByCount, $count.

interface Field { name: string; operator: string; expression: unknown }

function readField(name: string, given: unknown): Field {
  if (name.includes('.')) throw new MongoServerError(40235, `The field name '${name}' cannot contain '.'`);
  if (name.startsWith('$')) throw new MongoServerError(40236, `The field name '${name}' cannot be an operator name`);
  const operator = isDoc(given) ? Object.keys(given)[0] : undefined;
  if (!isDoc(given) || operator === undefined || !operator.startsWith('$')) throw new MongoServerError(40234, `The field '${name}' must be an accumulator object`);
  if (Object.keys(given).length > 1) throw new MongoServerError(40238, `The field '${name}' must specify one accumulator`);
  if (!Object.hasOwn(accumulators, operator)) throw new MongoServerError(15952, `unknown group operator '${operator}'`);
  if (!isDoc(given[operator]) || !Object.hasOwn(given[operator], 'sortBy')) checkExpression(given[operator]);
  return { name, operator, expression: given[operator] };
}

function accumulated(documents: Doc[], { operator, expression }: Field, context: PipelineContext): unknown {
  return accumulators[operator]!(documents, expression, (each, document) => evaluate(each, scopeIn(context, document)));
}

function summary(id: unknown, documents: Doc[], fields: Field[], context: PipelineContext): Doc {
  const made: Doc = { _id: (id ?? null) as Stored };
  for (const field of fields) put(made, field.name, accumulated(documents, field, context) ?? null);
  return made;
}

export const group: Stage = (documents, given, context) => {
  if (!isDoc(given)) throw new MongoServerError(15947, 'a group\'s fields must be specified in an object');
  if (!Object.hasOwn(given, '_id')) throw new MongoServerError(15955, 'a group specification must include an _id');
  checkExpression(idOf(given));
  const fields = Object.keys(given).filter((name) => name !== '_id').map((name) => readField(name, given[name]));
  const groups = new Map<string, { id: unknown; documents: Doc[] }>();
  for (const document of documents) {
    const id = evaluate(idOf(given), scopeIn(context, document)) ?? null;
    const key = keyOf(id);
    const found = groups.get(key);
    if (found) found.documents.push(document);
    else groups.set(key, { id, documents: [document] });
  }
  return [...groups.values()].map(({ id, documents: own }) => summary(id, own, fields, context));
};

export const sortByCount: Stage = (documents, given, context) => sortDocuments(group(documents, { _id: given, count: { $sum: 1 } }, context), { count: -1 });

export const count: Stage = (documents, given) => {
  if (typeof given !== 'string') throw new MongoServerError(40156, 'the count field must be a non-empty string');
  if (given === '') throw new MongoServerError(40157, 'the count field must be a non-empty string');
  if (given.startsWith('$')) throw new MongoServerError(40158, 'the count field cannot be a $-prefixed path');
  if (given.includes('.')) throw new MongoServerError(40160, 'the count field cannot contain \'.\'');
  return documents.length === 0 ? [] : [{ [given]: documents.length }];
};

const COUNTED: Doc = { count: { $sum: 1 } };

function outputOf(given: Doc): Field[] {
  const output = isDoc(given.output) ? given.output : COUNTED;
  return Object.keys(output).map((name) => readField(name, output[name]));
}

export const bucket: Stage = (documents, given, context) => {
  if (!isDoc(given)) throw new MongoServerError(40201, 'Argument to $bucket stage must be an object');
  const boundaries = given.boundaries;
  if (given.groupBy === undefined || boundaries === undefined) throw new MongoServerError(40198, '$bucket requires \'groupBy\' and \'boundaries\' to be specified.');
  if (!Array.isArray(boundaries)) throw new MongoServerError(40200, 'The $bucket \'boundaries\' field must be an array of values');
  if (boundaries.length < 2) throw new MongoServerError(40192, `The $bucket 'boundaries' field must have at least 2 values, but found ${boundaries.length} value(s).`);
  for (let index = 1; index < boundaries.length; index += 1) {
    if (rankOf(boundaries[index]) !== rankOf(boundaries[index - 1])) throw new MongoServerError(40193, 'All values in the \'boundaries\' option to $bucket must have the same type.');
    if (compare(boundaries[index], boundaries[index - 1]) <= 0) throw new MongoServerError(40194, 'The \'boundaries\' option to $bucket must be sorted, and hold no value twice.');
  }
  const hasDefault = Object.hasOwn(given, 'default');
  const buckets = boundaries.slice(0, -1).map((id) => ({ id, documents: [] as Doc[] }));
  const others: Doc[] = [];
  for (const document of documents) {
    const value = evaluate(given.groupBy, scopeIn(context, document));
    const found = buckets.find(({ id }, index) => rankOf(value) === rankOf(id) && compare(value, id) >= 0 && compare(value, boundaries[index + 1]) < 0);
    if (!found && !hasDefault) throw new MongoServerError(7157300, '$switch could not find a matching branch for an input, and no default was specified: a value is outside of all boundaries, and $bucket has no default.');
    (found?.documents ?? others).push(document);
  }
  const all = [...buckets, ...(hasDefault ? [{ id: given.default!, documents: others }] : [])].filter(({ documents: own }) => own.length > 0);
  return sortDocuments(all.map(({ id, documents: own }) => summary(id, own, outputOf(given), context)), { _id: 1 });
};

export const bucketAuto: Stage = (documents, given, context) => {
  if (!isDoc(given) || given.groupBy === undefined || given.buckets === undefined) throw new MongoServerError(40246, '$bucketAuto requires \'groupBy\' and \'buckets\' to be specified');
  if (given.granularity !== undefined) throw new MongoServerError(40260, 'granularity is not available here: leave it out');
  const wanted = Number(given.buckets);
  if (!Number.isInteger(wanted) || wanted < 1) throw new MongoServerError(40243, `The $bucketAuto 'buckets' field must be greater than 0, but found: ${wanted}`);
  const sorted = documents.map((document) => ({ value: evaluate(given.groupBy, scopeIn(context, document)) ?? null, document })).sort((a, b) => compare(a.value, b.value));
  const size = Math.max(1, Math.round(sorted.length / wanted));
  const made: Doc[] = [];
  for (let from = 0; from < sorted.length;) {
    let to = made.length === wanted - 1 ? sorted.length : Math.min(sorted.length, from + size);
    while (to < sorted.length && same(sorted[to]!.value, sorted[to - 1]!.value)) to += 1;
    const own = sorted.slice(from, to);
    const max = to < sorted.length ? sorted[to]!.value : own.at(-1)!.value;
    made.push(summary({ min: own[0]!.value, max }, own.map(({ document }) => document), outputOf(given), context));
    from = to;
  }
  return made;
};
