import { MongoBulkWriteError, MongoInvalidArgumentError, MongoServerError } from '../errors.ts';
import { takeDocument, takeIn, takeQuery } from '../intake.ts';
import { compileFilter } from '../match.ts';
import { sortDocuments } from '../sort.ts';
import type { CollectionData } from '../store/collection-data.ts';
import { isDoc, type Doc, type Stored } from '../types.ts';
import { isUnchanged, readReplacement, readUpdate, seedOf, type Update } from '../update/update.ts';
import type { ShellState } from './session.ts';

// What changes a collection, in the shapes of results that mongosh prints.

/** Where the collection is; it may not exist yet. */
export interface Target { state: ShellState; database: string; name: string }

export interface UpdateResult { acknowledged: true; insertedId: Stored | null; matchedCount: number; modifiedCount: number; upsertedCount: number }
export interface Written { matched: number; modified: number; upsertedId?: Stored; before?: Doc | undefined; after?: Doc | undefined }

export function existing({ state, database, name }: Target): CollectionData | undefined {
  return state.store.find(database, name);
}

function made({ state, database, name }: Target): CollectionData {
  return state.store.get(database, name);
}

export function filterOf(given: unknown): Doc {
  if (given === undefined || given === null) return {};
  if (typeof given !== 'object' || Array.isArray(given)) throw new MongoInvalidArgumentError('Query filter must be a plain object or ObjectId');
  return takeQuery(given) as Doc;
}

export function insertOne(target: Target, given: unknown): object {
  const id = made(target).insert(takeDocument(given, 'doc'));
  noteId(given, id);
  return { acknowledged: true, insertedId: id };
}

/** The driver tells an id that it made by setting it in what it was given. */
function noteId(given: unknown, id: Stored | undefined): void {
  if (typeof given === 'object' && given !== null && !Object.hasOwn(given, '_id')) Reflect.set(given, '_id', id);
}

export function insertMany(target: Target, given: unknown, options: unknown): object {
  if (!Array.isArray(given)) throw new MongoInvalidArgumentError('Argument "docs" must be an array of documents');
  if (given.length === 0) throw new MongoInvalidArgumentError('Invalid BulkOperation, Batch cannot be empty');
  const documents = given.map((document) => takeDocument(document, 'docs'));
  const collection = made(target);
  const insertedIds: Record<string, Stored> = {};
  const errors = eachWrite(documents, isDoc(options) && options.ordered === false, (document, index) => {
    insertedIds[index] = collection.insert(document)!;
    noteId(given[index], insertedIds[index]);
  });
  if (errors.length > 0) throw bulkError(errors, { insertedCount: Object.keys(insertedIds).length, insertedIds });
  return { acknowledged: true, insertedIds };
}

export interface WriteError { index: number; error: MongoServerError }

/** Does each write; after the first that is refused no other, unless they are without order. */
export function eachWrite<T>(writes: T[], unordered: boolean, write: (given: T, index: number) => void): WriteError[] {
  const errors: WriteError[] = [];
  for (const [index, given] of writes.entries()) {
    try {
      write(given, index);
    } catch (error) {
      if (!(error instanceof MongoServerError)) throw error;
      errors.push({ index, error });
      if (!unordered) break;
    }
  }
  return errors;
}

export function bulkError(errors: WriteError[], result: object): MongoBulkWriteError {
  const { error } = errors[0]!;
  const wrapped = new MongoBulkWriteError(error.code, error.message, result, errors.map(({ index, error: each }) => ({ index, code: each.code, errmsg: each.message })));
  if (error.errInfo) wrapped.errInfo = error.errInfo;
  if (error.keyPattern) Object.assign(wrapped, { keyPattern: error.keyPattern, keyValue: error.keyValue });
  return wrapped;
}

interface Change { filter: Doc; update: Update; many: boolean; options: Record<string, unknown> }

/** Applies an update to what the filter finds, or inserts what an upsert makes. */
function change(target: Target, { filter, update, many, options }: Change): Written {
  const { state } = target;
  const collection = existing(target);
  const test = compileFilter(filter, state.evaluating);
  let found = (collection?.documents ?? []).filter(test);
  if (options.sort !== undefined) found = sortDocuments(found, takeIn(options.sort));
  if (!many) found = found.slice(0, 1);
  if (found.length === 0 && options.upsert === true) {
    const after = update(seedOf(filter), true);
    const id = made(target).insert(after);
    return { matched: 0, modified: 0, upsertedId: id!, after: made(target).documents.at(-1) };
  }
  let modified = 0;
  let last: Doc | undefined;
  for (const document of found) {
    const after = update(document, false);
    last = document;
    if (isUnchanged(document, after)) continue;
    collection!.replace(document, after);
    last = after;
    modified += 1;
  }
  return { matched: found.length, modified, before: found[0], after: last };
}

