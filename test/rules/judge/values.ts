import * as fc from 'fast-check';
import type { Value } from '../../../server/contract/value.ts';

const distinct = { selector: (value: unknown) => JSON.stringify(value) };

const leaf: fc.Arbitrary<Value> = fc.oneof(
  fc.constant(null), fc.boolean(), fc.string(), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => !Object.is(number, -0)),
  fc.constantFrom<Value>(
    { $: 'undefined' }, { $: 'number', value: 'NaN' }, { $: 'number', value: '-0' }, { $: 'number', value: 'Infinity' }, { $: 'date', value: 'Invalid Date' },
    { $: 'regexp', value: '/a/g' }, { $: 'function', name: 'sum' }, { $: 'symbol', value: 'Symbol(x)' }, { $: 'error', name: 'TypeError', message: 'no' },
    { $: 'bytes', base64: 'AAEC' }, { $: 'cycle', up: 1 }, { $: 'cycle', up: 2 },
  ),
  fc.bigInt().map((value): Value => ({ $: 'bigint', value: String(value) })),
  fc.date({ noInvalidDate: true }).map((value): Value => ({ $: 'date', value: value.toISOString() })),
);

/** Any value as a runner writes it down, but nothing truncated. */
export const anyValue: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.uniqueArray(fc.tuple(fc.oneof(fc.string(), fc.constantFrom('__proto__', '$', 'constructor')), tie('value')), { maxLength: 4, selector: ([key]) => key })
      .map((entries): Value => ({ $: 'object', entries })),
    fc.uniqueArray(fc.tuple(tie('value'), tie('value')), { maxLength: 3, selector: ([key]) => JSON.stringify(key) }).map((entries): Value => ({ $: 'map', entries })),
    fc.uniqueArray(tie('value'), { maxLength: 4, ...distinct }).map((items): Value => ({ $: 'set', items })),
  ),
})).value;

/** The same value with one part of it, chosen by `where`, put into an array of its own: never equal to the original. */
export function mutate(value: Value, where: number): Value {
  const total = countParts(value);
  let left = where % total;
  const walk = (part: Value): Value => {
    if (left === 0) {
      left = -1;
      return [part];
    }
    left -= 1;
    if (Array.isArray(part)) return part.map(walk);
    if (part === null || typeof part !== 'object') return part;
    if (part.$ === 'object') return { ...part, entries: part.entries.map(([key, held]) => [key, walk(held)]) };
    if (part.$ === 'map') return { ...part, entries: part.entries.map(([key, held]) => [walk(key), walk(held)]) };
    if (part.$ === 'set') return { ...part, items: part.items.map(walk) };
    return part;
  };
  return walk(value);
}

function countParts(value: Value): number {
  if (value === null || typeof value !== 'object') return 1;
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + countParts(item), 1);
  if (value.$ === 'object') return value.entries.reduce((sum, [, held]) => sum + countParts(held), 1);
  if (value.$ === 'map') return value.entries.reduce((sum, [key, held]) => sum + countParts(key) + countParts(held), 1);
  if (value.$ === 'set') return value.items.reduce((sum: number, item) => sum + countParts(item), 1);
  return 1;
}

/** Short ways to write what the runner and the loader write. */
export const object = <T>(properties: Record<string, T>): { $: 'object'; entries: [string, T][] } => ({ $: 'object', entries: Object.entries(properties) });
export const nothing = { $: 'undefined' } as const;
