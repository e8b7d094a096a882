import { badValue, MongoServerError } from '../errors.ts';
import { checkExpression, evaluate } from '../expressions.ts';
import { read } from '../paths.ts';
import { sortDocuments } from '../sort.ts';
import { isDoc, put, type Doc } from '../types.ts';
import { densify } from './densify.ts';
import { bucket, bucketAuto, count, group, sortByCount } from './group.ts';
import { facet, graphLookup, lookup, unionWith, withField } from './join.ts';
import { merge, out } from './output.ts';
import { addShape, emptyShape, project, readFields, readProjection, withFields, type Within } from './shape.ts';
import { filterIn, scopeIn, type PipelineContext, type Stage } from './stage.ts';
import { fill, setWindowFields } from './windows.ts';

// Aggregation: https://www.mongodb.com/docs/manual/reference/mql/aggregation-stages/

const match: Stage = (documents, given, context) => {
  if (!isDoc(given)) throw new MongoServerError(15959, 'the match filter must be an expression in an object');
  return documents.filter(filterIn(context, given));
};

const addFields: Stage = (documents, given, context) => {
  if (!isDoc(given)) throw new MongoServerError(40272, `$addFields specification stage must be an object, got ${typeof given}`);
  const shape = readFields(given);
  return documents.map((document) => withFields(document, shape, scopeIn(context, document)));
};

const unset: Stage = (documents, given) => {
  const fields = Array.isArray(given) ? given : [given];
  if (fields.length === 0 || fields.some((field) => typeof field !== 'string')) throw new MongoServerError(31002, '$unset specification must be a string or an array containing only string values');
  const shape = emptyShape();
  for (const field of fields as string[]) addShape(shape, field, { kind: 'exclude' });
  return documents.map((document) => project(document, { shape, mode: 'exclusion' }, { root: document, variables: {} }));
};

const projected: Stage = (documents, given, context) => {
  if (!isDoc(given)) throw new MongoServerError(15969, '$project specification must be an object');
  if (Object.keys(given).length === 0) throw new MongoServerError(51272, 'Invalid $project :: caused by :: projection specification must have at least one field');
  const projection = readProjection(given);
  return documents.map((document) => project(document, projection, scopeIn(context, document)));
};

const replaced = (stage: string, expressionOf: (given: unknown) => unknown): Stage => (documents, given, context) => {
  const expression = expressionOf(given);
  checkExpression(expression);
  return documents.map((document) => {
    const made = evaluate(expression, scopeIn(context, document));
    if (!isDoc(made)) throw new MongoServerError(40228, `'${stage === '$replaceWith' ? 'replacement document' : 'newRoot'}' expression must evaluate to an object, but resulting value was: ${made === undefined ? 'MISSING' : JSON.stringify(made)}.`);
    return made;
  });
};

function whole(stage: string, given: unknown, least: number, code: number): number {
  const number = Number(given);
  if (typeof given === 'string' || !Number.isInteger(number)) throw new MongoServerError(code, `invalid argument to ${stage} stage: Expected an integer: ${stage}: ${JSON.stringify(given)}`);
  if (number < least) throw new MongoServerError(least === 1 ? 15958 : code, least === 1 ? 'the limit must be positive' : `invalid argument to ${stage} stage: Expected a non-negative number in: ${stage}: ${number}`);
  return number;
}

const unwind: Stage = (documents, given) => {
  const { path, includeArrayIndex, preserveNullAndEmptyArrays: preserve } = (isDoc(given) ? given : { path: given }) as Record<string, unknown>;
  if (typeof path !== 'string') throw new MongoServerError(28808, `expected a string as the path for $unwind stage, got ${typeof path}`);
  if (!path.startsWith('$')) throw new MongoServerError(28818, `path option to $unwind stage should be prefixed with a '$': ${path}`);
  const field = path.slice(1);
  const parts = field.split('.');
  const without: Within = emptyShape();
  addShape(without, field, { kind: 'exclude' });
  const numbered = (document: Doc, index: number | null): Doc => (typeof includeArrayIndex === 'string' ? withField(document, includeArrayIndex, index) : document);
  return documents.flatMap((document) => {
    const value = readDirect(document, parts);
    if (Array.isArray(value) && value.length > 0) return value.map((item, index) => numbered(withField(document, field, item), index));
    if (value === undefined || value === null || Array.isArray(value)) {
      if (preserve !== true) return [];
      return [numbered(Array.isArray(value) ? project(document, { shape: without, mode: 'exclusion' }, { root: document, variables: {} }) : document, null)];
    }
    return [numbered(document, null)];
  });
};

