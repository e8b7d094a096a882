import { expect, test } from 'vitest';
import type { Value } from '../../server/contract/value.ts';
import { call, returned, useSandbox } from './support.ts';

const { run } = useSandbox();

async function valueOf(expression: string, before = ''): Promise<unknown> {
  return returned(await run(`${before}\nexport const f = () => (${expression})`, [call('f')]))[0];
}

test.each<[string, Value]>([
  ['undefined', { $: 'undefined' }],
  ['NaN', { $: 'number', value: 'NaN' }],
  ['-0', { $: 'number', value: '-0' }],
  ['-Infinity', { $: 'number', value: '-Infinity' }],
  ['12345678901234567890n', { $: 'bigint', value: '12345678901234567890' }],
  ['new Date(0)', { $: 'date', value: '1970-01-01T00:00:00.000Z' }],
  ['new Date("never")', { $: 'date', value: 'Invalid Date' }],
  ['({ b: 1, a: [2] })', { $: 'object', entries: [['b', 1], ['a', [2]]] }],
  ['Object.create(null, { x: { value: 1, enumerable: true } })', { $: 'object', entries: [['x', 1]] }],
  ['JSON.parse(\'{"__proto__": 1}\')', { $: 'object', entries: [['__proto__', 1]] }],
  ['new (class Book { title = "SQL" })', { $: 'object', entries: [['title', 'SQL']], class: 'Book' }],
  ['new Map([["a", new Set([1])]])', { $: 'map', entries: [['a', { $: 'set', items: [1] }]] }],
  ['new Uint8Array([1, 2, 255])', { $: 'bytes', base64: 'AQL/' }],
  ['/a+/gi', { $: 'regexp', value: '/a+/gi' }],
  ['function sum() {}', { $: 'function', name: 'sum' }],
  ['Symbol("id")', { $: 'symbol', value: 'Symbol(id)' }],
  ['new RangeError("bad")', { $: 'error', name: 'RangeError', message: 'bad' }],
  ['[1, , 3]', [1, { $: 'undefined' }, 3]],
  ['"\\u{1F600} \\ud800"', '\u{1F600} \ud800'],
  ['new Number(5)', 5],
])('%s', async (expression, value) => {
  expect(await valueOf(expression)).toEqual(value);
});

test('a value that contains itself', async () => {
  expect(await valueOf('a', 'const a = { list: [] }; a.list.push(a);')).toEqual({ $: 'object', entries: [['list', [{ $: 'cycle', up: 2 }]]] });
});

test('a value nested too deep is cut off', async () => {
  expect(JSON.stringify(await valueOf('a', 'let a = 1; for (let i = 0; i < 5000; i++) a = [a];'))).toContain('"truncated"');
});

test('a value too large is cut off', async () => {
  const text = JSON.stringify(await valueOf('Array.from({ length: 300000 }, (_, i) => i)'));
  expect(text).toContain('"truncated"');
  expect(text.length).toBeLessThan(5_000_000);
});

test('a getter that throws leaves undefined', async () => {
  expect(await valueOf('({ get a() { throw 1 }, b: 2 })')).toEqual({ $: 'object', entries: [['a', { $: 'undefined' }], ['b', 2]] });
});

test('a Proxy whose traps throw is cut off', async () => {
  expect(await valueOf('[new Proxy({}, { ownKeys() { throw 1 } })]')).toEqual([{ $: 'truncated' }]);
});

test('toJSON has no say', async () => {
  expect(await valueOf('({ a: 1, toJSON() { return "forged" } })')).toMatchObject({ $: 'object', entries: [['a', 1], ['toJSON', { $: 'function' }]] });
});

test('patched built-ins do not change what a value is', async () => {
  const patches = 'JSON.stringify = () => "1"; Array.prototype.push = () => 0; Map.prototype.forEach = () => {}; Array.prototype[Symbol.iterator] = null;'
    + 'Object.prototype.toJSON = () => 1; String.prototype.slice = () => ""; Array.isArray = () => false; Object.keys = () => [];'
    + 'Object.defineProperty(Array.prototype, 0, { set() { throw 1 }, get() { return 1 } });';
  expect(await valueOf('({ text: "abc", n: 5, deep: { x: true } })', patches)).toEqual(
    { $: 'object', entries: [['text', 'abc'], ['n', 5], ['deep', { $: 'object', entries: [['x', true]] }]] });
});

test.each<[Value, string, Value]>([
  [{ $: 'object', entries: [['a', [1, null]]] }, 'typeof x.a[1] + x.a.length', 'object2'],
  [{ $: 'bigint', value: '5' }, 'x * 2n === 10n', true],
  [{ $: 'date', value: '2026-01-02T00:00:00.000Z' }, 'x.getTime()', 1767312000000],
  [{ $: 'map', entries: [['a', 1]] }, 'x.get("a")', 1],
  [{ $: 'set', items: [3] }, 'x.has(3)', true],
  [{ $: 'undefined' }, 'x === undefined', true],
  [{ $: 'number', value: '-0' }, 'Object.is(x, -0)', true],
  [{ $: 'bytes', base64: 'AQL/' }, 'x instanceof Uint8Array && x[2]', 255],
])('an argument %j arrives as the value it stands for', async (argument, expression, expected) => {
  expect(returned(await run(`export const f = (x) => ${expression}`, [call('f', argument)]))).toEqual([expected]);
});
