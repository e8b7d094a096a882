import { VALUE_DEPTH, VALUE_NODES } from '../contract/value.ts';
import type { Value } from '../contract/value.ts';

/**
 * Reads JSON text as a Value: its objects become listed entries, so that a body such as `{"$":"undefined"}` is an object
 * and nothing else. Undefined when the text is no JSON. What is deeper or larger than a Value may be is `truncated`.
 */
export function readJson(text: string): { value: Value } | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  let nodes = 0;
  const write = (value: unknown, depth: number): Value => {
    nodes += 1;
    if (nodes > VALUE_NODES || depth > VALUE_DEPTH) return { $: 'truncated' };
    if (typeof value === 'number') return Object.is(value, -0) ? { $: 'number', value: '-0' } : finite(value);
    if (value === null || typeof value !== 'object') return value as null | boolean | string;
    if (Array.isArray(value)) return value.map((item) => write(item, depth + 1));
    return { $: 'object', entries: Object.entries(value).map(([key, held]) => [key, write(held, depth + 1)]) };
  };
  return { value: write(parsed, 0) };
}

/** JSON can write numbers that no double holds: 1e999 is read as Infinity. */
function finite(value: number): Value {
  if (Number.isFinite(value)) return value;
  return { $: 'number', value: value > 0 ? 'Infinity' : '-Infinity' };
}
