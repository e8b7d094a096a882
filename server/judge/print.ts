import { VALUE_DEPTH } from '../contract/value.ts';
import type { Expected, ValueType } from '../contract/value.ts';
import { type Notation, notationOf } from './notation.ts';

// Values and expectations as a learner reads them: in the notation of a language, matchers in words. What is printed may come
// from a hostile program, so every length, width and depth is bounded, and whatever is left out is said to be.

interface Bounds { width: number; characters: number; items: number; depth: number; nodes: number }

/** For the details of a test: several lines, indented. */
const full: Bounds = { width: 72, characters: 1_000, items: 50, depth: 12, nodes: 400 };
/** For a sentence: one line. */
const short: Bounds = { width: Infinity, characters: 80, items: 8, depth: 3, nodes: 24 };

/** A value or an expectation over as many lines as it takes, at most a few thousand characters. Never throws. */
export function printValue(value: unknown, notation?: Notation): string {
  return new Printer(full, notation).print(value, 0);
}

/** The same on one line of at most about 100 characters, for a place within a sentence. */
export function printShort(value: unknown, notation?: Notation): string {
  const text = new Printer(short, notation).print(value, 0);
  return text.length <= 120 ? text : `${cut(text, 100)}…`;
}

/** `text` in quotes, with what was left out said behind them. */
export function quote(text: string, characters = short.characters): string {
  if (text.length <= characters) return JSON.stringify(text);
  const kept = cut(text, characters);
  return `${JSON.stringify(kept)}… (${count(text.length - kept.length, 'more character')})`;
}

/** The beginning of `text`, with what was left out said at the end. */
export function clip(text: string, characters: number): string {
  if (text.length <= characters) return text;
  const kept = cut(text, characters);
  return `${kept}… (${count(text.length - kept.length, 'more character')})`;
}

