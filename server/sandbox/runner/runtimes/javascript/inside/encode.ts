import { VALUE_DEPTH, VALUE_NODES } from '../../../../../contract/value.ts';
import { toBase64 } from './base64.ts';
import {
  accepts, append, arrayBufferByteLength, arrayBufferSlice, bigintToString, booleanValueOf, dataViewBuffer, dataViewByteLength,
  dataViewByteOffset, dateGetTime, dateToISOString, functionToString, getOwnPropertyDescriptor, getPrototypeOf, isArray, jsonStringify, mapForEach,
  mapSize, NativeUint8Array, numberIsFinite, numberValueOf, objectIs, ownKeys, regexpFlags, regexpSource, setForEach, setSize,
  stringStartsWith, stringValueOf, symbolToString, typedArrayBuffer, typedArrayByteLength, typedArrayByteOffset, typedArrayTag,
} from './primordials.ts';

/** Characters of JSON that one value may take; what comes after is written as truncated. */
const VALUE_CHARACTERS = 2 * 1024 * 1024;

const TRUNCATED = '{"$":"truncated"}';

const plainObject = Object.prototype;

/**
 * Writes a value as the JSON text of contract/value.ts. Text is built here, not by JSON.stringify, which would call
 * `toJSON`; getters are called, as any reader would, and one that throws leaves `undefined`.
 */
export function encodeValue(root: unknown): string {
  let nodes = 0;
  let characters = 0;
  const open: object[] = [];

  function text(value: string): string {
    characters += value.length;
    return characters > VALUE_CHARACTERS ? TRUNCATED : jsonStringify(value);
  }

  function encode(value: unknown): string {
    nodes += 1;
    characters += 2;
    if (nodes > VALUE_NODES || characters > VALUE_CHARACTERS) return TRUNCATED;
    switch (typeof value) {
      case 'string': return text(value);
      case 'boolean': return value ? 'true' : 'false';
      case 'undefined': return '{"$":"undefined"}';
      case 'number':
        if (objectIs(value, -0)) return '{"$":"number","value":"-0"}';
        return numberIsFinite(value) ? `${value}` : `{"$":"number","value":"${value}"}`;
      case 'bigint': return `{"$":"bigint","value":${text(bigintToString(value))}}`;
      case 'symbol': return `{"$":"symbol","value":${text(symbolToString(value))}}`;
      case 'function': return `{"$":"function","name":${text(functionName(value))}}`;
    }
    return value === null ? 'null' : container(value as object);
  }

  function container(value: object): string {
    for (let index = open.length - 1; index >= 0; index -= 1) {
      if (open[index] === value) return `{"$":"cycle","up":${open.length - index}}`;
    }
    if (open.length >= VALUE_DEPTH) return TRUNCATED;
    append(open, value);
    try {
      return shape(value);
    } catch {
      return TRUNCATED; // a Proxy whose traps throw
    } finally {
      open.length -= 1;
    }
  }

  function shape(value: object): string {
    if (isArray(value)) return list(value.length, (index) => read(value, index));
    if (accepts(dateGetTime, value)) {
      const time = dateGetTime(value as Date);
      return time === time ? `{"$":"date","value":"${dateToISOString(value as Date)}"}` : '{"$":"date","value":"Invalid Date"}';
    }
    if (accepts(mapSize, value)) return mapText(value as Map<unknown, unknown>);
    if (accepts(setSize, value)) return setText(value as Set<unknown>);
    const bytes = bytesOf(value);
    if (bytes) {
      characters += bytes.length * 1.4;
      return characters > VALUE_CHARACTERS ? TRUNCATED : `{"$":"bytes","base64":"${toBase64(bytes)}"}`;
    }
    if (accepts(regexpSource, value) && value !== RegExp.prototype) {
      return `{"$":"regexp","value":${text(`/${regexpSource(value as RegExp)}/${regexpFlags(value as RegExp)}`)}}`;
    }
    if (isError(value)) {
      return `{"$":"error","name":${text(readText(value, 'name', 'Error'))},"message":${text(readText(value, 'message', ''))}}`;
    }
    if (accepts(numberValueOf, value)) return encode(numberValueOf(value as unknown as number));
    if (accepts(stringValueOf, value)) return encode(stringValueOf(value as unknown as string));
    if (accepts(booleanValueOf, value)) return encode(booleanValueOf(value as unknown as boolean));
    return objectText(value);
  }

  function list(length: number, item: (index: number) => unknown): string {
    let out = '[';
    for (let index = 0; index < length; index += 1) {
      if (index > 0) out += ',';
      const entry = encode(item(index));
      out += entry;
      if (entry === TRUNCATED && (nodes > VALUE_NODES || characters > VALUE_CHARACTERS)) break;
    }
    return `${out}]`;
  }

  function mapText(map: Map<unknown, unknown>): string {
    let out = '';
    mapForEach(map, (item, key) => {
      if (nodes <= VALUE_NODES && characters <= VALUE_CHARACTERS) out += `${out && ','}[${encode(key)},${encode(item)}]`;
    });
    return `{"$":"map","entries":[${out}]}`;
  }

  function setText(set: Set<unknown>): string {
    let out = '';
    setForEach(set, (item) => {
      if (nodes <= VALUE_NODES && characters <= VALUE_CHARACTERS) out += `${out && ','}${encode(item)}`;
    });
    return `{"$":"set","items":[${out}]}`;
  }

  function objectText(value: object): string {
    const keys = ownKeys(value);
    let out = '';
    for (let index = 0; index < keys.length; index += 1) {
      const key = keys[index];
      if (typeof key !== 'string' || !getOwnPropertyDescriptor(value, key)?.enumerable) continue;
      if (nodes > VALUE_NODES || characters > VALUE_CHARACTERS) return TRUNCATED;
      out += `${out && ','}[${text(key)},${encode(read(value, key))}]`;
    }
    const name = className(value);
    return `{"$":"object","entries":[${out}]${name ? `,"class":${text(name)}` : ''}}`;
  }

  return encode(root);
}

