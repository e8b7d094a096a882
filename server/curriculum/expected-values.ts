import { isMap, isScalar, isSeq } from 'yaml';
import type { Node, Scalar, YAMLMap } from 'yaml';
import type { Expected, Matcher, ValueType, Value } from '../contract/value.ts';
import { VALUE_DEPTH, VALUE_NODES, valueTypes } from '../contract/value.ts';
import { editDistance, suggest } from './nearest.ts';
import type { YamlSource } from './yaml-source.ts';
import { entriesOf, valueTags } from './yaml-source.ts';

/** Thrown inside this file only, after the problem was noted: the value as a whole cannot be read. */
class Unreadable extends Error {}

/**
 * `literal`: no matchers, maps are plain objects. `expected`: matchers may stand anywhere.
 * `json` variants refuse what JSON cannot hold.
 */
interface Reading { matchers: boolean; json: boolean }

export const matcherNames = ['matches', 'contains', 'oneOf', 'anyOrder', 'type', 'equals'] as const;

/** An argument as the program receives it; undefined after the problem was noted. */
export function readValue(source: YamlSource, node: Node | undefined): Value | undefined {
  // Without matchers nothing but plain values can come out.
  return read(source, node, { matchers: false, json: false }) as Value | undefined;
}

/** An expected value, in which matchers may stand anywhere; undefined after the problem was noted. */
export function readExpected(source: YamlSource, node: Node | undefined): Expected | undefined {
  return read(source, node, { matchers: true, json: false });
}

/** What a JSON answer should hold: as readExpected, but only with what JSON can express. */
export function readExpectedJson(source: YamlSource, node: Node | undefined): Expected | undefined {
  return read(source, node, { matchers: true, json: true });
}

/** The text of a JSON body; undefined after the problem was noted. */
export function readJsonText(source: YamlSource, node: Node | undefined): string | undefined {
  const value = read(source, node, { matchers: false, json: true });
  return value === undefined ? undefined : JSON.stringify(plainJson(value as Value));
}

/** An expected text or number: a scalar or a matcher, never a list or an object. */
export function readExpectedText(source: YamlSource, node: Node | undefined): Expected | undefined {
  if (isScalar(node) && !node.tag && typeof node.value !== 'string') {
    if (node.value !== null) return node.source ?? String(node.value);
    source.problemAt(node, 'the text expected here is empty', 'write it, or `""` for no text at all');
    return undefined;
  }
  if (isMap(node) && !isMatcherMap(source, node, 'a text is expected here, not a map')) return undefined;
  const expected = readExpected(source, node);
  if (expected === undefined || typeof expected === 'string' || isMatcher(expected)) return expected;
  source.problemAt(node ?? 0, `a text is expected here, not ${node ? source.excerpt(node) : 'nothing'}`, 'write a text, or a matcher such as `{ contains: … }`');
  return undefined;
}

/** An expected status as a matcher; anything else that a map can be is refused, because no status is an object. */
export function readExpectedStatus(source: YamlSource, node: YAMLMap): Expected | undefined {
  if (!isMatcherMap(source, node, 'a status is a number, not a map')) return undefined;
  const expected = readExpected(source, node);
  if (expected === undefined || typeof expected === 'number' || isMatcher(expected)) return expected;
  source.problemAt(node, 'a status is a number, and nothing else can equal it', 'write a status from 100 to 599, or a matcher such as `{ oneOf: [200, 204] }`');
  return undefined;
}

/** Whether a map, where no object can be meant, is a matcher; if not, the problem is noted. */
function isMatcherMap(source: YamlSource, node: YAMLMap, notAMap: string): boolean {
  const [entry, more] = entriesOf(node);
  const key = source.follow(entry?.key);
  const name = isScalar(key) && !more ? String(key.value) : undefined;
  if (name === undefined || !key) source.problemAt(node, notAMap, 'write it as it is, or as a matcher, a map with one key such as `{ matches: "…" }`');
  else if (!(matcherNames as readonly string[]).includes(name)) source.problemAt(key, `\`${name.slice(0, 60)}\` is not a matcher, and ${notAMap}`, suggest(name, matcherNames));
  else return true;
  return false;
}

export function isMatcher(expected: Expected): expected is Matcher {
  return typeof expected === 'object' && expected !== null && !Array.isArray(expected) && (matcherNames as readonly string[]).includes(expected.$);
}

