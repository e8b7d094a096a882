import { badValue, MongoServerError } from '../errors.ts';
import type { Test } from '../match-operators.ts';
import { keyOf } from '../order.ts';
import { valuesAt } from '../paths.ts';
import { isDoc, own, type Doc } from '../types.ts';
import { printKey } from './keys.ts';

// Indexes: https://www.mongodb.com/docs/manual/indexes/. Only what unique ones refuse can be seen; the others are there to be listed and explained.

export interface IndexOptions { unique?: boolean; sparse?: boolean; partialFilterExpression?: Doc; expireAfterSeconds?: number; [more: string]: unknown }

const SPECIAL: Record<string, string> = { text: 'a regular expression finds words too', '2dsphere': 'there are no geospatial queries', '2d': 'there are no geospatial queries' };

export class Index {
  readonly name: string;
  readonly key: Doc;
  readonly options: IndexOptions;
  readonly #wants: Test;
  readonly #paths: string[][];
  /** Of a unique index: which document holds a key. */
  readonly #holders: Map<string, Doc>;

  /** `wants`: the test of partialFilterExpression. */
  constructor(name: string, key: Doc, options: IndexOptions, wants: Test, holders = new Map<string, Doc>()) {
    this.name = name;
    this.key = key;
    this.options = options;
    this.#wants = wants;
    this.#paths = Object.keys(key).map((field) => field.split('.'));
    this.#holders = holders;
  }

  get isUnique(): boolean {
    return this.options.unique === true || this.name === '_id_';
  }

  /** As getIndexes lists it. */
  get description(): Doc {
    return { v: 2, key: this.key, name: this.name, ...this.options } as Doc;
  }

  copy(): Index {
    return new Index(this.name, this.key, this.options, this.#wants, new Map(this.#holders));
  }

  /** The keys of a document, one for each item of a list; none when the index leaves the document out. */
  #keysOf(document: Doc): { key: string; values: unknown[] }[] {
    if (!this.#wants(document)) return [];
    const values = this.#paths.map((path) => valuesAt(document, path));
    if (this.options.sparse === true && values.every((each) => each.length === 1 && each[0] === undefined)) return [];
    const lists = Object.keys(this.key).filter((field, place) => values[place]!.length > 1 && Array.isArray(own(document, field)));
    if (lists.length > 1) throw new MongoServerError(171, `cannot index parallel arrays [${lists[1]}] [${lists[0]}]`);
    let all: unknown[][] = [[]];
    for (const each of values) all = all.flatMap((prefix) => each.map((value) => [...prefix, value ?? null]));
    return [...new Map(all.map((combination) => [keyOf(combination), combination])).entries()].map(([key, combination]) => ({ key, values: combination }));
  }

  /** @throws MongoServerError when another document holds a key of this one; `instead` is the document that it takes the place of */
  check(document: Doc, namespace: string, instead?: Doc): void {
    if (!this.isUnique && this.#paths.length < 2) return;
    for (const { key, values } of this.#keysOf(document)) {
      const holder = this.isUnique ? this.#holders.get(key) : undefined;
      if (!holder || holder === instead) continue;
      const keyValue = Object.fromEntries(Object.keys(this.key).map((field, place) => [field, values[place]]));
      const error = new MongoServerError(11000, `E11000 duplicate key error collection: ${namespace} index: ${this.name} dup key: ${printKey(keyValue)}`);
      throw Object.assign(error, { keyPattern: this.key, keyValue });
    }
  }

  add(document: Doc): void {
    if (this.isUnique) for (const { key } of this.#keysOf(document)) this.#holders.set(key, document);
  }

  remove(document: Doc): void {
    if (this.isUnique) for (const { key } of this.#keysOf(document)) if (this.#holders.get(key) === document) this.#holders.delete(key);
  }
}

const KNOWN_OPTIONS = new Set(['unique', 'sparse', 'partialFilterExpression', 'expireAfterSeconds', 'name', 'background', 'hidden', 'collation', 'v', 'commitQuorum', 'comment']);

/** An index as createIndex describes it. `compile` makes a filter a test. @throws MongoServerError */
export function readIndex(key: unknown, given: unknown, compile: (filter: Doc) => Test): Index {
  if (!isDoc(key)) throw badValue('The index\'s key has to be a document, such as { email: 1 }');
  const fields = Object.keys(key);
  if (fields.length === 0) throw new MongoServerError(67, 'Error in specification {} :: caused by :: Index keys cannot be empty.');
  for (const field of fields) {
    const direction = key[field];
    if (typeof direction === 'string' && Object.hasOwn(SPECIAL, direction)) throw badValue(`An index of the type "${direction}" is not available here: ${SPECIAL[direction]}.`);
    if (direction !== 'hashed' && !(Number.isFinite(Number(direction)) && Number(direction) !== 0 && typeof direction !== 'string')) {
      throw new MongoServerError(67, `Error in specification { ${field}: ${JSON.stringify(direction)} } :: caused by :: Values in v:2 index key pattern must be 1 (ascending) or -1 (descending)`);
    }
  }
  const options = isDoc(given) ? given : {};
  for (const option of Object.keys(options)) if (!KNOWN_OPTIONS.has(option)) throw new MongoServerError(197, `The field '${option}' is not valid for an index specification.`);
  const { name, background: _background, v: _v, commitQuorum: _quorum, comment: _comment, ...kept } = options as Record<string, unknown>;
  if (kept.collation !== undefined) throw badValue('A collation is not available here: texts are compared as they are.');
  if (kept.sparse === true && kept.partialFilterExpression !== undefined) throw new MongoServerError(67, 'cannot mix "partialFilterExpression" and "sparse" options');
  const filter = kept.partialFilterExpression;
  return new Index(typeof name === 'string' ? name : fields.map((field) => `${field}_${String(key[field])}`).join('_'), key, kept, isDoc(filter) ? compile(filter) : () => true);
}
