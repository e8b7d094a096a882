/** What a command may be given: lists and objects stand for their items, and for their keys and values in turn. */
export type Argument = string | number | bigint | boolean | Date | Argument[] | Map<string, Argument> | { [key: string]: Argument };

/** The words of a command, as Redis gets them. Throws a TypeError for what is no value. */
export function wordsOf(name: string, given: readonly unknown[]): string[] {
  return [name, ...given.flatMap((value) => wordsIn(name, value))];
}

function wordsIn(name: string, value: unknown): string[] {
  if (value === undefined || value === null) throw new TypeError(`An argument of ${name} is ${value}. Redis keeps texts only: look at where the value comes from.`);
  if (Array.isArray(value)) return value.flatMap((item) => wordsIn(name, item));
  if (value instanceof Map) return [...value].flatMap((pair) => wordsIn(name, pair));
  if (value instanceof Date) return [value.toISOString()];
  if (typeof value === 'object') return Object.entries(value).flatMap((pair) => wordsIn(name, pair));
  if (typeof value === 'function' || typeof value === 'symbol') throw new TypeError(`An argument of ${name} is a ${typeof value}. Redis keeps texts only.`);
  return [String(value)];
}