function read(value: object, key: PropertyKey): unknown {
  try {
    return (value as Record<PropertyKey, unknown>)[key];
  } catch {
    return undefined;
  }
}

function readText(value: object, key: string, otherwise: string): string {
  const found = read(value, key);
  return typeof found === 'string' ? found : otherwise;
}

/** The name of the class an object was made by; undefined for plain objects and ones without a prototype. */
export function className(value: object): string | undefined {
  const prototype = getPrototypeOf(value) as object | null;
  if (prototype === null || prototype === plainObject) return undefined;
  const constructor = read(prototype, 'constructor');
  if (typeof constructor !== 'function') return undefined;
  const name = functionName(constructor);
  return name === '' || name === 'Object' ? undefined : name;
}

export function functionName(value: unknown): string {
  const name = read(value as object, 'name');
  if (typeof name === 'string') return name;
  try {
    return stringStartsWith(functionToString(value as () => void), 'class ') ? 'class' : '';
  } catch {
    return '';
  }
}

/** An error is whatever inherits from Error.prototype of this realm, whatever its `instanceof` says. */
export function isError(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  try {
    let prototype = getPrototypeOf(value) as object | null;
    for (let steps = 0; prototype !== null && steps < 1000; steps += 1) {
      if (prototype === errorPrototype) return true;
      prototype = getPrototypeOf(prototype) as object | null;
    }
  } catch {
    return false;
  }
  return false;
}
const errorPrototype = Error.prototype;

/** The bytes of an ArrayBuffer or of a view on one, as a copy; undefined for anything else. */
export function bytesOf(value: unknown): Uint8Array | undefined {
  if (accepts(arrayBufferByteLength, value)) return new NativeUint8Array(arrayBufferSlice(value as ArrayBuffer, 0));
  if (accepts(dataViewByteLength, value)) {
    const view = value as DataView;
    const start = dataViewByteOffset(view);
    return new NativeUint8Array(arrayBufferSlice(dataViewBuffer(view), start, start + dataViewByteLength(view)));
  }
  if (typedArrayTag(value) !== undefined) {
    const view = value as ArrayBufferView;
    const start = typedArrayByteOffset(view);
    return new NativeUint8Array(arrayBufferSlice(typedArrayBuffer(view), start, start + typedArrayByteLength(view)));
  }
  return undefined;
}
