import { badValue, failedToParse, typeMismatch } from '../errors.ts';
import { sum } from '../accumulators.ts';
import { copyOf } from '../intake.ts';
import { elementTest, isOperators, type Compiling, type Test } from '../match-operators.ts';
import { compare, keyOf, rankOf, same, typeName } from '../order.ts';
import { sorter } from '../sort.ts';
import { printKey } from '../store/keys.ts';
import { Decimal128, isDoc, Long, Timestamp } from '../types.ts';

// Update operators: https://www.mongodb.com/docs/manual/reference/mql/update/

export interface Field {
  /** As it is now; undefined when it is missing. */
  old: unknown;
  path: string;
  /** The document's _id, for messages. */
  id: unknown;
  now: Date;
}

/** What to do with a field: the value it shall have, or nothing to leave it. */
export type Change = (field: Field) => { to: unknown } | undefined;

export interface UpdateOperator {
  /** Reads the operator's argument, and throws what is wrong with it. */
  read(value: unknown, compiling: Compiling): Change;
  /** Whether the field, and the documents on the way to it, are made when they are missing. */
  makes: boolean;
}

function needNumber(operator: string, verb: string, value: unknown, path: string): void {
  if (rankOf(value) !== 3) throw typeMismatch(`Cannot ${verb} with non-numeric argument: {${path}: ${printKey(value)}}`);
  void operator;
}

function reckoned(operator: string, verb: string, work: (old: unknown, by: unknown) => unknown): UpdateOperator {
  return {
    makes: true,
    read: (value) => ({ old, path, id }) => {
      needNumber(operator, verb, value, path);
      if (old !== undefined && rankOf(old) !== 3) throw typeMismatch(`Cannot apply ${operator} to a value of non-numeric type. {_id: ${printKey(id)}} has the field '${path.split('.').at(-1)}' of non-numeric type ${typeName(old)}`);
      return { to: work(old, value) };
    },
  };
}

function product(a: unknown, b: unknown): unknown {
  if (a instanceof Decimal128 || b instanceof Decimal128) return new Decimal128(String(Number((Number(a) * Number(b)).toPrecision(15))));
  if ((a instanceof Long || b instanceof Long) && Number.isInteger(Number(a)) && Number.isInteger(Number(b))) return new Long(BigInt(String(a)) * BigInt(String(b)));
  return Number(a) * Number(b);
}

function needList(operator: string, { old, path, id }: Field): unknown[] {
  if (!Array.isArray(old)) throw badValue(`The field '${path}' must be an array but is of type ${typeName(old)} in document {_id: ${printKey(id)}}`);
  void operator;
  return old;
}

const PUSH_PARTS = ['$each', '$slice', '$sort', '$position'];

function push(value: unknown): Change {
  const has = isDoc(value) && PUSH_PARTS.some((part) => Object.hasOwn(value, part));
  if (isDoc(value) && has) {
    if (!Object.hasOwn(value, '$each')) throw badValue(`The dollar ($) prefixed field '${Object.keys(value)[0]}' in '${Object.keys(value)[0]}' is not valid for storage.`);
    const wrong = Object.keys(value).find((part) => !PUSH_PARTS.includes(part));
    if (wrong) throw badValue(`Unrecognized clause in $push: ${wrong}`);
    if (!Array.isArray(value.$each)) throw badValue(`The argument to $each in $push must be an array but it was of type: ${typeName(value.$each)}`);
    for (const part of ['$slice', '$position']) if (value[part] !== undefined && !Number.isInteger(Number(value[part]))) throw badValue(`The value for ${part} must be an integer value but was given type: ${typeName(value[part])}`);
  }
  const { $each: items, $slice: slice, $sort: sort, $position: position } = (has ? value : { $each: [value] }) as Record<string, unknown>;
  const order = sort === undefined ? undefined : isDoc(sort) ? sorter(sort) : (a: unknown, b: unknown) => Number(sort) * compare(a, b);
  return (field) => {
    const list = field.old === undefined ? [] : [...needList('$push', field)];
    const at = position === undefined ? list.length : Number(position) < 0 ? Math.max(0, list.length + Number(position)) : Number(position);
    list.splice(at, 0, ...copyOf(items as unknown[]));
    if (order) list.sort(order);
    const kept = slice === undefined ? list : Number(slice) < 0 ? list.slice(Number(slice)) : list.slice(0, Number(slice));
    return { to: kept };
  };
}

