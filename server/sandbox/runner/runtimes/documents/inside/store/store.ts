import { MongoServerError } from '../errors.ts';
import { fromJson, toExactJson } from '../ejson.ts';
import type { Evaluating } from '../match.ts';
import { goOnAfter, idsMade, type Doc } from '../types.ts';
import { CollectionData, type CollectionOptions } from './collection-data.ts';
import type { IndexOptions } from './indexes.ts';

type Database = Map<string, CollectionData>;

/** All databases of a case. */
export class Store {
  readonly #evaluating: Evaluating;
  #databases = new Map<string, Database>();

  constructor(evaluating: Evaluating) {
    this.#evaluating = evaluating;
  }

  /** As it was made: nothing in it, and ids begin anew. */
  clear(): void {
    this.#databases = new Map();
    goOnAfter(0);
  }

  names(): string[] {
    return [...this.#databases].filter(([, collections]) => collections.size > 0).map(([name]) => name).sort();
  }

  collectionNames(database: string): string[] {
    return [...this.#databases.get(database)?.keys() ?? []].sort();
  }

  find(database: string, name: string): CollectionData | undefined {
    return this.#databases.get(database)?.get(name);
  }

  /** The collection, made now if need be. */
  get(database: string, name: string): CollectionData {
    return this.find(database, name) ?? this.create(database, name, {});
  }

  create(database: string, name: string, options: CollectionOptions): CollectionData {
    if (name === '' || name.includes('$') || name.startsWith('.') || name.endsWith('.')) throw new MongoServerError(73, `Invalid namespace specified '${database}.${name}'`);
    if (this.find(database, name)) throw new MongoServerError(48, `Collection ${database}.${name} already exists.`);
    const collection = new CollectionData(`${database}.${name}`, options, this.#evaluating);
    this.#put(database, name, collection);
    return collection;
  }

  #put(database: string, name: string, collection: CollectionData): void {
    const collections = this.#databases.get(database) ?? new Map<string, CollectionData>();
    collections.set(name, collection);
    this.#databases.set(database, collections);
  }

  /** Other rules for a collection (collMod); its documents and indexes stay. */
  setOptions(database: string, name: string, options: CollectionOptions): void {
    const old = this.find(database, name);
    if (!old) throw new MongoServerError(26, `ns does not exist: ${database}.${name}`);
    this.#put(database, name, new CollectionData(old.namespace, { ...old.options, ...options }, this.#evaluating, [...old.documents], [...old.indexes]));
  }

  drop(database: string, name: string): boolean {
    return this.#databases.get(database)?.delete(name) ?? false;
  }

  dropDatabase(database: string): void {
    this.#databases.delete(database);
  }

  rename(database: string, from: string, to: string, dropTarget: boolean): void {
    const collection = this.find(database, from);
    if (!collection) throw new MongoServerError(26, `Source collection ${database}.${from} does not exist`);
    if (this.find(database, to) && !dropTarget) throw new MongoServerError(48, 'target namespace exists');
    this.drop(database, from);
    this.#put(database, to, collection.renamed(`${database}.${to}`));
  }

  /** What `restore` puts back. */
  snapshot(): Map<string, Database> {
    return new Map([...this.#databases].map(([name, collections]) => [name, new Map([...collections].map(([own, collection]) => [own, collection.copy()]))]));
  }

  restore(snapshot: Map<string, Database>): void {
    this.#databases = snapshot;
  }

  /** Everything as text, for another context to go on with. */
  dump(): string {
    return JSON.stringify({
      ids: idsMade(),
      databases: [...this.#databases].map(([name, collections]) => [name, [...collections].map(([own, { options, documents, indexes }]) => [
        own, toExactJson(options), documents.map(toExactJson), indexes.filter((index) => index.name !== '_id_').map((index) => [toExactJson(index.key), toExactJson({ ...index.options, name: index.name })]),
      ])]),
    });
  }

  load(text: string): void {
    const { ids, databases } = JSON.parse(text) as { ids: number; databases: [string, [string, unknown, unknown[], [unknown, unknown][]][]][] };
    goOnAfter(ids);
    this.#databases = new Map();
    for (const [database, collections] of databases) {
      for (const [name, options, documents, indexes] of collections) {
        const collection = new CollectionData(`${database}.${name}`, fromJson(options) as CollectionOptions, this.#evaluating, documents.map((each) => fromJson(each) as Doc));
        for (const document of collection.documents) collection.indexes[0]!.add(document);
        this.#put(database, name, collection);
        for (const [key, own] of indexes) collection.createIndex(fromJson(key), fromJson(own) as IndexOptions);
      }
    }
  }
}
