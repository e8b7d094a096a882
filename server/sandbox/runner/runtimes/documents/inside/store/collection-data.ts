import { badValue, MongoServerError } from '../errors.ts';
import { compileFilter, type Evaluating } from '../match.ts';
import { keyOf } from '../order.ts';
import { failures, type Failure } from '../schema.ts';
import { idOf, isDoc, ObjectId, type Doc } from '../types.ts';
import { Index, readIndex } from './indexes.ts';

export interface CollectionOptions { validator?: Doc; validationLevel?: string; validationAction?: string; capped?: boolean; size?: number; max?: number; [more: string]: unknown }

/**
 * The documents of a collection, in the order in which they came. A document in here is never changed, only replaced: whoever has read
 * one may keep it, and a copy of the list is a copy of the collection.
 */
export class CollectionData {
  readonly namespace: string;
  readonly options: CollectionOptions;
  readonly #evaluating: Evaluating;
  #documents: Doc[];
  #indexes: Index[];

  constructor(namespace: string, options: CollectionOptions, evaluating: Evaluating, documents: Doc[] = [], indexes?: Index[]) {
    this.namespace = namespace;
    this.options = options;
    this.#evaluating = evaluating;
    this.#documents = documents;
    this.#indexes = indexes ?? [new Index('_id_', { _id: 1 }, {}, () => true)];
  }

  get documents(): readonly Doc[] {
    return this.#documents;
  }

  get indexes(): readonly Index[] {
    return this.#indexes;
  }

  copy(): CollectionData {
    return new CollectionData(this.namespace, this.options, this.#evaluating, [...this.#documents], this.#indexes.map((index) => index.copy()));
  }

  renamed(namespace: string): CollectionData {
    return new CollectionData(namespace, this.options, this.#evaluating, this.#documents, this.#indexes);
  }

  /** Adds a document, which is not to be changed afterwards. It gets an _id when it has none, which is returned. */
  insert(document: Doc): Doc['_id'] {
    const whole = Object.hasOwn(document, '_id') ? idFirst(document) : { _id: new ObjectId(), ...document };
    checkFields(whole);
    this.#validate(whole);
    for (const index of this.#indexes) index.check(whole, this.namespace);
    for (const index of this.#indexes) index.add(whole);
    this.#documents.push(whole);
    const { max } = this.options;
    if (max !== undefined && this.options.capped && this.#documents.length > max) this.remove(new Set([this.#documents[0]!]));
    return idOf(whole)!;
  }

  /** Puts one document in the place of another. */
  replace(before: Doc, after: Doc): void {
    checkFields(after);
    if (this.options.validationLevel !== 'moderate' || !this.#failure(before)) this.#validate(after);
    for (const index of this.#indexes) index.check(after, this.namespace, before);
    for (const index of this.#indexes) index.remove(before);
    for (const index of this.#indexes) index.add(after);
    this.#documents[this.#documents.indexOf(before)] = after;
  }

  remove(gone: ReadonlySet<Doc>): void {
    if (gone.size === 0) return;
    for (const document of gone) for (const index of this.#indexes) index.remove(document);
    this.#documents = this.#documents.filter((document) => !gone.has(document));
  }

  /** @returns the index's name; false when one like it was there already */
  createIndex(key: unknown, given: unknown): { name: string; isNew: boolean } {
    const index = readIndex(key, given, (filter) => compileFilter(filter, this.#evaluating));
    const twin = this.#indexes.find((other) => other.name === index.name || (keyOf(other.key) === keyOf(index.key) && keyOf(other.options.partialFilterExpression) === keyOf(index.options.partialFilterExpression)));
    if (twin) {
      if (twin.name === '_id_' || keyOf({ key: twin.key, options: twin.options }) === keyOf({ key: index.key, options: index.options })) {
        if (twin.name === index.name || twin.name === '_id_') return { name: twin.name, isNew: false };
        throw new MongoServerError(85, `Index already exists with a different name: ${twin.name}`);
      }
      throw new MongoServerError(86, `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. Requested index: { key: ${JSON.stringify(index.key)}, name: "${index.name}" }, existing index: { key: ${JSON.stringify(twin.key)}, name: "${twin.name}" }`);
    }
    for (const document of this.#documents) {
      index.check(document, this.namespace);
      index.add(document);
    }
    this.#indexes.push(index);
    return { name: index.name, isNew: true };
  }

  /** By name or by key. */
  dropIndex(which: unknown): void {
    const index = this.#indexes.find((other) => (typeof which === 'string' ? other.name === which : keyOf(other.key) === keyOf(which)));
    if (!index) throw new MongoServerError(27, `can't find index with ${typeof which === 'string' ? `name [${which}]` : `key: ${JSON.stringify(which)}`}`);
    if (index.name === '_id_') throw new MongoServerError(72, 'cannot drop _id index');
    this.#indexes = this.#indexes.filter((other) => other !== index);
  }

  #validate(document: Doc): void {
    if (this.options.validationAction === 'warn' || this.options.validationLevel === 'off') return;
    const failure = this.#failure(document);
    if (!failure) return;
    const error = new MongoServerError(121, 'Document failed validation');
    error.errInfo = { failingDocumentId: idOf(document), details: failure };
    throw error;
  }

  #failure(document: Doc): object | undefined {
    const { validator } = this.options;
    if (!isDoc(validator)) return undefined;
    if (isDoc(validator.$jsonSchema)) {
      const found: Failure[] = failures(validator.$jsonSchema, document);
      if (found.length > 0) return { operatorName: '$jsonSchema', schemaRulesNotSatisfied: found };
    }
    return compileFilter(validator, this.#evaluating)(document) ? undefined : { operatorName: Object.keys(validator)[0], specifiedAs: validator };
  }
}

function idFirst(document: Doc): Doc {
  return Object.keys(document)[0] === '_id' ? document : { _id: idOf(document)!, ...document };
}

function checkFields(document: Doc): void {
  const { _id: id } = document;
  if (Array.isArray(id)) throw new MongoServerError(53, 'The \'_id\' value cannot be of type array');
  if (id instanceof RegExp) throw badValue('The \'_id\' value cannot be of type regex');
  for (const field of Object.keys(document)) {
    if (field.startsWith('$')) throw new MongoServerError(52, `The dollar ($) prefixed field '${field}' in '${field}' is not valid for storage.`);
  }
}
