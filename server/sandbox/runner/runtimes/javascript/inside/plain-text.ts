import { getOwnPropertyDescriptor, getPrototypeOf, hasOwn, isArray, objectIs, ownKeys, regExpTest, stringIncludes, stringOf } from './primordials.ts';

const { prototype: arrayPrototype } = Array;
const { prototype: objectPrototype } = Object;

/** Of longer lists, Node makes columns. */
const MOST_ITEMS = 6;
/** Longer objects may take several lines, and are left to the formatter that knows how. */
const MOST_CHARACTERS = 64;
const IDENTIFIER = /^[a-zA-Z_][a-zA-Z_0-9]*$/;
/** Needs no escape and no other quotes than Node's usual ones. */
const PLAIN = /^[ -&(-[\]-~\u00a1-\ud7ff]*$/;

/**
 * What console.log prints of values that need no more thought: texts, numbers and the like, and lists and objects of them, within
 * one another once, as long as they fit on a line. Undefined for all else. Calls nothing that learner code has made.
 */
export function plainText(values: unknown[]): string | undefined {
  const first = values[0];
  if (values.length > 1 && typeof first === 'string' && stringIncludes(first, '%')) return undefined;
  let text = '';
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index];
    const own = typeof value === 'string' ? value : valueText(value, 0);
    if (own === undefined) return undefined;
    text += index === 0 ? own : ` ${own}`;
  }
  return text;
}

function valueText(value: unknown, depth: number): string | undefined {
  switch (typeof value) {
    case 'string': return value.length <= MOST_CHARACTERS && regExpTest(PLAIN, value) ? `'${value}'` : undefined;
    case 'number': return objectIs(value, -0) ? '-0' : stringOf(value);
    case 'bigint': return `${stringOf(value)}n`;
    case 'boolean': case 'undefined': return stringOf(value);
    case 'object': return value === null ? 'null' : depth > 1 ? undefined : objectText(value, depth + 1);
    default: return undefined;
  }
}

function objectText(value: object, depth: number): string | undefined {
  const isList = isArray(value);
  if (getPrototypeOf(value) !== (isList ? arrayPrototype : objectPrototype)) return undefined;
  if (isList && value.length > MOST_ITEMS) return undefined;
  const keys = ownKeys(value);
  const count = isList ? keys.length - 1 : keys.length; // the last key of a list is its length
  if (isList && count !== value.length) return undefined;
  let text = '';
  for (let index = 0; index < count; index += 1) {
    const key = keys[index]!;
    const property = getOwnPropertyDescriptor(value, key);
    if (typeof key !== 'string' || !property?.enumerable || !hasOwn(property, 'value')) return undefined;
    const shown = valueText(property.value, depth);
    if (shown === undefined) return undefined;
    text += index === 0 ? '' : ', ';
    if (!isList) {
      const name = keyText(key);
      if (name === undefined) return undefined;
      text += `${name}: `;
    }
    text += shown;
    if (text.length > MOST_CHARACTERS) return undefined;
  }
  if (count === 0) return isList ? '[]' : '{}';
  return isList ? `[ ${text} ]` : `{ ${text} }`;
}

function keyText(key: string): string | undefined {
  if (key === '__proto__') return undefined;
  return regExpTest(IDENTIFIER, key) ? key : regExpTest(PLAIN, key) ? `'${key}'` : undefined;
}
