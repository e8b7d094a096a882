/**
 * The built-ins as they were before learner code ran. Learner code may patch every prototype; the harness must then
 * still see what is there, so it calls only what is captured here, and never iterates, spreads or destructures an array.
 */
const { apply: reflectApply, ownKeys: reflectOwnKeys } = Reflect;

/** A method as a function whose first argument is `this`, immune to later changes of prototypes. */
function uncurryThis<T, A extends unknown[], R>(method: (this: T, ...args: A) => R): (self: T, ...args: A) => R {
  return (self, ...args) => reflectApply(method, self, args);
}

function getterOf<T, R>(prototype: object, property: PropertyKey): (self: T) => R {
  const getter = Object.getOwnPropertyDescriptor(prototype, property)?.get;
  if (!getter) throw new TypeError(`no getter ${String(property)}`);
  return (self) => reflectApply(getter, self, []) as R;
}

const typedArrayPrototype = Object.getPrototypeOf(Uint8Array.prototype) as object;

export const apply = reflectApply;
export const ownKeys = reflectOwnKeys;
export const construct = Reflect.construct;
export const deleteProperty = Reflect.deleteProperty;
export const {
  create: objectCreate, defineProperty, freeze, getOwnPropertyDescriptor, getPrototypeOf, setPrototypeOf, is: objectIs, keys: objectKeys,
} = Object;
export const hasOwn = Object.hasOwn;
export const isArray = Array.isArray;
export const jsonStringify = JSON.stringify;
export const jsonParse = JSON.parse;
export const { floor, max, min, trunc } = Math;
export const { isFinite: numberIsFinite, isInteger, isSafeInteger } = Number;
export const numberOf = Number;
export const stringOf = String;
export const now = Date.now;

export const NativeArray = Array;
export const NativeArrayBuffer = ArrayBuffer;
export const NativeError = Error;
export const NativeMap = Map;
export const NativePromise = Promise;
export const NativeProxy = Proxy;
export const NativeRangeError = RangeError;
export const NativeSet = Set;
export const NativeSyntaxError = SyntaxError;
export const NativeTypeError = TypeError;
export const NativeUint8Array = Uint8Array;
export const NativeWeakMap = WeakMap;

export const stringSlice = uncurryThis(String.prototype.slice);
export const stringIndexOf = uncurryThis(String.prototype.indexOf);
export const stringIncludes = uncurryThis(String.prototype.includes);
export const stringStartsWith = uncurryThis(String.prototype.startsWith);
export const stringEndsWith = uncurryThis(String.prototype.endsWith);
export const charCodeAt = uncurryThis(String.prototype.charCodeAt);
export const codePointAt = uncurryThis(String.prototype.codePointAt);
export const toLowerCase = uncurryThis(String.prototype.toLowerCase);
export const toUpperCase = uncurryThis(String.prototype.toUpperCase);
export const stringRepeat = uncurryThis(String.prototype.repeat);
export const stringTrim = uncurryThis(String.prototype.trim);
export const fromCharCode = String.fromCharCode;
export const fromCodePoint = String.fromCodePoint;
export const numberToString = uncurryThis(Number.prototype.toString);
export const bigintToString = uncurryThis(BigInt.prototype.toString);
export const symbolToString = uncurryThis(Symbol.prototype.toString);
export const functionToString = uncurryThis(Function.prototype.toString);
export const regExpTest = uncurryThis(RegExp.prototype.test);
export const regexpSource = getterOf<RegExp, string>(RegExp.prototype, 'source');
export const regexpFlags = getterOf<RegExp, string>(RegExp.prototype, 'flags');
export const dateGetTime = uncurryThis(Date.prototype.getTime);
export const dateToISOString = uncurryThis(Date.prototype.toISOString);
export const numberValueOf = uncurryThis(Number.prototype.valueOf);
export const stringValueOf = uncurryThis(String.prototype.valueOf);
export const booleanValueOf = uncurryThis(Boolean.prototype.valueOf);
export const mapSize = getterOf<Map<unknown, unknown>, number>(Map.prototype, 'size');
export const mapGet = uncurryThis(Map.prototype.get) as <K, V>(map: Map<K, V>, key: K) => V | undefined;
export const mapSet = uncurryThis(Map.prototype.set) as <K, V>(map: Map<K, V>, key: K, value: V) => Map<K, V>;
export const mapHas = uncurryThis(Map.prototype.has) as <K, V>(map: Map<K, V>, key: K) => boolean;
export const mapDelete = uncurryThis(Map.prototype.delete) as <K, V>(map: Map<K, V>, key: K) => boolean;
export const mapForEach = uncurryThis(Map.prototype.forEach) as <K, V>(map: Map<K, V>, visit: (value: V, key: K) => void) => void;
export const setSize = getterOf<Set<unknown>, number>(Set.prototype, 'size');
export const setAdd = uncurryThis(Set.prototype.add) as <T>(set: Set<T>, value: T) => Set<T>;
export const setForEach = uncurryThis(Set.prototype.forEach) as <T>(set: Set<T>, visit: (value: T) => void) => void;
export const weakMapGet = uncurryThis(WeakMap.prototype.get) as <K extends WeakKey, V>(map: WeakMap<K, V>, key: K) => V | undefined;
export const weakMapSet = uncurryThis(WeakMap.prototype.set) as <K extends WeakKey, V>(map: WeakMap<K, V>, key: K, value: V) => WeakMap<K, V>;
export const promiseThen = uncurryThis(Promise.prototype.then) as (
  promise: Promise<unknown>, fulfilled: (value: unknown) => unknown, rejected?: (error: unknown) => unknown) => Promise<unknown>;
export const typedArrayTag = getterOf<unknown, string | undefined>(typedArrayPrototype, Symbol.toStringTag);
export const typedArrayBuffer = getterOf<ArrayBufferView, ArrayBuffer>(typedArrayPrototype, 'buffer');
export const typedArrayByteOffset = getterOf<ArrayBufferView, number>(typedArrayPrototype, 'byteOffset');
export const typedArrayByteLength = getterOf<ArrayBufferView, number>(typedArrayPrototype, 'byteLength');
export const dataViewBuffer = getterOf<DataView, ArrayBuffer>(DataView.prototype, 'buffer');
export const dataViewByteOffset = getterOf<DataView, number>(DataView.prototype, 'byteOffset');
export const dataViewByteLength = getterOf<DataView, number>(DataView.prototype, 'byteLength');
export const arrayBufferByteLength = getterOf<ArrayBuffer, number>(ArrayBuffer.prototype, 'byteLength');
export const arrayBufferSlice = uncurryThis(ArrayBuffer.prototype.slice);
export const typedArraySet = uncurryThis(Uint8Array.prototype.set);
export const typedArraySubarray = uncurryThis(Uint8Array.prototype.subarray);

/** Appends to an array of our own: an own property is defined, so no setter on Array.prototype is reached. */
export function append<T>(array: T[], item: T): void {
  defineProperty(array, array.length, { value: item, writable: true, enumerable: true, configurable: true });
}

/** Whether a built-in's own accessor accepts the value, which neither a Proxy nor a lookalike can fake. */
export function accepts(probe: (value: never) => unknown, value: unknown): boolean {
  try {
    probe(value as never);
    return true;
  } catch {
    return false;
  }
}
