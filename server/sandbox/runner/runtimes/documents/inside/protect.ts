// What the harness itself relies on stays what it was: a script may add to the built-ins, and may not change what is there. Whoever tries
// is told nothing, as is usual outside of strict mode.

const CONSTRUCTORS = ['Object', 'Array', 'Map', 'Set', 'WeakMap', 'WeakSet', 'String', 'Number', 'Boolean', 'BigInt', 'Symbol', 'RegExp', 'Date', 'Function', 'Proxy', 'Promise'] as const;
const NAMESPACES = ['JSON', 'Reflect', 'Math', 'Intl'] as const;
const BINDINGS = ['Error', 'TypeError', 'RangeError', 'SyntaxError', 'globalThis', 'isNaN', 'parseInt', 'parseFloat', 'eval'];

/** Properties that honest code assigns on objects of its own, which the prototype would keep it from doing if they were read-only there. */
const LEFT = new Set<PropertyKey>(['constructor', 'toString', 'valueOf', 'toLocaleString', 'name', 'length']);

export function protectBuiltIns(): void {
  const all = globalThis as unknown as Record<string, { prototype?: object }>;
  for (const name of CONSTRUCTORS) {
    protect(all[name]!);
    // Every document inherits from Object.prototype, and may have a field of any name.
    if (name !== 'Object' && all[name]!.prototype) protect(all[name]!.prototype);
  }
  for (const name of NAMESPACES) protect(all[name]!);
  for (const iterated of [[], new Map(), new Set(), '']) {
    const iterator = (iterated as Iterable<unknown>)[Symbol.iterator]();
    protect(Object.getPrototypeOf(iterator) as object);
  }
  protect(Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())) as object);
  for (const name of [...CONSTRUCTORS, ...NAMESPACES, ...BINDINGS]) Object.defineProperty(globalThis, name, { writable: false, configurable: false });
}

function protect(holder: object): void {
  for (const key of Reflect.ownKeys(holder)) {
    const property = Object.getOwnPropertyDescriptor(holder, key)!;
    if (LEFT.has(key) || !property.configurable) continue;
    Object.defineProperty(holder, key, 'value' in property ? { writable: false, configurable: false } : { configurable: false });
  }
}

/** Makes classes of the shell, which a script can reach by what it is given, as they are for good. */
export function freezeClasses(classes: { prototype: object }[]): void {
  for (const one of classes) {
    Object.freeze(one);
    Object.freeze(one.prototype);
  }
}

/** What a script may set without any harm: it is made anew before somebody else looks. */
const MADE_ANEW = new Set<PropertyKey>(['db']);

/** Notes the globals and Object.prototype as they are. What it returns tells whether they still are so, apart from `db`. */
export function noteGlobals(): () => boolean {
  const holders = [globalThis, Object.prototype, Error] as unknown as Record<PropertyKey, unknown>[];
  const noted = holders.map((holder) => Reflect.ownKeys(holder).map((key) => [key, Object.getOwnPropertyDescriptor(holder, key)!] as const));
  return () => holders.every((holder, place) => {
    const before = noted[place]!;
    if (Reflect.ownKeys(holder).length !== before.length) return false;
    return before.every(([key, property]) => {
      if (MADE_ANEW.has(key)) return true;
      const now = Object.getOwnPropertyDescriptor(holder, key);
      return now !== undefined && Object.is(now.value, property.value) && now.get === property.get && now.set === property.set;
    });
  });
}
