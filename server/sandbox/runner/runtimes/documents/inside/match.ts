import { badValue } from './errors.ts';
import { equals, fieldConditions, isOperators, type Compiling, type Test } from './match-operators.ts';
import { someValue } from './paths.ts';
import { matchesSchema } from './schema.ts';
import { isDoc, type Doc } from './types.ts';

// Queries: https://www.mongodb.com/docs/manual/reference/mql/query-predicates/. A filter becomes a function once, and is then asked for each document.

/** What a filter needs of the rest: how to evaluate an expression ($expr). */
export interface Evaluating { evaluate(expression: unknown, document: unknown): unknown }

/** @throws MongoServerError when the filter is not one */
export function compileFilter(filter: unknown, evaluating: Evaluating): Test {
  if (!isDoc(filter)) throw badValue('the filter has to be a document, such as { name: "Ada" }');
  const tests = Object.keys(filter).map((key) => compileKey(key, filter[key], evaluating));
  return tests.length === 1 ? tests[0]! : (document) => tests.every((test) => test(document));
}

function compileKey(key: string, value: unknown, evaluating: Evaluating): Test {
  switch (key) {
    case '$and': {
      const tests = compileList(key, value, evaluating);
      return (document) => tests.every((test) => test(document));
    }
    case '$or': {
      const tests = compileList(key, value, evaluating);
      return (document) => tests.some((test) => test(document));
    }
    case '$nor': {
      const tests = compileList(key, value, evaluating);
      return (document) => !tests.some((test) => test(document));
    }
    case '$expr': return (document) => isTrue(evaluating.evaluate(value, document));
    case '$jsonSchema': return matchesSchema(value);
    case '$where': return compileWhere(value);
    case '$comment': return () => true;
    case '$text': throw badValue('$text is not available here: there are no text indexes. A regular expression finds words too: { title: /word/i }');
  }
  if (key.startsWith('$')) throw badValue(`unknown top level operator: ${key}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`);
  return compileField(key, value, evaluating);
}

function compileList(operator: string, value: unknown, evaluating: Evaluating): Test[] {
  if (!Array.isArray(value)) throw badValue(`${operator} must be an array`);
  if (value.length === 0) throw badValue('$and/$or/$nor must be a nonempty array');
  return value.map((filter) => {
    if (!isDoc(filter)) throw badValue('$or/$and/$nor entries need to be full objects');
    return compileFilter(filter, evaluating);
  });
}

/** What the operators on fields are given. */
export function compilingWith(evaluating: Evaluating): Compiling {
  return { filter: (filter) => compileFilter(filter, evaluating), field: (field, value) => compileField(field, value, evaluating) };
}

export function compileField(field: string, value: unknown, evaluating: Evaluating): Test {
  const path = field.split('.');
  if (isOperators(value)) return fieldConditions(path, value, compilingWith(evaluating));
  if (value instanceof RegExp) return fieldConditions(path, { $regex: value } as Doc, compilingWith(evaluating));
  return (document) => someValue(document, path, (held) => equals(held, value));
}

/** What counts as true in an expression: everything but false, null, 0 and nothing. */
export function isTrue(value: unknown): boolean {
  return value !== false && value !== null && value !== undefined && !(typeof value !== 'object' && Number(value) === 0 && typeof value !== 'string');
}

function compileWhere(value: unknown): Test {
  if (typeof value !== 'function' && typeof value !== 'string') throw badValue('$where got bad type: it takes a function');
  const work = (typeof value === 'function' ? value : new Function(/\breturn\b/.test(value) ? value : `return (${value});`)) as (this: unknown) => unknown;
  return (document) => Boolean(Reflect.apply(work, document, []));
}
