import { badValue, failedToParse, MongoInvalidArgumentError, MongoServerError } from '../errors.ts';
import { copyOf } from '../intake.ts';
import { compilingWith, type Evaluating } from '../match.ts';
import { isOperators, type Compiling, type Test } from '../match-operators.ts';
import { keyOf, same, typeName } from '../order.ts';
import { printKey } from '../store/keys.ts';
import { idOf, isDoc, put, type Doc } from '../types.ts';
import { placeAt, setIn, unsetIn } from './fields.ts';
import { updateOperators, type Change } from './operators.ts';
import { placesOf, readArrayFilters, type Positions } from './positions.ts';

// Updates: https://www.mongodb.com/docs/manual/reference/mql/update/. An update is read once, and then applied to each document, which gives another one.

/** Makes of a document the one that it shall be. `isNew`: it is about to be inserted. */
export type Update = (document: Doc, isNew: boolean) => Doc;

interface Part {
  operator: string;
  path: string[];
  change?: Change;
  makes: boolean;
  /** Of $rename. */
  to?: string[];
}

export interface UpdateContext {
  evaluating: Evaluating;
  now: Date;
  filter: Doc;
  arrayFilters?: unknown;
  /** For updates that are pipelines. */
  run(documents: Doc[], pipeline: unknown[]): Doc[];
}

const PIPELINE_STAGES = new Set(['$addFields', '$set', '$project', '$unset', '$replaceRoot', '$replaceWith']);

/** @throws MongoServerError, MongoInvalidArgumentError when it is not an update */
export function readUpdate(given: unknown, context: UpdateContext): Update {
  if (Array.isArray(given)) return pipelineUpdate(given, context);
  if (!isDoc(given)) throw new MongoInvalidArgumentError('Update document requires atomic operators');
  const operators = Object.keys(given);
  if (operators.length === 0 || !operators[0]!.startsWith('$')) throw new MongoInvalidArgumentError('Update document requires atomic operators');
  const compiling = compilingWith(context.evaluating);
  const arrayFilters = readArrayFilters(context.arrayFilters, compiling);
  const parts = operators.flatMap((operator) => readPart(operator, given[operator], compiling));
  checkConflicts(parts);
  checkFilters(parts, arrayFilters, given);
  // In the order of their names, as servers do since version 5: https://www.mongodb.com/docs/manual/reference/mql/update/#behavior
  parts.sort((a, b) => byName(a.path, b.path));
  const positions: Positions = { filter: context.filter, arrayFilters, compiling };
  return (document, isNew) => {
    const made = copyOf(document);
    for (const part of parts) {
      if (part.operator === '$setOnInsert' && !isNew) continue;
      for (const path of placesOf(document, part.path, positions)) apply(made, part, path, context.now);
    }
    if (!isNew && !same(idOf(made), idOf(document))) throw new MongoServerError(66, 'Performing an update on the path \'_id\' would modify the immutable field \'_id\'');
    return made;
  };
}

function byName(a: string[], b: string[]): number {
  for (let at = 0; at < a.length && at < b.length; at += 1) {
    if (a[at] === b[at]) continue;
    const [one, other] = [Number(a[at]), Number(b[at])];
    return Number.isInteger(one) && Number.isInteger(other) ? one - other : a[at]! < b[at]! ? -1 : 1;
  }
  return a.length - b.length;
}

function readPart(operator: string, given: unknown, compiling: Compiling): Part[] {
  const known = operator === '$setOnInsert' ? updateOperators.$set : Object.hasOwn(updateOperators, operator) ? updateOperators[operator] : undefined;
  if (!known && operator !== '$rename' && operator !== '$unset') throw failedToParse(`Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`);
  if (!isDoc(given)) throw failedToParse(`Modifiers operate on fields but we found type ${typeName(given)} instead. For example: {$mod: {<field>: ...}} not {${operator}: ${printKey(given)}}`);
  return Object.keys(given).map((name) => {
    const path = readPath(name);
    const value = given[name];
    if (operator === '$unset') return { operator, path, makes: false };
    if (operator !== '$rename') return { operator, path, change: known!.read(value, compiling), makes: known!.makes };
    if (typeof value !== 'string') throw badValue(`The 'to' field for $rename must be a string: ${name}: ${printKey(value)}`);
    if (value === name) throw badValue(`The source and target field for $rename must differ: ${name}: "${value}"`);
    if (name.includes('$') || value.includes('$')) throw badValue(`The source field for $rename may not be dynamic: ${name}`);
    return { operator, path, to: readPath(value), makes: false };
  });
}

