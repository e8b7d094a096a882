import { MongoServerError } from '../errors.ts';
import { checkExpression, evaluate } from '../expressions.ts';
import type { Scope } from '../operators/operator.ts';
import { rankOf } from '../order.ts';
import { idOf, isDoc, own, put, type Doc } from '../types.ts';

// What a document is made of after $project, $addFields, $unset, or a projection of find:
// https://www.mongodb.com/docs/manual/reference/operator/aggregation/project/

export type Shape =
  | { kind: 'include' } | { kind: 'exclude' }
  | { kind: 'value'; expression: unknown }
  /** Made by a function of the whole document; of find only. */
  | { kind: 'made'; make: (document: Doc) => unknown }
  | { kind: 'within'; fields: Map<string, Shape> };
export type Within = Shape & { kind: 'within' };

export function emptyShape(): Within {
  return { kind: 'within', fields: new Map() };
}

/** @throws MongoServerError when two paths are in each other's way */
export function addShape(root: Within, path: string, shape: Shape): void {
  const parts = path.split('.');
  if (parts.includes('')) throw new MongoServerError(40352, 'FieldPath cannot be constructed with empty string');
  let at = root;
  for (const [index, part] of parts.entries()) {
    if (index === parts.length - 1) {
      const there = at.fields.get(part);
      if (there && (there.kind !== 'within' || shape.kind !== 'within')) throw new MongoServerError(31250, `Path collision at ${path}`);
      if (!there) at.fields.set(part, shape);
      return;
    }
    const next = at.fields.get(part) ?? emptyShape();
    if (next.kind !== 'within') throw new MongoServerError(31249, `Path collision at ${path} remaining portion ${parts.slice(index + 1).join('.')}`);
    at.fields.set(part, next);
    at = next;
  }
}

export interface Projection { shape: Within; mode: 'inclusion' | 'exclusion' }

/** Whether this value of a projection takes a field as it is, or leaves it out. */
function isFlag(value: unknown): boolean {
  return typeof value === 'boolean' || rankOf(value) === 3;
}

/** `special` takes what only one kind of projection knows, and returns undefined for the rest. */
export function readProjection(given: Doc, special: (path: string, value: unknown) => Shape | undefined = () => undefined): Projection {
  const shape = emptyShape();
  let mode: Projection['mode'] | undefined;
  let idShown: boolean | undefined;
  const decide = (path: string, found: Projection['mode']): void => {
    if (mode && mode !== found) {
      throw found === 'inclusion' ? new MongoServerError(31253, `Cannot do inclusion on field ${path} in exclusion projection`) : new MongoServerError(31254, `Cannot do exclusion on field ${path} in inclusion projection`);
    }
    mode = found;
  };
  const visit = (fields: Doc, prefix: string): void => {
    for (const field of Object.keys(fields)) {
      if (field.startsWith('$')) throw new MongoServerError(16410, `FieldPath field names may not start with '$'. Consider using $getField or $setField.`);
      const path = prefix + field;
      const value = fields[field];
      const made = special(path, value);
      if (made) {
        if (made.kind !== 'made' || !keepsOthers(value)) decide(path, 'inclusion');
        addShape(shape, path.replace(/\.\$$/, ''), made);
      } else if (isFlag(value)) {
        const shown = Number(value) !== 0;
        if (path === '_id') idShown = shown;
        else decide(path, shown ? 'inclusion' : 'exclusion');
        addShape(shape, path, { kind: shown ? 'include' : 'exclude' });
      } else if (isDoc(value) && Object.keys(value).length > 0 && !Object.keys(value)[0]!.startsWith('$')) visit(value, `${path}.`);
      else {
        checkExpression(value);
        decide(path, 'inclusion');
        addShape(shape, path, { kind: 'value', expression: value });
      }
    }
  };
  visit(given, '');
  mode ??= idShown === true ? 'inclusion' : 'exclusion';
  if (mode === 'inclusion' && idShown === undefined && !shape.fields.has('_id')) shape.fields.set('_id', { kind: 'include' });
  return { shape, mode };
}

/** `$slice` alone leaves the other fields as they are. */
function keepsOthers(value: unknown): boolean {
  return isDoc(value) && Object.hasOwn(value, '$slice');
}

export function project(document: Doc, { shape, mode }: Projection, scope: Scope): Doc {
  return applied(document, shape, mode === 'exclusion', { scope, root: document }) as Doc;
}

/** All fields stay, and those of the shape are set. */
export function withFields(document: Doc, shape: Within, scope: Scope): Doc {
  return applied(document, shape, true, { scope, root: document }) as Doc;
}

interface For { scope: Scope; root: Doc }

/** `keep`: fields that the shape doesn't name stay. Undefined when nothing is left of a value. */
function applied(value: unknown, shape: Within, keep: boolean, about: For): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => applied(item, shape, keep, about)).filter((item) => item !== undefined);
  }
  const makes = [...shape.fields.values()].some(computes);
  if (!isDoc(value)) return keep && !makes ? value : makes ? made({}, shape, keep, about) : undefined;
  const result: Doc = {};
  // _id comes first, wherever it stood.
  if (!keep && Object.hasOwn(value, '_id') && shape.fields.get('_id')?.kind === 'include') put(result, '_id', idOf(value));
  for (const field of Object.keys(value)) {
    const wanted = shape.fields.get(field);
    const held = value[field];
    if (!wanted) {
      if (keep) put(result, field, held);
    } else if (wanted.kind === 'include') put(result, field, held);
    else if (wanted.kind === 'within') {
      const inner = applied(held, wanted, keep, about);
      if (inner !== undefined) put(result, field, inner);
    } else if (keep && (wanted.kind === 'value' || wanted.kind === 'made')) put(result, field, undefined); // its place is kept
  }
  return made(result, shape, keep, about);
}

/** Adds what the shape computes. */
function made(result: Doc, shape: Within, keep: boolean, about: For): Doc {
  for (const [field, wanted] of shape.fields) {
    if (wanted.kind === 'value' || wanted.kind === 'made') {
      const value = wanted.kind === 'value' ? evaluate(wanted.expression, about.scope) : wanted.make(about.root);
      if (value === undefined) delete result[field];
      else put(result, field, value);
    } else if (wanted.kind === 'within' && own(result, field) === undefined && computes(wanted)) put(result, field, applied({}, wanted, keep, about));
  }
  return result;
}

function computes(shape: Shape): boolean {
  return shape.kind === 'value' || shape.kind === 'made' || (shape.kind === 'within' && [...shape.fields.values()].some(computes));
}

/** The shape of $addFields: documents within are ways to the fields in them. */
export function readFields(given: Doc): Within {
  const shape = emptyShape();
  const visit = (fields: Doc, prefix: string): void => {
    for (const field of Object.keys(fields)) {
      if (field.startsWith('$')) throw new MongoServerError(16410, `FieldPath field names may not start with '$'. Consider using $getField or $setField.`);
      const value = fields[field];
      const nested = isDoc(value) && Object.keys(value).length > 0 && !Object.keys(value)[0]!.startsWith('$');
      if (nested) visit(value, `${prefix}${field}.`);
      else {
        checkExpression(value);
        addShape(shape, prefix + field, { kind: 'value', expression: value });
      }
    }
  };
  visit(given, '');
  return shape;
}