/** Lists on the way are not entered. */
function readDirect(document: Doc, parts: string[]): unknown {
  let value: unknown = document;
  for (const part of parts) value = isDoc(value) ? read(value, [part]) : undefined;
  return value;
}

const redact: Stage = (documents, given, context) => documents.map((document) => redacted(document, given, context)).filter((document) => document !== undefined);

function redacted(document: Doc, expression: unknown, context: PipelineContext): Doc | undefined {
  const decision = evaluate(expression, scopeIn(context, document));
  if (decision === '$$KEEP') return document;
  if (decision === '$$PRUNE') return undefined;
  if (decision !== '$$DESCEND') throw new MongoServerError(17053, '$redact\'s expression should not return anything aside from the variables $$KEEP, $$DESCEND, and $$PRUNE');
  const made: Doc = {};
  for (const field of Object.keys(document)) {
    const value = document[field];
    const kept = isDoc(value) ? redacted(value, expression, context) : Array.isArray(value) ? value.map((item) => (isDoc(item) ? redacted(item, expression, context) : item)).filter((item) => item !== undefined) : value;
    if (kept !== undefined) put(made, field, kept);
  }
  return made;
}

const sample: Stage = (documents, given) => {
  const size = isDoc(given) ? Number(given.size) : NaN;
  if (!Number.isInteger(size) || size < 1) throw new MongoServerError(28747, 'size argument to $sample must be a positive integer');
  const left = [...documents];
  const chosen: Doc[] = [];
  while (chosen.length < size && left.length > 0) chosen.push(...left.splice(Math.floor(Math.random() * left.length), 1));
  return chosen;
};

const stages: Record<string, Stage> = {
  $match: match, $project: projected, $addFields: addFields, $set: addFields, $unset: unset, $group: group, $sortByCount: sortByCount, $count: count, $bucket: bucket, $bucketAuto: bucketAuto,
  $lookup: lookup, $graphLookup: graphLookup, $unionWith: unionWith, $facet: facet, $unwind: unwind, $redact: redact, $sample: sample, $densify: densify, $fill: fill,
  $setWindowFields: setWindowFields, $out: out, $merge: merge,
  $sort: (documents, given) => {
    if (!isDoc(given) || Object.keys(given).length === 0) throw new MongoServerError(15976, '$sort stage must have at least one sort key');
    return sortDocuments(documents, given);
  },
  $limit: (documents, given) => documents.slice(0, whole('$limit', given, 1, 2107201)),
  $skip: (documents, given) => documents.slice(whole('$skip', given, 0, 2107200)),
  $replaceRoot: replaced('$replaceRoot', (given) => {
    if (!isDoc(given) || given.newRoot === undefined) throw new MongoServerError(40231, 'no newRoot specified for the $replaceRoot stage');
    return given.newRoot;
  }),
  $replaceWith: replaced('$replaceWith', (given) => given),
  $documents: (_, given, context) => evaluate(given, scopeIn(context, {})) as Doc[],
};

const notHere = new Set(['$geoNear', '$search', '$searchMeta', '$vectorSearch', '$indexStats', '$collStats', '$planCacheStats', '$currentOp', '$listSessions', '$changeStream']);
const LAST = new Set(['$out', '$merge']);
const FIRST = new Set(['$documents']);

/** Runs a pipeline on documents, which it leaves as they are. */
export function runPipeline(documents: Doc[], pipeline: unknown, context: PipelineContext): Doc[] {
  if (!Array.isArray(pipeline)) throw new MongoServerError(14, 'Pipeline must be an array: a list of stages, such as [ { $match: { … } } ]');
  const steps = pipeline.map((given, place) => {
    if (!isDoc(given)) throw new MongoServerError(14, 'Each element of the \'pipeline\' array must be an object');
    const names = Object.keys(given);
    if (names.length !== 1) throw new MongoServerError(40323, 'A pipeline stage specification object must contain exactly one field.');
    const name = names[0]!;
    if (notHere.has(name)) throw badValue(`${name} is not available here.`);
    if (!Object.hasOwn(stages, name)) throw new MongoServerError(40324, `Unrecognized pipeline stage name: '${name}'`);
    if (LAST.has(name) && place < pipeline.length - 1) throw new MongoServerError(40601, `${name} can only be the final stage in the pipeline`);
    if (FIRST.has(name) && place > 0) throw new MongoServerError(40602, `${name} is only valid as the first stage in a pipeline.`);
    return { stage: stages[name]!, given: given[name] };
  });
  return steps.reduce((found, { stage, given }) => stage(found, given, context), documents);
}