function readPath(name: string): string[] {
  if (name === '') throw new MongoServerError(56, 'An empty update path is not valid.');
  const path = name.split('.');
  if (path.includes('')) throw new MongoServerError(56, `The update path '${name}' contains an empty field name, which is not allowed.`);
  if (path[0]!.startsWith('$')) {
    throw path[0] === '$' || path[0]!.startsWith('$[') ? badValue(`Cannot have positional (i.e. '$') element in the first position in path '${name}'`) : new MongoServerError(52, `The dollar ($) prefixed field '${path[0]}' in '${name}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`);
  }
  const wrong = path.find((part) => part.startsWith('$') && part !== '$' && !/^\$\[[^\]]*\]$/.test(part));
  if (wrong) throw new MongoServerError(52, `The dollar ($) prefixed field '${wrong}' in '${name}' is not valid for storage.`);
  if (path.filter((part) => part === '$').length > 1) throw badValue(`Too many positional (i.e. '$') elements found in path '${name}'`);
  return path;
}

function checkConflicts(parts: Part[]): void {
  const paths: string[][] = [];
  for (const path of parts.flatMap((part) => [part.path, ...(part.to ? [part.to] : [])])) {
    for (const other of paths) {
      const shared = Math.min(path.length, other.length);
      if (path.slice(0, shared).join('.') === other.slice(0, shared).join('.')) throw new MongoServerError(40, `Updating the path '${path.join('.')}' would create a conflict at '${path.slice(0, shared).join('.')}'`);
    }
    paths.push(path);
  }
}

function checkFilters(parts: Part[], filters: Map<string, Test>, given: Doc): void {
  for (const name of filters.keys()) {
    if (!parts.some(({ path }) => path.includes(`$[${name}]`))) throw failedToParse(`The array filter for identifier '${name}' was not used in the update ${printKey(given)}`);
  }
}

function apply(document: Doc, { operator, change, makes, to }: Part, path: string[], now: Date): void {
  const place = placeAt(document, path, makes);
  if (!place) return;
  if (operator === '$unset') {
    if (place.there) unsetIn(place.holder, place.key);
  } else if (to) {
    if (!place.there) return;
    if (Array.isArray(place.holder)) throw badValue(`The source field cannot be an array element, '${path.join('.')}' in doc with _id: ${printKey(idOf(document))} has an array field called '${path.at(-2)}'`);
    unsetIn(place.holder, place.key);
    const target = placeAt(document, to, true)!;
    setIn(target.holder, target.key, place.value);
  } else {
    const changed = change!({ old: place.there ? place.value : undefined, path: path.join('.'), id: idOf(document), now });
    if (changed) setIn(place.holder, place.key, changed.to);
  }
}

function pipelineUpdate(stages: unknown[], context: UpdateContext): Update {
  for (const stage of stages) {
    const name = isDoc(stage) ? Object.keys(stage)[0] ?? '' : '';
    if (!name.startsWith('$')) throw new MongoInvalidArgumentError('Update document requires atomic operators');
    if (!PIPELINE_STAGES.has(name)) throw new MongoServerError(72, `${name} is not allowed to be used within an update`);
  }
  return (document, isNew) => {
    const [made] = context.run([document], stages);
    const id = idOf(made!) ?? idOf(document);
    if (!isNew && !same(id, idOf(document))) throw new MongoServerError(66, 'Performing an update on the path \'_id\' would modify the immutable field \'_id\'');
    return copyOf(id === undefined ? made! : { _id: id, ...made });
  };
}

/** A document in the place of another; _id stays. */
export function readReplacement(given: unknown): Update {
  if (!isDoc(given)) throw new MongoInvalidArgumentError('Replacement document must be an object');
  if (Object.keys(given).some((key) => key.startsWith('$'))) throw new MongoInvalidArgumentError('Replacement document must not contain atomic operators');
  return (document, isNew) => {
    if (!isNew && idOf(given) !== undefined && !same(idOf(given), idOf(document))) {
      throw new MongoServerError(66, `After applying the update, the (immutable) field '_id' was found to have been altered to _id: ${printKey(idOf(given))}`);
    }
    const id = idOf(given) ?? idOf(document);
    return copyOf(id === undefined ? given : { _id: id, ...given });
  };
}

/** Whether an update has changed nothing. */
export function isUnchanged(before: Doc, after: Doc): boolean {
  return keyOf(before) === keyOf(after);
}

/** What an upsert begins with: the fields that the filter wants to be equal to something. */
export function seedOf(filter: Doc): Doc {
  const seed: Doc = {};
  const visit = (conditions: Doc): void => {
    for (const key of Object.keys(conditions)) {
      const value = conditions[key];
      if (key === '$and' && Array.isArray(value)) for (const each of value) if (isDoc(each)) visit(each);
      if (key.startsWith('$')) continue;
      const wanted = isOperators(value) ? (Object.hasOwn(value, '$eq') ? value.$eq : undefined) : value;
      if (wanted === undefined || wanted instanceof RegExp) continue;
      if (key.includes('.')) {
        const place = placeAt(seed, key.split('.'), true)!;
        setIn(place.holder, place.key, copyOf(wanted));
      } else put(seed, key, copyOf(wanted));
    }
  };
  visit(filter);
  return seed;
}