/** What $pull takes out: items that are equal, or that meet conditions. */
function pulled(value: unknown, compiling: Compiling): Test {
  if (isDoc(value)) {
    const test = elementTest(value, compiling);
    return isOperators(value) ? test : (item) => isDoc(item) && test(item);
  }
  if (value instanceof RegExp) return (item) => (typeof item === 'string' && value.test(item)) || same(item, value);
  return (item) => same(item, value);
}

function removing(operator: string, isOff: Test): Change {
  return (field) => {
    if (field.old === undefined) return undefined;
    if (!Array.isArray(field.old)) throw badValue(`Cannot apply ${operator} to a non-array value`);
    const kept = field.old.filter((item) => !isOff(item));
    return kept.length === field.old.length ? undefined : { to: kept };
  };
}

function better(sign: 1 | -1): UpdateOperator {
  return { makes: true, read: (value) => ({ old }) => (old === undefined || sign * compare(value, old) > 0 ? { to: copyOf(value) } : undefined) };
}

export const updateOperators: Record<string, UpdateOperator> = {
  $set: { makes: true, read: (value) => () => ({ to: copyOf(value) }) },
  $inc: reckoned('$inc', 'increment', (old, by) => sum([old ?? 0, by])),
  $mul: reckoned('$mul', 'multiply', (old, by) => (old === undefined ? 0 : product(old, by))),
  $min: better(-1),
  $max: better(1),
  $currentDate: {
    makes: true,
    read: (value) => {
      const type = isDoc(value) ? value.$type : 'date';
      if ((!isDoc(value) && typeof value !== 'boolean') || (type !== 'date' && type !== 'timestamp')) throw badValue(`${typeName(value)} is not valid type for $currentDate. Please use a boolean ('true') or a $type expression ({$type: 'timestamp/date'}).`);
      return ({ now }) => ({ to: type === 'date' ? new Date(now.getTime()) : new Timestamp({ t: Math.floor(now.getTime() / 1000), i: 1 }) });
    },
  },
  $push: { makes: true, read: push },
  $addToSet: {
    makes: true,
    read: (value) => {
      const many = isDoc(value) && Object.hasOwn(value, '$each');
      if (many && !Array.isArray(value.$each)) throw typeMismatch(`The argument to $each in $addToSet must be an array but it was of type ${typeName(value.$each)}`);
      const items = many ? value.$each as unknown[] : [value];
      return (field) => {
        const list = field.old === undefined ? [] : needList('$addToSet', field);
        const there = new Set(list.map(keyOf));
        const added = items.filter((item) => !there.has(keyOf(item)) && there.add(keyOf(item)));
        return added.length === 0 && field.old !== undefined ? undefined : { to: [...list, ...copyOf(added)] };
      };
    },
  },
  $pop: {
    makes: false,
    read: (value) => {
      if (Number(value) !== 1 && Number(value) !== -1) throw failedToParse(`$pop expects 1 or -1, found: ${printKey(value)}`);
      return (field) => {
        if (field.old === undefined) return undefined;
        if (!Array.isArray(field.old)) throw typeMismatch(`Path '${field.path}' contains an element of non-array type '${typeName(field.old)}'`);
        return field.old.length === 0 ? undefined : { to: Number(value) === 1 ? field.old.slice(0, -1) : field.old.slice(1) };
      };
    },
  },
  $pull: { makes: false, read: (value, compiling) => removing('$pull', pulled(value, compiling)) },
  $pullAll: {
    makes: false,
    read: (value) => {
      if (!Array.isArray(value)) throw badValue(`$pullAll requires an array argument but was given a ${typeName(value)}`);
      return removing('$pull', (item) => value.some((other) => same(item, other)));
    },
  },
  $bit: {
    makes: true,
    read: (value) => {
      const entries = isDoc(value) ? Object.entries(value) : [];
      if (entries.length === 0 || entries.some(([name, by]) => !['and', 'or', 'xor'].includes(name) || !Number.isInteger(Number(by)))) throw badValue('The $bit modifier takes and, or and xor, each with a whole number: { $bit: { flags: { or: 4 } } }');
      return ({ old = 0, path, id }) => {
        if (!Number.isInteger(Number(old)) || rankOf(old) !== 3) throw badValue(`Cannot apply $bit to a value of non-integral type. {_id: ${printKey(id)}} has the field ${path} of non-integer type ${typeName(old)}`);
        return { to: entries.reduce((bits, [name, by]) => (name === 'and' ? bits & Number(by) : name === 'or' ? bits | Number(by) : bits ^ Number(by)), Number(old)) };
      };
    },
  },
};
