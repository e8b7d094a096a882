import { inspect } from './formatter.ts';
import { defineProperty, NativePromise, numberOf } from './primordials.ts';

/** Under this name a class says how console.log shows its objects, as in Node: https://nodejs.org/api/util.html#utilinspectcustom. */
export const PRINTED: unique symbol = Symbol.for('nodejs.util.inspect.custom');

/** What the formatter hands over besides the depth that is left. */
export interface Format { depth?: number | null; breakLength?: number }

/**
 * `Headers { a: '1' }`: the class's name and `fields`, which live in private places that the formatter cannot see. Where they
 * are not there (a prototype), the object itself is handed back, which the formatter shows without them.
 */
export function printFields(self: object, name: string, format: Format, fields: () => object): unknown {
  let shown: object;
  try {
    shown = fields();
  } catch {
    return self;
  }
  return `${name} ${inspect(shown, format)}`;
}

/** `URLSearchParams { 'a' => '1' }`. */
export function printPairs(self: object, name: string, left: number | null, format: Format, pairs: () => Iterable<[string, unknown]>): unknown {
  if (left !== null && left < 0) return '[Object]';
  const shown: string[] = [];
  try {
    for (const [key, value] of pairs()) shown.push(`${inspect(key)} => ${inspect(value)}`);
  } catch {
    return self;
  }
  if (shown.length === 0) return `${name} {}`;
  const width = shown.reduce((sum, text) => sum + text.length + 2, -2);
  return width > numberOf(format.breakLength ?? 80) ? `${name} {\n  ${shown.join(',\n  ')} }` : `${name} { ${shown.join(', ')} }`;
}

/** Several values under one name become a list. */
export function byName(pairs: Iterable<[string, unknown]>): Record<string, unknown> {
  const all = new Map<string, unknown[]>();
  for (const [name, value] of pairs) all.set(name, [...all.get(name) ?? [], value]);
  const shown: Record<string, unknown> = {};
  for (const [name, values] of all) defineProperty(shown, name, { value: values.length === 1 ? values[0] : values, enumerable: true });
  return shown;
}

/** The state of a promise cannot be seen from inside an isolate, and the formatter would call every one of them pending. */
export function hidePromiseStates(): void {
  const print = function (this: unknown): string {
    let name = 'Promise';
    try {
      name = `${(this as { constructor: { name: string } }).constructor.name}`;
    } catch { /* then it is shown as what it behaves like */ }
    return `${name} { … }`;
  };
  defineProperty(NativePromise.prototype, PRINTED, { value: print, writable: true, configurable: true, enumerable: false });
}
