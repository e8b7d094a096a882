import { Binary, Decimal128, Double, Int32, isDoc, Long, MaxKey, MinKey, ObjectId, PRINTED, put, Timestamp, UUID } from './types.ts';

// Extended JSON: https://www.mongodb.com/docs/manual/reference/mongodb-extended-json/

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** How much is written before the rest is left out: what an answer may have, and more. */
const NODES = 2_000_000;
const DEPTH = 200;

class Writer {
  #nodes = 0;
  readonly #exact: boolean;
  readonly #around = new Set<object>();

  constructor(exact: boolean) {
    this.#exact = exact;
  }

  write(value: unknown): Json {
    this.#nodes += 1;
    if (this.#nodes > NODES || this.#around.size > DEPTH) return { $undefined: true };
    switch (typeof value) {
      case 'string': case 'boolean': return value;
      case 'number': return Number.isFinite(value) && !Object.is(value, -0) ? value : { $numberDouble: Object.is(value, -0) ? '-0.0' : String(value) };
      case 'bigint': return { $numberLong: String(value) };
      case 'function': return { $code: `${value.name}` };
      case 'undefined': return { $undefined: true };
      case 'symbol': return { $symbol: value.description ?? '' };
    }
    return value === null ? null : this.#object(value as object);
  }

  #object(value: object): Json {
    if (Array.isArray(value)) return this.#within(value, () => Array.from(value as unknown[], (item) => this.write(item)));
    if (value instanceof ObjectId) return { $oid: value.hex };
    if (value instanceof Date) return dateJson(value);
    if (value instanceof Long) return !this.#exact && Number.isSafeInteger(Number(value.value)) ? Number(value.value) : { $numberLong: `${value.value}` };
    if (value instanceof Decimal128) return { $numberDecimal: value.text };
    if (value instanceof Int32 || value instanceof Double) return this.write(value.value);
    if (value instanceof RegExp) return { $regularExpression: { pattern: value.source, options: value.flags } };
    if (value instanceof UUID) return { $uuid: value.text };
    if (value instanceof Binary) return { $binary: { base64: value.base64, subType: value.sub_type.toString(16).padStart(2, '0') } };
    if (value instanceof Timestamp) return { $timestamp: { t: value.t, i: value.i } };
    if (value instanceof MinKey) return { $minKey: 1 };
    if (value instanceof MaxKey) return { $maxKey: 1 };
    if (value instanceof Error) return { error: String(value.message) };
    if (!isDoc(value) && typeof (value as { [PRINTED]?: unknown })[PRINTED] === 'function') return String((value as { [PRINTED](): unknown })[PRINTED]());
    return this.#within(value, () => {
      const written = {};
      for (const key of Object.keys(value)) {
        const held = (value as Record<string, unknown>)[key];
        if (held !== undefined && typeof held !== 'function') put(written, key, this.write(held));
      }
      return written;
    });
  }

  #within(container: object, write: () => Json): Json {
    if (this.#around.has(container)) return { $undefined: true };
    this.#around.add(container);
    const written = write();
    this.#around.delete(container);
    return written;
  }
}

function dateJson(date: Date): Json {
  const time = date.getTime();
  if (Number.isNaN(time)) return { $date: { $numberLong: '-9223372036854775808' } };
  const year = date.getUTCFullYear();
  return { $date: year >= 1970 && year <= 9999 ? date.toISOString().replace('.000Z', 'Z') : { $numberLong: `${time}` } };
}

/** Relaxed: numbers as numbers wherever that loses nothing. */
export function toJson(value: unknown): Json {
  return new Writer(false).write(value);
}

/** Nothing is lost: `fromJson` gives an equal value of the same type. */
export function toExactJson(value: unknown): Json {
  return new Writer(true).write(value);
}

export function fromJson(json: unknown): unknown {
  if (typeof json !== 'object' || json === null) return json;
  if (Array.isArray(json)) return json.map(fromJson);
  const keys = Object.keys(json);
  const found = keys.length === 1 && keys[0]!.startsWith('$') ? fromTag(keys[0]!, (json as Record<string, unknown>)[keys[0]!]) : undefined;
  if (found !== undefined) return found;
  const value = {};
  for (const key of keys) put(value, key, fromJson((json as Record<string, unknown>)[key]));
  return value;
}

function fromTag(tag: string, held: unknown): unknown {
  const parts = (typeof held === 'object' && held !== null ? held : {}) as Record<string, unknown>;
  switch (tag) {
    case '$oid': return new ObjectId(String(held));
    case '$date': return typeof held === 'object' ? new Date(Number(parts.$numberLong)) : new Date(held as string | number);
    case '$numberInt': case '$numberDouble': return Number(held);
    case '$numberLong': return new Long(String(held));
    case '$numberDecimal': return new Decimal128(String(held));
    case '$regularExpression': return new RegExp(String(parts.pattern), String(parts.options ?? ''));
    case '$uuid': return new UUID(String(held));
    case '$binary': return new Binary(String(parts.base64), parseInt(String(parts.subType), 16));
    case '$timestamp': return new Timestamp({ t: Number(parts.t), i: Number(parts.i) });
    case '$minKey': return new MinKey();
    case '$maxKey': return new MaxKey();
    default: return undefined;
  }
}
