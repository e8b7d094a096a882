import { MongoInvalidArgumentError, MongoServerError, MongoshUnimplementedError } from '../errors.ts';
import { copyOf, takeIn, takeQuery } from '../intake.ts';
import { compileFilter } from '../match.ts';
import { compare, keyOf } from '../order.ts';
import { valuesAt } from '../paths.ts';
import { isDoc, PRINTED, type Doc } from '../types.ts';
import { AggregationCursor, FindCursor, type FindOptions } from './cursor.ts';
import { explainFind } from './explain.ts';
import { findDocuments, projected } from './find.ts';
import { required, type ShellState } from './session.ts';
import { bulkWrite, existing, filterOf, insertMany, insertOne, optionsOf, remove, replace, type Target, update, updateResult, type Written } from './writes.ts';

/** A collection as mongosh offers it: https://www.mongodb.com/docs/mongodb-shell/reference/methods/#collection-methods */
export class Collection {
  readonly #target: Target;

  constructor(target: Target) {
    this.#target = target;
  }

  /** Notes which method runs, for the name of its result. */
  #begin(method: string): ShellState {
    this.#target.state.method = method;
    return this.#target.state;
  }

  get #documents(): readonly Doc[] {
    return existing(this.#target)?.documents ?? [];
  }

  getName(): string { return this.#target.name; }
  getFullName(): string { return `${this.#target.database}.${this.#target.name}`; }

  find(given?: unknown, projection?: unknown, given_options?: unknown): FindCursor {
    const state = this.#begin('find');
    const filter = filterOf(given);
    const test = compileFilter(filter, state.evaluating);
    const { evaluating } = state;
    const options = optionsOf(given_options);
    const found: FindOptions = { skip: Number(options.skip ?? 0), limit: Number(options.limit ?? 0), sort: options.sort, projection: projection ?? options.projection };
    return new FindCursor(found, {
      read: (own) => findDocuments(this.#documents, filter, test, own, evaluating),
      count: (own) => findDocuments(this.#documents, filter, test, { ...own, projection: undefined }, evaluating).length,
      explain: (own, verbosity) => explainFind(existing(this.#target), this.getFullName(), filter, own, findDocuments(this.#documents, filter, test, own, evaluating).length, verbosity, evaluating),
    });
  }

  findOne(filter?: unknown, projection?: unknown, options?: unknown): unknown {
    const found = this.find(filter, projection, options).limit(1).next();
    this.#begin('findOne');
    return found;
  }

  aggregate(...given: unknown[]): AggregationCursor {
    const state = this.#begin('aggregate');
    const [first] = given;
    const pipeline = takeQuery(Array.isArray(first) ? first : given) as Doc[];
    const options = Array.isArray(first) ? optionsOf(given[1]) : {};
    const variables = options.let === undefined ? {} : takeQuery(options.let) as Doc;
    const run = (): Doc[] => state.aggregate(this.#target.database, this.#documents, pipeline, variables);
    // What writes does so at once; what is wrong with the others is said at once, too.
    const documents = run();
    const match = isDoc(pipeline[0]?.$match) ? pipeline[0].$match : {};
    return new AggregationCursor(() => documents, () => {
      const { queryPlanner } = explainFind(existing(this.#target), this.getFullName(), match, { skip: 0, limit: 0 }, 0, 'queryPlanner', state.evaluating);
      return { explainVersion: '1', stages: [{ $cursor: { queryPlanner } }, ...pipeline.slice(Object.keys(match).length > 0 ? 1 : 0)], ok: 1 };
    });
  }

  insertOne(document?: unknown, _options?: unknown): object {
    this.#begin('insertOne');
    required(document, 0, 'Collection.insertOne');
    return insertOne(this.#target, document);
  }

  insertMany(documents?: unknown, options?: unknown): object {
    this.#begin('insertMany');
    required(documents, 0, 'Collection.insertMany');
    return insertMany(this.#target, documents, options);
  }

  updateOne(filter?: unknown, change?: unknown, options?: unknown): object {
    return this.#update('updateOne', filter, change, options, false);
  }

  updateMany(filter?: unknown, change?: unknown, options?: unknown): object {
    return this.#update('updateMany', filter, change, options, true);
  }

  #update(method: string, filter: unknown, change: unknown, options: unknown, many: boolean): object {
    this.#begin(method);
    required(filter, 0, `Collection.${method}`);
    required(change, 1, `Collection.${method}`);
    return updateResult(update(this.#target, { filter, update: change, options, many }));
  }

  replaceOne(filter?: unknown, replacement?: unknown, options?: unknown): object {
    this.#begin('replaceOne');
    required(filter, 0, 'Collection.replaceOne');
    required(replacement, 1, 'Collection.replaceOne');
    return updateResult(replace(this.#target, { filter, replacement, options }));
  }

  deleteOne(filter?: unknown, options?: unknown): object {
    this.#begin('deleteOne');
    required(filter, 0, 'Collection.deleteOne');
    return { acknowledged: true, deletedCount: remove(this.#target, filter, false, optionsOf(options).sort).length };
  }

  deleteMany(filter?: unknown, _options?: unknown): object {
    this.#begin('deleteMany');
    required(filter, 0, 'Collection.deleteMany');
    return { acknowledged: true, deletedCount: remove(this.#target, filter, true).length };
  }

  findOneAndUpdate(filter?: unknown, change?: unknown, options?: unknown): unknown {
    this.#begin('findOneAndUpdate');
    required(filter, 0, 'Collection.findOneAndUpdate');
    required(change, 1, 'Collection.findOneAndUpdate');
    return this.#found(update(this.#target, { filter, update: change, options, many: false }), filter, options);
  }

  findOneAndReplace(filter?: unknown, replacement?: unknown, options?: unknown): unknown {
    this.#begin('findOneAndReplace');
    required(filter, 0, 'Collection.findOneAndReplace');
    required(replacement, 1, 'Collection.findOneAndReplace');
    return this.#found(replace(this.#target, { filter, replacement, options }), filter, options);
  }

  findOneAndDelete(filter?: unknown, options?: unknown): unknown {
    this.#begin('findOneAndDelete');
    required(filter, 0, 'Collection.findOneAndDelete');
    return this.#shown(remove(this.#target, filter, false, optionsOf(options).sort)[0], filter, options);
  }

  #found({ before, after }: Written, filter: unknown, given: unknown): unknown {
    const options = optionsOf(given);
    const wantsNew = options.returnDocument === 'after' || options.returnNewDocument === true || options.returnOriginal === false;
    return this.#shown(wantsNew ? after : before, filter, given);
  }

  #shown(document: Doc | undefined, filter: unknown, options: unknown): unknown {
    if (!document) return null;
    return copyOf(projected([document], filterOf(filter), optionsOf(options).projection, this.#target.state.evaluating)[0]);
  }

  bulkWrite(operations?: unknown, options?: unknown): object {
    this.#begin('bulkWrite');
    required(operations, 0, 'Collection.bulkWrite');
    return bulkWrite(this.#target, operations, options);
  }

  countDocuments(given?: unknown, options?: unknown): number {
    const state = this.#begin('countDocuments');
    const { skip = 0, limit = 0 } = optionsOf(options);
    const filter = filterOf(given);
    return findDocuments(this.#documents, filter, compileFilter(filter, state.evaluating), { skip: Number(skip), limit: Number(limit) }, state.evaluating).length;
  }

  count(given?: unknown): number {
    return this.countDocuments(given);
  }

  estimatedDocumentCount(): number {
    this.#begin('estimatedDocumentCount');
    return this.#documents.length;
  }

  distinct(field?: unknown, given?: unknown): unknown[] {
    const state = this.#begin('distinct');
    required(field, 0, 'Collection.distinct');
    if (typeof field !== 'string') throw new MongoServerError(14, 'BSON field \'distinct.key\' is the wrong type, expected type \'string\'');
    const test = compileFilter(filterOf(given), state.evaluating);
    const found = this.#documents.filter(test).flatMap((document) => valuesAt(document, field.split('.'))).filter((value) => value !== undefined && !(Array.isArray(value) && value.length === 0));
    // A server promises no order; this one is the easiest to read, and always the same.
    return copyOf([...new Map(found.map((value) => [keyOf(value), value])).values()].sort(compare));
  }

  createIndex(key?: unknown, options?: unknown): string {
    const state = this.#begin('createIndex');
    required(key, 0, 'Collection.createIndex');
    return state.store.get(this.#target.database, this.#target.name).createIndex(takeIn(key), takeQuery(options ?? {})).name;
  }

  createIndexes(keys?: unknown, options?: unknown): string[] {
    const state = this.#begin('createIndexes');
    required(keys, 0, 'Collection.createIndexes');
    if (!Array.isArray(keys)) throw new MongoInvalidArgumentError('The "keyPatterns" argument must be an array.');
    return keys.map((key) => state.store.get(this.#target.database, this.#target.name).createIndex(takeIn(key), takeQuery(options ?? {})).name);
  }

  getIndexes(): unknown[] {
    this.#begin('getIndexes');
    return copyOf((existing(this.#target)?.indexes ?? []).map((index) => index.description));
  }

  getIndices(): unknown[] { return this.getIndexes(); }

  dropIndex(index?: unknown): object {
    this.#begin('dropIndex');
    required(index, 0, 'Collection.dropIndex');
    const collection = existing(this.#target);
    if (!collection) throw new MongoServerError(26, `ns not found ${this.getFullName()}`);
    const nIndexesWas = collection.indexes.length;
    collection.dropIndex(takeIn(index));
    return { nIndexesWas, ok: 1 };
  }

  dropIndexes(): object {
    this.#begin('dropIndexes');
    const collection = existing(this.#target);
    if (!collection) throw new MongoServerError(26, `ns not found ${this.getFullName()}`);
    const nIndexesWas = collection.indexes.length;
    for (const { name } of collection.indexes.filter((index) => index.name !== '_id_')) collection.dropIndex(name);
    return { nIndexesWas, msg: 'non-_id indexes dropped for collection', ok: 1 };
  }

  drop(): boolean {
    const { store } = this.#begin('drop');
    return store.drop(this.#target.database, this.#target.name);
  }

  renameCollection(to?: unknown, dropTarget = false): object {
    const { store } = this.#begin('renameCollection');
    required(to, 0, 'Collection.renameCollection');
    store.rename(this.#target.database, this.#target.name, String(to), dropTarget);
    return { ok: 1 };
  }

  isCapped(): boolean { return existing(this.#target)?.options.capped === true; }

  /** The plan of what is called on it: `db.orders.explain().find(…)`. */
  explain(verbosity = 'queryPlanner'): object {
    return {
      find: (...given: unknown[]) => this.find(...given).explain(verbosity),
      aggregate: (...given: unknown[]) => this.aggregate(...given).explain(),
      count: (filter?: unknown) => this.find(filter).explain(verbosity),
    };
  }

  [PRINTED](): string { return this.getFullName(); }
}

/** What mongosh has and this shell hasn't, each with what to use instead. */
const missing: Record<string, string> = {
  watch: 'nothing else changes the data while your code runs.', mapReduce: 'use aggregate().', insert: 'use insertOne() or insertMany().', update: 'use updateOne() or updateMany().', save: 'use replaceOne() with upsert.',
  remove: 'use deleteOne() or deleteMany().', findAndModify: 'use findOneAndUpdate().', initializeOrderedBulkOp: 'use bulkWrite().', initializeUnorderedBulkOp: 'use bulkWrite() with { ordered: false }.',
  stats: 'use countDocuments() and getIndexes().', dataSize: 'use countDocuments().', storageSize: 'use countDocuments().', totalSize: 'use countDocuments().', totalIndexSize: 'use getIndexes().',
  validate: 'the data here cannot be damaged.', createSearchIndex: 'there is no search engine.', getShardDistribution: 'there is one server.', hideIndex: 'use dropIndex().', unhideIndex: 'use createIndex().', reIndex: 'indexes are always up to date.',
  convertToCapped: 'use createCollection() with { capped: true }.', latencyStats: 'nothing is measured.', getPlanCache: 'there is none.', analyzeShardKey: 'there is one server.', compactStructuredEncryptionData: 'nothing is encrypted.',
};
for (const name of Object.keys(missing)) {
  Object.defineProperty(Collection.prototype, name, {
    value() { throw new MongoshUnimplementedError(`db.collection.${name}()`, missing[name]!); }, configurable: true, writable: true,
  });
}

/** The collection, of which any other name is the collection `name.other`. */
export function openCollection(target: Target): Collection {
  const collection = new Collection(target);
  return new Proxy(collection, {
    get(own, key) {
      if (typeof key === 'symbol' || key in own) {
        const value: unknown = Reflect.get(own, key, own);
        return typeof value === 'function' && key !== 'constructor' ? (value as (...args: unknown[]) => unknown).bind(own) : value;
      }
      return openCollection({ ...target, name: `${target.name}.${key}` });
    },
  });
}
