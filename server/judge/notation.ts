import type { Tests } from '../contract/exercise.ts';
import type { Runtime } from '../contract/runtimes.ts';
import type { ValueType } from '../contract/value.ts';

/** How a language writes values, for what a learner reads of a `call`: their own language's `None`, `['a' => 1]` or `{ a: 1 }`. */
export interface Notation {
  null: string;
  undefined: string;
  true: string;
  false: string;
  /** NaN, -0 and the infinities. */
  numbers: Record<string, string>;
  bigint(digits: string): string;
  /** `json` is the text in double quotes, with escapes. */
  text(json: string): string;
  /** An object without a class: brackets, what stands between key and value, and how a key is written. */
  object: { open: string; between: string; close: string; key(key: string, quoted: string): string };
  map: { open: string; between: string; close: string };
  set: { open: string; close: string; empty: string };
  types: Record<ValueType, string>;
}

const types: Record<ValueType, string> = {
  null: 'null', undefined: 'undefined', boolean: 'true or false', integer: 'a whole number', number: 'a number', string: 'a text',
  bigint: 'a BigInt', array: 'an array', object: 'an object', date: 'a Date', map: 'a Map', set: 'a Set', function: 'a function',
};

/** In single quotes, as Python and PHP programmers mostly write them, unless the text holds one or needs an escape that only double quotes have. */
function singleQuoted(json: string): string {
  return /['\\]/.test(json) ? json : `'${json.slice(1, -1)}'`;
}

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;
const KEY_CHARACTERS = 60;

const javascript: Notation = {
  null: 'null', undefined: 'undefined', true: 'true', false: 'false', numbers: {}, bigint: (digits) => `${digits}n`, text: (json) => json,
  object: { open: '{', between: ': ', close: '}', key: (key, quoted) => (key.length <= KEY_CHARACTERS && IDENTIFIER.test(key) ? key : quoted) },
  map: { open: 'Map {', between: ' => ', close: '}' }, set: { open: 'Set {', close: '}', empty: 'Set {}' }, types,
};

const python: Notation = {
  null: 'None', undefined: 'None', true: 'True', false: 'False', numbers: { NaN: 'nan', '-0': '-0.0', Infinity: 'inf', '-Infinity': '-inf' }, bigint: (digits) => digits, text: singleQuoted,
  object: { open: '{', between: ': ', close: '}', key: (_key, quoted) => quoted },
  map: { open: '{', between: ': ', close: '}' }, set: { open: '{', close: '}', empty: 'set()' },
  types: { ...types, null: 'None', undefined: 'None', boolean: 'True or False', bigint: 'a whole number', array: 'a list', object: 'a dict', map: 'a dict', date: 'a datetime', set: 'a set' },
};

const php: Notation = {
  null: 'null', undefined: 'null', true: 'true', false: 'false', numbers: { NaN: 'NAN', '-0': '-0.0', Infinity: 'INF', '-Infinity': '-INF' }, bigint: (digits) => digits, text: singleQuoted,
  object: { open: '[', between: ' => ', close: ']', key: (_key, quoted) => quoted },
  map: { open: '[', between: ' => ', close: ']' }, set: { open: '[', close: ']', empty: '[]' },
  types: { ...types, undefined: 'null', bigint: 'a whole number', object: 'an array with keys', map: 'an array with keys', set: 'an array', date: 'a DateTimeImmutable' },
};

const notations: Partial<Record<Runtime, Notation>> = { python, php };

export function notationOf(runtime: Runtime | undefined): Notation {
  return (runtime && notations[runtime]) ?? javascript;
}

/** The name of an exercise's function, which its author writes in camelCase, as the language has it. */
export function functionName(name: string, runtime: Runtime | undefined): string {
  return runtime === 'python' ? name.replaceAll(/(?<=[a-z0-9])[A-Z]|(?<=[A-Z])[A-Z](?=[a-z])/g, (letter) => `_${letter}`).toLowerCase() : name;
}

/** The same tests, in the learner's language wherever their inputs and values are shown. */
export function shownIn(runtime: Runtime, tests: Tests): Tests {
  return tests.kind === 'call' ? { ...tests, shownIn: runtime } : tests;
}