export function optionsOf(given: unknown): Record<string, unknown> {
  return typeof given === 'object' && given !== null ? given as Record<string, unknown> : {};
}

export function update(target: Target, given: { filter: unknown; update: unknown; options: unknown; many: boolean }): Written {
  const filter = filterOf(given.filter);
  const options = optionsOf(given.options);
  const { state, database } = target;
  const read = readUpdate(takeQuery(given.update), {
    evaluating: state.evaluating, now: state.now, filter, arrayFilters: options.arrayFilters === undefined ? undefined : takeQuery(options.arrayFilters),
    run: (documents, pipeline) => state.aggregate(database, documents, pipeline, isDoc(options.let) ? takeQuery(options.let) as Doc : {}),
  });
  return change(target, { filter, update: read, many: given.many, options });
}

export function replace(target: Target, given: { filter: unknown; replacement: unknown; options: unknown }): Written {
  return change(target, { filter: filterOf(given.filter), update: readReplacement(takeIn(given.replacement)), many: false, options: optionsOf(given.options) });
}

export function updateResult({ matched, modified, upsertedId }: Written): UpdateResult {
  return { acknowledged: true, insertedId: upsertedId ?? null, matchedCount: matched, modifiedCount: modified, upsertedCount: upsertedId === undefined ? 0 : 1 };
}

/** Takes documents out, and returns them. */
export function remove(target: Target, filter: unknown, many: boolean, sort?: unknown): Doc[] {
  const collection = existing(target);
  const test = compileFilter(filterOf(filter), target.state.evaluating);
  let found = (collection?.documents ?? []).filter(test);
  if (sort !== undefined) found = sortDocuments(found, takeIn(sort));
  if (!many) found = found.slice(0, 1);
  collection?.remove(new Set(found));
  return found;
}

const KINDS = ['insertOne', 'updateOne', 'updateMany', 'replaceOne', 'deleteOne', 'deleteMany'];

/** Several writes in one call: https://www.mongodb.com/docs/manual/reference/method/db.collection.bulkWrite/ */
export function bulkWrite(target: Target, given: unknown, options: unknown): object {
  if (!Array.isArray(given)) throw new MongoInvalidArgumentError('Argument "operations" must be an array of documents');
  if (given.length === 0) throw new MongoInvalidArgumentError('Invalid BulkOperation, Batch cannot be empty');
  const result = { acknowledged: true, insertedCount: 0, insertedIds: {} as Record<string, unknown>, matchedCount: 0, modifiedCount: 0, deletedCount: 0, upsertedCount: 0, upsertedIds: {} as Record<string, unknown> };
  const count = ({ matched, modified, upsertedId }: Written, index: number): void => {
    result.matchedCount += matched;
    result.modifiedCount += modified;
    if (upsertedId === undefined) return;
    result.upsertedCount += 1;
    result.upsertedIds[index] = upsertedId;
  };
  const errors = eachWrite(given as unknown[], isDoc(options) && options.ordered === false, (operation, index) => {
    const kind = typeof operation === 'object' && operation !== null ? Object.keys(operation)[0] : undefined;
    const parts = kind === undefined ? {} : optionsOf((operation as Record<string, unknown>)[kind]);
    switch (kind) {
      case 'insertOne':
        result.insertedIds[index] = made(target).insert(takeDocument(parts.document, 'document'));
        result.insertedCount += 1;
        return;
      case 'updateOne': case 'updateMany': return count(update(target, { filter: parts.filter, update: parts.update, options: parts, many: kind === 'updateMany' }), index);
      case 'replaceOne': return count(replace(target, { filter: parts.filter, replacement: parts.replacement, options: parts }), index);
      case 'deleteOne': case 'deleteMany':
        result.deletedCount += remove(target, parts.filter, kind === 'deleteMany').length;
        return;
      default: throw new MongoInvalidArgumentError(`bulkWrite only supports ${KINDS.join(', ')}`);
    }
  });
  if (errors.length > 0) throw bulkError(errors, result);
  return result;
}
