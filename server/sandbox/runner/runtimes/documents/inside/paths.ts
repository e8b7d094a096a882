import { isDoc, own } from './types.ts';

// How a dotted path reaches into documents and lists: https://www.mongodb.com/docs/manual/core/document/#dot-notation

/** A number as a path writes it, which is a place in a list. */
export function isIndex(part: string): boolean {
  return /^(?:0|[1-9]\d{0,9})$/.test(part);
}

/**
 * Every value that a condition on `path` is asked about: what is there, and where a list is, its items too. A field that is missing counts
 * as undefined. `whole` gets the value at the end itself, before its items: what asks for lists as such wants only that.
 * @returns true as soon as `visit` does
 */
export function someValue(document: unknown, path: string[], visit: (value: unknown) => boolean, leaf: 'items' | 'whole' = 'items', at = 0): boolean {
  if (at === path.length) {
    if (leaf === 'items' && Array.isArray(document) && document.some((item) => visit(item))) return true;
    return visit(document);
  }
  const part = path[at]!;
  if (isDoc(document)) return someValue(own(document, part), path, visit, leaf, at + 1);
  if (!Array.isArray(document)) return visit(undefined);
  if (isIndex(part) && Number(part) < document.length) {
    const item: unknown = document[Number(part)];
    // A place in a list stands for the item itself; the items of a list within it count only when more follows.
    if (someValue(item, path, visit, leaf, at + 1)) return true;
  }
  return document.some((item) => isDoc(item) && someValue(item, path, visit, leaf, at));
}

/** The value that an index or a sort sees: all of them when lists are on the way. A missing field is undefined. */
export function valuesAt(document: unknown, path: string[]): unknown[] {
  const values: unknown[] = [];
  gather(document, path, 0, values);
  return values;
}

function gather(value: unknown, path: string[], at: number, values: unknown[]): void {
  if (at === path.length) {
    if (Array.isArray(value) && value.length > 0) values.push(...value as unknown[]);
    else values.push(value);
    return;
  }
  const part = path[at]!;
  if (isDoc(value)) return gather(own(value, part), path, at + 1, values);
  if (!Array.isArray(value)) return void values.push(undefined);
  if (isIndex(part) && Number(part) < value.length) return gather(value[Number(part)], path, at + 1, values);
  if (value.length === 0) values.push(undefined);
  for (const item of value) {
    if (isDoc(item)) gather(item, path, at, values);
    else values.push(undefined);
  }
}

/** What an expression reads at a path: lists on the way become lists of what is found in their documents. Undefined when it is missing. */
export function read(value: unknown, path: string[], at = 0): unknown {
  if (at === path.length) return value;
  if (Array.isArray(value)) {
    const found: unknown[] = [];
    for (const item of value) {
      const held = isDoc(item) || Array.isArray(item) ? read(item, path, at) : undefined;
      if (held !== undefined) found.push(held);
    }
    return found;
  }
  return isDoc(value) ? read(own(value, path[at]!), path, at + 1) : undefined;
}
