/**
 * How a value of the learner's program is written down so that it can leave the runner and be compared outside.
 *
 * JSON's own values stand for themselves, except plain objects, whose entries are listed (so that `__proto__` is an
 * ordinary key and their order is kept) and arrays, which stay arrays. Whatever JSON lacks has a tag in `$`:
 *
 *   undefined  {$:'undefined'}             NaN, -0, ±Infinity  {$:'number', value:'NaN'}
 *   1n         {$:'bigint', value:'1'}     Date                {$:'date', value: ISO 8601 | 'Invalid Date'}
 *   {a:1}      {$:'object', entries:[['a',1]]}                 class Book {…}: the same with class:'Book'
 *   Map        {$:'map', entries:[[k,v]]}  Set                 {$:'set', items:[…]}
 *   bytes      {$:'bytes', base64}         RegExp, function, symbol, Error: see below
 *   a value that contains itself           {$:'cycle', up: 1}  (up: how many containers outwards it points, 1 = the innermost one around it)
 *   PHP's empty array  {$:'empty'}         (equal to an empty list, object, Map and Set: PHP does not tell them apart)
 *   too deep or too many to write down     {$:'truncated'}     (never equal to anything)
 */
export type Value = null | boolean | number | string | Value[] | TaggedValue;

export type TaggedValue =
  | { $: 'undefined' }
  | { $: 'number'; value: 'NaN' | '-0' | 'Infinity' | '-Infinity' }
  | { $: 'bigint'; value: string }
  | { $: 'date'; value: string }
  | { $: 'object'; entries: [string, Value][]; class?: string }
  | { $: 'map'; entries: [Value, Value][] }
  | { $: 'set'; items: Value[] }
  | { $: 'bytes'; base64: string }
  | { $: 'regexp'; value: string }
  | { $: 'function'; name: string }
  | { $: 'symbol'; value: string }
  | { $: 'error'; name: string; message: string }
  | { $: 'cycle'; up: number }
  | { $: 'empty' }
  | { $: 'truncated' };

/** A value that an author expects: a Value in which a matcher may stand anywhere. */
export type Expected = null | boolean | number | string | Expected[] | TaggedExpected;

export type TaggedExpected =
  | Exclude<TaggedValue, { $: 'object' | 'map' | 'set' }>
  | { $: 'object'; entries: [string, Expected][]; class?: string }
  | { $: 'map'; entries: [Expected, Expected][] }
  | { $: 'set'; items: Expected[] }
  | Matcher;

export type Matcher =
  | { $: 'matches'; pattern: string }
  /** A string within a string, an item within an array or set, or entries within an object. */
  | { $: 'contains'; value: Expected }
  | { $: 'oneOf'; values: Expected[] }
  | { $: 'anyOrder'; values: Expected[] }
  | { $: 'type'; type: ValueType };

export const valueTypes = [
  'null', 'undefined', 'boolean', 'integer', 'number', 'string', 'bigint', 'array', 'object', 'date', 'map', 'set', 'function',
] as const;
export type ValueType = (typeof valueTypes)[number];

/** How deep and how large a value may be before the rest of it is written as `truncated`. */
export const VALUE_DEPTH = 100;
export const VALUE_NODES = 100_000;
