import { bytesOf, isError } from './encode.ts';
import {
  accepts, dateGetTime, defineProperty, getOwnPropertyDescriptor, getPrototypeOf, isArray, mapForEach, mapGet, mapSet, mapSize, NativeArrayBuffer, NativeError, NativeMap,
  NativeSet, objectKeys, regexpFlags, regexpSource, setAdd, setForEach, setSize, stringOf, typedArrayTag,
} from './primordials.ts';

/** https://html.spec.whatwg.org/multipage/structured-data.html, for what a program in here can hold. */
export function structuredClone<T>(root: T): T {
  const seen = new NativeMap<object, object>();
  return clone(root) as T;

  function clone(value: unknown): unknown {
    if (typeof value === 'function' || typeof value === 'symbol') throw cannot(stringOf(value));
    if (typeof value !== 'object' || value === null) return value;
    const known = mapGet(seen, value);
    if (known) return known;
    return container(value);
  }

  function keep<C extends object>(value: object, copy: C): C {
    mapSet(seen, value, copy);
    return copy;
  }

  function container(value: object): object {
    if (accepts(dateGetTime, value)) return keep(value, new Date(dateGetTime(value as Date)));
    if (accepts(mapSize, value)) {
      const copy = keep(value, new NativeMap());
      mapForEach(value as Map<unknown, unknown>, (item, key) => void mapSet(copy, clone(key), clone(item)));
      return copy;
    }
    if (accepts(setSize, value)) {
      const copy = keep(value, new NativeSet());
      setForEach(value as Set<unknown>, (item) => void setAdd(copy, clone(item)));
      return copy;
    }
    if (value instanceof RegExp) return keep(value, new RegExp(regexpSource(value), regexpFlags(value)));
    const bytes = bytesOf(value);
    if (bytes) return keep(value, view(value, bytes));
    if (value instanceof Promise || value instanceof WeakMap || value instanceof WeakSet || value instanceof WeakRef) throw cannot(`#<${value.constructor.name}>`);
    if (isError(value)) return error(value as Error);
    if (isArray(value)) {
      const copy: unknown[] = keep(value, []);
      copy.length = (value as unknown[]).length;
      entries(value, copy);
      return copy;
    }
    const copy = keep(value, {});
    entries(value, copy);
    return copy;
  }

  function entries(value: object, copy: object): void {
    const keys = objectKeys(value);
    for (let index = 0; index < keys.length; index += 1) {
      const key = keys[index]!;
      defineProperty(copy, key, { value: clone((value as Record<string, unknown>)[key]), writable: true, enumerable: true, configurable: true });
    }
  }

  function error(value: Error): Error {
    const kinds: Record<string, ErrorConstructor> = { EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };
    const Kind = kinds[value.name] ?? NativeError;
    const copy = keep(value, new Kind(value.message));
    defineProperty(copy, 'stack', { value: value.stack, writable: true, configurable: true, enumerable: false });
    if (getOwnPropertyDescriptor(value, 'cause')) defineProperty(copy, 'cause', { value: clone(value.cause), writable: true, configurable: true, enumerable: false });
    return copy;
  }
}

function view(value: object, bytes: Uint8Array): object {
  if (value instanceof NativeArrayBuffer) return bytes.buffer;
  if (typedArrayTag(value) === undefined) return new DataView(bytes.buffer);
  const Kind = (getPrototypeOf(value) as { constructor: new (buffer: ArrayBufferLike) => object }).constructor;
  return new Kind(bytes.buffer);
}

function cannot(what: string): Error {
  return defineProperty(new NativeError(`${what} could not be cloned.`), 'name', { value: 'DataCloneError', configurable: true, writable: true });
}