/** `1 test`, `2 tests`, `1,000 tests`. */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${number === 1 ? noun : noun.replace(/(?<=[^aeiou])y$/, 'ie') + 's'}`;
}

/** An index that does not split a surrogate pair. */
function cut(text: string, end: number): string {
  const last = text.charCodeAt(end - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? end - 1 : end);
}

class Printer {
  readonly #bounds: Bounds;
  readonly #notation: Notation;
  #nodes: number;

  constructor(bounds: Bounds, notation = notationOf(undefined)) {
    this.#notation = notation;
    this.#bounds = bounds;
    this.#nodes = bounds.nodes;
  }

  print(value: unknown, depth: number): string {
    this.#nodes -= 1;
    if (this.#nodes < 0 || depth > this.#bounds.depth || depth > VALUE_DEPTH) return '…';
    if (value === null) return this.#notation.null;
    if (typeof value === 'boolean') return this.#notation[value ? 'true' : 'false'];
    if (typeof value === 'number') return this.#number(Object.is(value, -0) ? '-0' : String(value));
    if (typeof value === 'string') return this.#quote(value);
    if (Array.isArray(value)) return this.#list('[', value, ']', depth, (item) => this.print(item, depth + 1));
    if (typeof value === 'object' && typeof (value as { $?: unknown }).$ === 'string') return this.#tagged(value as Record<string, unknown>, depth);
    return '(a value that cannot be read)';
  }

  #tagged(value: Record<string, unknown>, depth: number): string {
    const text = (field: string) => clip(String(stringIn(value, field)), this.#bounds.characters);
    switch (value.$) {
      case 'undefined': return this.#notation.undefined;
      case 'empty': return '[]';
      case 'number': return this.#number(text('value'));
      case 'bigint': return this.#notation.bigint(text('value'));
      case 'date': return stringIn(value, 'value') === 'Invalid Date' ? 'Invalid Date' : `Date ${text('value')}`;
      case 'object': return this.#object(value, depth);
      case 'map': return this.#map(value, depth);
      case 'set': return this.#set(listIn(value, 'items'), depth);
      case 'bytes': return this.#bytes(stringIn(value, 'base64'));
      case 'regexp': return text('value');
      case 'function': return value.name === '' ? 'a function' : `function ${text('name')}`;
      case 'symbol': return text('value');
      case 'error': return `${text('name')}: ${text('message')}`;
      case 'cycle': return value.up === 1 ? '(itself)' : '(a value around it)';
      case 'truncated': return '(too large to show)';
      default: return this.#matcher(value, depth);
    }
  }

  #matcher(value: Record<string, unknown>, depth: number): string {
    switch (value.$) {
      case 'matches': return `a text matching /${clip(stringIn(value, 'pattern'), this.#bounds.characters)}/`;
      case 'contains': return containsWords(value.value as Expected) + this.print(value.value, depth + 1);
      case 'oneOf': return `one of ${this.#items(listIn(value, 'values'), (item) => this.print(item, depth + 1)).join(', ')}`;
      case 'anyOrder': return `${this.print(value.values, depth)} in any order`;
      case 'type': return this.#notation.types[value.type as ValueType] ?? 'a value of another type';
      default: return '(a value that cannot be read)';
    }
  }

  #object(value: Record<string, unknown>, depth: number): string {
    const { open, between, close, key: written } = this.#notation.object;
    const named = typeof value.class === 'string' && value.class !== '';
    return this.#list(named ? `${clip(String(value.class), 60)} {` : open, listIn(value, 'entries'), named ? '}' : close, depth, (entry) => {
      const [key, held] = Array.isArray(entry) ? entry : [];
      const word = typeof key !== 'string' ? this.print(key, depth) : named && isIdentifier(key) ? key : written(key, this.#quote(key));
      return `${word}${named ? ': ' : between}${this.print(held, depth + 1)}`;
    });
  }

  #map(value: Record<string, unknown>, depth: number): string {
    const { open, between, close } = this.#notation.map;
    return this.#list(open, listIn(value, 'entries'), close, depth, (entry) => {
      const [key, held] = Array.isArray(entry) ? entry : [];
      return `${this.print(key, depth + 1)}${between}${this.print(held, depth + 1)}`;
    });
  }

  #set(items: unknown[], depth: number): string {
    const { open, close, empty } = this.#notation.set;
    return items.length === 0 ? empty : this.#list(open, items, close, depth, (item) => this.print(item, depth + 1));
  }

  #number(written: string): string {
    return this.#notation.numbers[written] ?? written;
  }

  #quote(text: string): string {
    const said = quote(text, this.#bounds.characters);
    return text.length <= this.#bounds.characters ? this.#notation.text(said) : said;
  }

  #bytes(base64: string): string {
    const bytes = Buffer.from(base64, 'base64');
    return this.#list('bytes [', [...bytes.subarray(0, this.#bounds.items + 1)], ']', 0, String, bytes.length);
  }

  #items(items: unknown[], print: (item: unknown) => string, length = items.length): string[] {
    const shown = Math.min(items.length, this.#bounds.items);
    const texts: string[] = [];
    while (texts.length < shown && this.#nodes > 0) texts.push(print(items[texts.length]));
    if (texts.length < length) texts.push(`… ${length - texts.length} more`);
    return texts;
  }

  /** On one line when it fits, else one item per line. */
  #list(open: string, items: unknown[], close: string, depth: number, print: (item: unknown) => string, length = items.length): string {
    if (length === 0) return open + close;
    const texts = this.#items(items, print, length);
    const pad = open.endsWith('[') || this.#notation !== notationOf(undefined) && open === '{' ? '' : ' ';
    const line = `${open}${pad}${texts.join(', ')}${pad}${close}`;
    if (line.length + 2 * depth <= this.#bounds.width && !line.includes('\n')) return line;
    if (this.#bounds.width === Infinity) return line;
    const indent = '  '.repeat(depth + 1);
    return `${open}\n${texts.map((text) => `${indent}${text},\n`).join('')}${'  '.repeat(depth)}${close}`;
  }
}

export function isIdentifier(key: string): boolean {
  return key.length <= 60 && /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key);
}

function containsWords(held: Expected): string {
  if (typeof held === 'string') return 'a text containing ';
  if (held !== null && typeof held === 'object' && '$' in held && held.$ === 'object') return 'an object (or a list with one) containing ';
  return 'something containing ';
}

function stringIn(value: Record<string, unknown>, field: string): string {
  const held = value[field];
  return typeof held === 'string' ? held : '(unreadable)';
}

function listIn(value: Record<string, unknown>, field: string): unknown[] {
  const held = value[field];
  return Array.isArray(held) ? held : [];
}
