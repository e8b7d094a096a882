import { MongoInvalidArgumentError, MongoServerError } from './errors.ts';
import { BsonError, Double, Int32, isDoc, put, type Doc, type Stored } from './types.ts';

/** A document of MongoDB's may have 16 MB; here the texts and fields of it are counted, which comes near. */
const DOCUMENT_CHARACTERS = 16 * 1024 * 1024;
const DEPTH = 100;

/** A copy of what the learner gave, as it is stored: plain documents, lists and values of BSON's types. Undefined becomes null, as the driver writes it. */
export function takeIn(value: unknown): Stored {
  return new Intake(false).take(value, 0);
}

/** The same for a filter or a pipeline, in which functions stay what they are ($where, $function). */
export function takeQuery(value: unknown): Stored {
  return new Intake(true).take(value, 0);
}

/** The same for a document; `what` names it in the error when it is something else. */
export function takeDocument(value: unknown, what = 'document'): Doc {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new MongoInvalidArgumentError(`Argument "${what}" must be an object${value === undefined ? ', and none was given' : ''}`);
  return takeIn(value) as Doc;
}

class Intake {
  #characters = 0;
  readonly #around = new Set<object>();
  readonly #functions: boolean;

  constructor(functions: boolean) {
    this.#functions = functions;
  }

  take(value: unknown, depth: number): Stored {
    switch (typeof value) {
      case 'number': case 'boolean': this.#count(8); return value;
      case 'string': this.#count(value.length); return value;
      case 'undefined': return null;
      case 'bigint': throw new BsonError('a bigint has no place in a document: use NumberLong(…)');
      case 'function': return this.#functions ? value as unknown as Stored : null;
      case 'symbol': return null;
    }
    return value === null ? null : this.#object(value as object, depth);
  }

  #object(value: object, depth: number): Stored {
    if (value instanceof Int32 || value instanceof Double) return value.value;
    if (value instanceof Date) return new Date(value.getTime());
    if (value instanceof RegExp) return new RegExp(value.source, value.flags);
    if (!Array.isArray(value) && !isDoc(value)) {
      const made = Object.getPrototypeOf(value) as object | null;
      if (made && Object.hasOwn(made, Symbol.for('nodejs.util.inspect.custom'))) return value as Stored;
    }
    if (depth > DEPTH) throw new MongoServerError(2, `a document may hold ${DEPTH} levels of others, and this one holds more`);
    if (this.#around.has(value)) throw new BsonError('Cannot convert circular structure to BSON: a document holds itself');
    this.#around.add(value);
    const copy = Array.isArray(value) ? this.#list(value, depth) : this.#document(value, depth);
    this.#around.delete(value);
    return copy;
  }

  #list(list: unknown[], depth: number): Stored[] {
    const copy: Stored[] = [];
    for (let index = 0; index < list.length; index += 1) copy.push(this.take(list[index], depth + 1));
    return copy;
  }

  #document(given: object, depth: number): Doc {
    const copy: Doc = {};
    for (const field of Object.keys(given)) {
      const value = (given as Record<string, unknown>)[field];
      this.#count(field.length);
      if (typeof value === 'function' && !this.#functions) continue;
      put(copy, field, this.take(value, depth + 1));
    }
    return copy;
  }

  #count(characters: number): void {
    this.#characters += characters + 1;
    if (this.#characters > DOCUMENT_CHARACTERS) throw new MongoServerError(10334, 'BSONObj size is too large: a document may have 16 MB');
  }
}

/** A copy that may be changed without changing the original. Values of types of their own never change, and are shared; dates can, and are not. */
export function copyOf<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    return value.map((item: unknown) => copyOf(item)) as T;
  }
  if (value instanceof Date) return new Date(value.getTime()) as T;
  if (!isDoc(value)) return value;
  const copy: Doc = {};
  for (const field of Object.keys(value)) put(copy, field, copyOf(value[field]));
  return copy as T;
}