function read(source: YamlSource, node: Node | undefined, reading: Reading): Expected | undefined {
  if (!node) return undefined;
  // `returns:` with nothing after it may mean null, or that the author was called away.
  if (isScalar(node) && node.value === null && !node.source && !node.tag) {
    source.problemAt(node, 'nothing stands here', reading.json ? 'write the value, or `null`' : 'write the value; for none, write `null` or `!undefined`');
    return undefined;
  }
  try {
    return new ValueReader(source, reading).value(node, 0);
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

class ValueReader {
  private nodes = 0;
  private readonly source: YamlSource;
  private readonly reading: Reading;

  constructor(source: YamlSource, reading: Reading) {
    this.source = source;
    this.reading = reading;
  }

  value(given: unknown, depth: number, matchers = this.reading.matchers): Expected {
    if (given === null) return null;
    const node = this.source.follow(given);
    if (!node) throw this.unreadable(this.source.document.contents ?? 0, 'an alias here names no anchor', 'write the value out, or put a text that begins with `*` in quotes');
    // The nodes also bound what an anchor that contains its own alias would unfold to.
    if (depth > VALUE_DEPTH || ++this.nodes > VALUE_NODES) throw this.unreadable(node, 'this value is too deep or too large', `keep it under ${VALUE_DEPTH} levels and ${VALUE_NODES} parts`);
    const tag = (node as { tag?: string }).tag;
    if (tag && (valueTags as readonly string[]).includes(tag)) return this.tagged(tag as (typeof valueTags)[number], node, depth, matchers);
    if (isScalar(node)) return this.scalar(node);
    if (isSeq(node)) return node.items.map((item) => this.value(item, depth + 1, matchers));
    if (isMap(node)) return (matchers && this.matcher(node, depth)) || this.object(node, depth, matchers);
    throw this.unreadable(node, 'this is not a value', 'write a scalar, a list or a map');
  }

  private scalar(node: Scalar): Expected {
    const value = node.value;
    if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
    if (typeof value !== 'number') throw this.unreadable(node, `${this.source.excerpt(node)} is not a value`, 'put it in quotes if it is a text');
    if (Number.isInteger(value) && !Number.isSafeInteger(value) && /^[-+]?\d+$/.test(node.source ?? '')) {
      throw this.unreadable(node, `\`${node.source}\` is too large for a number to hold exactly`, 'write `!bigint` before it, or put it in quotes if it is a text');
    }
    if (Number.isFinite(value) && !Object.is(value, -0)) return value;
    if (this.reading.json) throw this.unreadable(node, `JSON cannot hold \`${node.source}\``, 'write null or a finite number');
    return { $: 'number', value: (Object.is(value, -0) ? '-0' : String(value)) as 'NaN' | '-0' | 'Infinity' | '-Infinity' };
  }

  private object(node: YAMLMap, depth: number, matchers: boolean): Expected {
    return {
      $: 'object',
      entries: entriesOf(node).map(({ key: given, value }) => {
        const key = this.source.follow(given);
        if (!isScalar(key)) throw this.unreadable(key ?? node, 'a key of an object is a text', 'write a text, or tag the whole with `!map`');
        return [typeof key.value === 'string' ? key.value : (key.source ?? String(key.value)), this.value(value, depth + 1, matchers)];
      }),
    };
  }

  private tagged(tag: (typeof valueTags)[number], node: Node, depth: number, matchers: boolean): Expected {
    if (this.reading.json) throw this.unreadable(node, `JSON cannot hold \`${tag}\``, 'write what the JSON text really says');
    const text = isScalar(node) ? String(node.source ?? node.value ?? '').trim() : undefined;
    switch (tag) {
      case '!undefined':
        if (text === '') return { $: 'undefined' };
        throw this.unreadable(node, '`!undefined` stands alone', 'write nothing after it');
      case '!bigint':
        if (text !== undefined && /^-?\d+$/.test(text)) return { $: 'bigint', value: String(BigInt(text)) };
        throw this.unreadable(node, '`!bigint` needs a whole number', 'write it as `!bigint 12`');
      case '!date': {
        const date = new Date(text ?? '');
        // A date with a time but no zone would mean another instant on every machine.
        if (text && !Number.isNaN(date.getTime()) && (!text.includes(':') || /(Z|[+-]\d\d:?\d\d)$/.test(text))) return { $: 'date', value: date.toISOString() };
        throw this.unreadable(node, `\`!date\` needs an ISO 8601 date${text?.includes(':') ? ' with its zone' : ''}`, 'write it as `!date 2026-01-01T00:00:00Z`');
      }
      case '!set':
        if (isSeq(node)) return { $: 'set', items: node.items.map((item) => this.value(item, depth + 1, matchers)) };
        throw this.unreadable(node, '`!set` needs a list', 'write it as `!set [1, 2]`');
      case '!map':
        return { $: 'map', entries: this.pairs(node).map(([key, value]) => [this.value(key, depth + 1, matchers), this.value(value, depth + 1, matchers)]) };
    }
  }

  private pairs(node: Node): [unknown, unknown][] {
    if (isMap(node)) return entriesOf(node).map(({ key, value }) => [key, value]);
    const wrong = () => this.unreadable(node, '`!map` needs a mapping or a list of pairs', 'write it as `!map { a: 1 }` or `!map [[1, one], [2, two]]`');
    if (!isSeq(node)) throw wrong();
    return node.items.map((item) => {
      const pair = this.source.follow(item);
      if (!isSeq(pair) || pair.items.length !== 2) throw wrong();
      return [pair.items[0], pair.items[1]];
    });
  }

  /** The matcher that a one-key map is, or undefined when it is an ordinary object. */
  private matcher(node: YAMLMap, depth: number): Expected | undefined {
    const [entry, more] = entriesOf(node);
    const key = this.source.follow(entry?.key);
    if (!entry || more || !isScalar(key)) return undefined;
    const name = matcherNames.find((candidate) => candidate === key.value);
    const given = this.source.follow(entry.value) ?? key;
    if (!name) {
      const written = String(key.value);
      const meant = matcherNames.find((candidate) => mayMean(written, candidate, given));
      if (meant === undefined) return undefined;
      throw this.unreadable(key, `\`${written}\` is not a matcher`, `did you mean \`${meant}\`? For an object that has the key \`${written}\`, write \`{ equals: { ${written}: … } }\``);
    }
    const list = (): Expected[] => {
      if (isSeq(given) && given.items.length > 0) return given.items.map((item) => this.value(item, depth + 1));
      throw this.unreadable(given, `\`${name}\` needs a list of at least one value`, `write it as \`{ ${name}: [1, 2] }\`; for an object that has the key \`${name}\`, write \`{ equals: { ${name}: … } }\``);
    };
    switch (name) {
      case 'equals': return this.value(given, depth + 1, false);
      case 'contains': return { $: 'contains', value: this.value(given, depth + 1) };
      case 'oneOf': return { $: 'oneOf', values: list() };
      case 'anyOrder': return { $: 'anyOrder', values: isSeq(given) && given.items.length === 0 ? [] : list() };
      case 'matches': return { $: 'matches', pattern: this.pattern(given) };
      case 'type': return { $: 'type', type: this.type(given) };
    }
  }

  private pattern(node: Node): string {
    const pattern = isScalar(node) ? node.value : undefined;
    if (typeof pattern !== 'string') throw this.unreadable(node, '`matches` needs a regular expression in quotes', 'write it as `{ matches: "^[0-9]+$" }`');
    // As the judge reads it: with the `u` flag where the pattern allows that.
    const errors = ['u', ''].map((flags) => errorOfPattern(pattern, flags));
    if (errors.includes(undefined)) return pattern;
    throw this.unreadable(node, `this is not a regular expression: ${errors.at(-1)}`, 'look at its brackets, and double every backslash inside double quotes');
  }

  private type(node: Node): ValueType {
    const name = isScalar(node) ? String(node.source ?? node.value) : '';
    const type = valueTypes.find((candidate) => candidate === name);
    if (type) return type;
    throw this.unreadable(node, `\`${name}\` is not a type`, `${suggest(name, valueTypes)}; for an object that has the key \`type\`, write \`{ equals: { type: … } }\``);
  }

  private unreadable(place: Node | number, what: string, remedy: string): Unreadable {
    this.source.problemAt(place, what, remedy);
    return new Unreadable(what);
  }
}

/**
 * Whether a key is a slip for a matcher's name. Short names have ordinary words as neighbours (`time`, `one`), so the value
 * has to be one that the matcher could take.
 */
function mayMean(written: string, name: (typeof matcherNames)[number], given: Node): boolean {
  if (written.length > name.length + 2 || editDistance(written.toLowerCase(), name.toLowerCase()) > 2) return false;
  if (name === 'type') return isScalar(given) && (valueTypes as readonly string[]).includes(String(given.source ?? given.value));
  return name === 'oneOf' || name === 'anyOrder' ? isSeq(given) : name !== 'matches' || (isScalar(given) && typeof given.value === 'string');
}

/** A JSON value out of our own notation; only what `json` readings let through arrives here. */
function plainJson(value: Value): unknown {
  if (Array.isArray(value)) return value.map(plainJson);
  if (typeof value !== 'object' || value === null) return value;
  // fromEntries defines own properties, so `__proto__` is an ordinary key.
  return value.$ === 'object' ? Object.fromEntries(value.entries.map(([key, entry]) => [key, plainJson(entry)])) : null;
}

function errorOfPattern(pattern: string, flags: string): string | undefined {
  try {
    RegExp(pattern, flags);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
