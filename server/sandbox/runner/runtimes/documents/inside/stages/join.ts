import { MongoServerError } from '../errors.ts';
import { evaluate } from '../expressions.ts';
import { keyOf } from '../order.ts';
import { valuesAt } from '../paths.ts';
import { isDoc, put, type Doc, type Stored } from '../types.ts';
import { addShape, emptyShape, withFields } from './shape.ts';
import { filterIn, scopeIn, type Stage } from './stage.ts';

// Stages that bring in other collections: $lookup, $graphLookup, $unionWith; and $facet, which runs several pipelines.

function textPart(stage: string, given: Doc, name: string, code: number): string {
  const value = given[name];
  if (typeof value !== 'string' || value === '') throw new MongoServerError(code, `${stage} argument '${name}' must be a string, is type ${value === undefined ? 'missing' : typeof value}`);
  return value;
}

/** The values of a field by which documents are found: null where it is missing, and each item of a list. */
function joinKeys(document: unknown, path: string[]): string[] {
  return valuesAt(document, path).map((value) => keyOf(value ?? null));
}

function indexBy(documents: readonly Doc[], path: string[]): Map<string, Doc[]> {
  const index = new Map<string, Doc[]>();
  for (const document of documents) {
    for (const key of new Set(joinKeys(document, path))) {
      const found = index.get(key);
      if (found) found.push(document);
      else index.set(key, [document]);
    }
  }
  return index;
}

/** A copy of the document with a field of its own, whose name may be a path. */
export function withField(document: Doc, path: string, value: unknown): Doc {
  if (!path.includes('.')) {
    const made: Doc = { ...document };
    put(made, path, value);
    return made;
  }
  const shape = emptyShape();
  addShape(shape, path, { kind: 'made', make: () => value });
  return withFields(document, shape, { root: document, variables: {} });
}

const lookupParts = new Set(['from', 'localField', 'foreignField', 'let', 'pipeline', 'as']);

export const lookup: Stage = (documents, given, context) => {
  if (!isDoc(given)) throw new MongoServerError(9, 'the $lookup stage specification must be an object, but found ' + typeof given);
  for (const part of Object.keys(given)) if (!lookupParts.has(part)) throw new MongoServerError(9, `unknown argument to $lookup: ${part}`);
  const as = textPart('$lookup', given, 'as', 9);
  const hasKeys = given.localField !== undefined || given.foreignField !== undefined;
  if (!hasKeys && given.pipeline === undefined) throw new MongoServerError(9, '$lookup requires either \'pipeline\' or both \'localField\' and \'foreignField\' to be specified');
  const from = given.from === undefined && Array.isArray(given.pipeline) ? [] : context.documentsOf(textPart('$lookup', given, 'from', 9));
  const local = hasKeys ? textPart('$lookup', given, 'localField', 9).split('.') : [];
  const index = hasKeys ? indexBy(from, textPart('$lookup', given, 'foreignField', 9).split('.')) : undefined;
  const places = new Map(from.map((document, place) => [document, place]));
  return documents.map((document) => {
    let found: Doc[] = [...from];
    if (index) {
      const all = new Set(joinKeys(document, local).flatMap((key) => index.get(key) ?? []));
      found = [...all].sort((a, b) => places.get(a)! - places.get(b)!);
    }
    if (given.pipeline !== undefined) {
      const variables = { ...context.variables };
      const bound = isDoc(given.let) ? given.let : {};
      for (const name of Object.keys(bound)) variables[name] = evaluate(bound[name], scopeIn(context, document)) ?? null;
      found = context.run(found, given.pipeline, { ...context, variables });
    }
    return withField(document, as, found);
  });
};

export const graphLookup: Stage = (documents, given, context) => {
  if (!isDoc(given)) throw new MongoServerError(40100, `the $graphLookup stage specification must be an object, but found ${typeof given}`);
  const part = (name: string): string => textPart('$graphLookup', given, name, 40103);
  const as = part('as');
  const from = context.documentsOf(part('from'));
  const index = indexBy(from, part('connectToField').split('.'));
  const connectFrom = part('connectFromField').split('.');
  const most = given.maxDepth === undefined ? Infinity : Number(given.maxDepth);
  const isWanted = given.restrictSearchWithMatch === undefined ? () => true : filterIn(context, given.restrictSearchWithMatch);
  return documents.map((document) => {
    const start = evaluate(given.startWith, scopeIn(context, document));
    let keys = (Array.isArray(start) ? start : [start ?? null]).map((value) => keyOf(value));
    const found = new Map<Doc, number>();
    const asked = new Set<string>();
    for (let depth = 0; depth <= most && keys.length > 0; depth += 1) {
      const next: string[] = [];
      for (const key of keys) {
        if (asked.has(key)) continue;
        asked.add(key);
        for (const other of index.get(key) ?? []) {
          if (found.has(other) || !isWanted(other)) continue;
          found.set(other, depth);
          // What is missing leads nowhere.
          next.push(...valuesAt(other, connectFrom).filter((value) => value !== undefined).map(keyOf));
        }
      }
      keys = next;
    }
    const depthField = given.depthField;
    return withField(document, as, [...found].map(([other, depth]) => (typeof depthField === 'string' ? withField(other, depthField, depth) : other)));
  });
};

export const unionWith: Stage = (documents, given, context) => {
  const { coll, pipeline } = isDoc(given) ? given as Record<string, unknown> : { coll: given, pipeline: undefined };
  if (typeof coll !== 'string' && !Array.isArray(pipeline)) throw new MongoServerError(9, 'the $unionWith stage specification must be an object or string');
  const others = typeof coll === 'string' ? [...context.documentsOf(coll)] : [];
  return [...documents, ...(pipeline === undefined ? others : context.run(others, pipeline, context))];
};

export const facet: Stage = (documents, given, context) => {
  if (!isDoc(given) || Object.keys(given).length === 0) throw new MongoServerError(40169, 'the $facet specification must be a non-empty object');
  const made: Doc = {};
  for (const name of Object.keys(given)) {
    const pipeline = given[name];
    if (!Array.isArray(pipeline)) throw new MongoServerError(40170, `arguments to $facet must be arrays, ${name} is type ${typeof pipeline}`);
    const banned = pipeline.map((stage) => (isDoc(stage) ? Object.keys(stage)[0] : '')).find((stage) => stage === '$out' || stage === '$merge' || stage === '$facet');
    if (banned) throw new MongoServerError(40600, `${banned} is not allowed to be used within a $facet stage`);
    put(made, name, context.run(documents, pipeline, context) as Stored[]);
  }
  return [made];
};
