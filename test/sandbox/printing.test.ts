import { format } from 'node:util';
import { expect, test } from 'vitest';
import { plainText } from '../../server/sandbox/runner/runtimes/javascript/inside/plain-text.ts';
import { program, useSandbox } from './support.ts';

const box = useSandbox();

const plain: unknown[][] = [
  ['text'], ['a', 1, true], [1, -0, 0.5, Number.NaN, Infinity, 12n, null, undefined], ['it\'s', 'as it is: "\n\\"'], ['100 %'], [], [''], ['', 0],
  [[]], [{}], [[1, 'two', null]], [[[1, 2], [3, 4]]], [{ a: 1, b: 'x', 'c-d': [true], 2: {} }], ['total', { sum: 3 }], [['äöü – €', 'こんにちは']], [[undefined, -0]],
];
test.each(plain.map((values) => ({ values })))('$values needs no formatter, and is printed as Node prints it', ({ values }) => {
  expect(plainText(values)).toBe(format(...values));
});

class Point { x = 1; }
const others: unknown[][] = [
  ['%d of %d', 1, 2], [['it\'s']], [['a\nb']], [['a\\b']], [[1, 2, 3, 4, 5, 6, 7]], [[[[1]]]], [{ a: { b: { c: 1 } } }], [Symbol('s')], [() => 1], [new Point()], [Object.create(null)],
  [new Map()], [new Date(0)], [new Error('no')], [{ get a() { return 1; } }], [{ [Symbol('s')]: 1 }], [Object.assign([1], { extra: 2 })], [Array(2)],
  [JSON.parse('{ "__proto__": 1 }')], [{ text: 'x'.repeat(80) }], [Object.defineProperty({}, 'hidden', { value: 1 })], [new (class extends Array {})()], [['\ud800']], [new Number(1)],
];
test.each(others.map((values, index) => ({ values, index })))('the formatter is asked for what needs more thought ($index)', ({ values }) => {
  expect(plainText(values)).toBeUndefined();
});

test('whatever is printed without the formatter is what Node prints', () => {
  let seed = 1;
  const below = (count: number): number => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % count;
  };
  const texts = ['', 'a', 'with space', 'it\'s', 'x'.repeat(20), 'ä', '"', '\\', 'null', '1', '-', '%s', '\u007f', '\u00a0', '日本', 'a.b', '_a1', '$'];
  const value = (depth: number): unknown => {
    const kind = below(depth > 3 ? 6 : 9);
    if (kind < 2) return texts[below(texts.length)];
    if (kind === 2) return below(2_000_000) - 1_000_000;
    if (kind === 3) return (below(1_000) - 500) / 8;
    if (kind === 4) return [true, false, null, undefined, -0, Number.NaN, 3n, -12n][below(8)];
    if (kind === 5) return 10 ** below(30);
    if (kind < 8) return Array.from({ length: below(8) }, () => value(depth + 1));
    return Object.fromEntries(Array.from({ length: below(6) }, () => [texts[below(texts.length)], value(depth + 1)]));
  };
  let counted = 0;
  for (let round = 0; round < 20_000; round += 1) {
    const values = Array.from({ length: 1 + below(3) }, () => value(0));
    const text = plainText(values);
    if (text === undefined) continue;
    counted += 1;
    expect(text).toBe(format(...values));
  }
  expect(counted).toBeGreaterThan(5_000);
});

async function printedBy(code: string): Promise<string> {
  const { observations: [observation] } = await box.run(code, [program()]);
  return `${observation?.stdout}${observation?.stderr}`;
}

test('built-ins that a program has changed do not change what is printed', async () => {
  const changes = [
    'Array.prototype.push = () => 0;', 'Array.prototype.map = () => [];', 'Object.keys = () => [];',
    'JSON.stringify = () => 1;', 'RegExp.prototype.test = () => true;', 'String = () => 0;', 'Object["getOwnPropertyNames"] = null;', '[].constructor.isArray = () => false;',
  ];
  const printed = await Promise.all(changes.map((change) => printedBy(`${change} console.log(new Map([['a', { b: [1, 2] }]]), [1, 'x'], { c: new Set([1]) });`)));
  expect(printed).toEqual(changes.map(() => "Map(1) { 'a' => { b: [ 1, 2 ] } } [ 1, 'x' ] { c: Set(1) { 1 } }\n"));
});

test('what watches how it is looked at sees the steps of the formatter', async () => {
  const code = 'const seen = []; console.log(new Proxy({ a: 1 }, { get(target, key) { seen.push(String(key)); return target[key]; }, ownKeys(target) { seen.push("keys"); return Reflect.ownKeys(target); } })); console.log(seen.join());';
  expect(await printedBy(code)).toBe('{ a: 1 }\nSymbol(nodejs.util.inspect.custom),Symbol(Symbol.toStringTag),keys,keys,length\n');
});

test('what is printed first does not change how the rest is printed', async () => {
  expect(await printedBy('console.log({ a: 1 }); console.log(new Map([[1, 2]])); console.log({ a: 1 }, [1, "x"]); console.error([typeof Atomics, typeof SharedArrayBuffer]);'))
    .toBe("{ a: 1 }\nMap(1) { 1 => 2 }\n{ a: 1 } [ 1, 'x' ]\n[ 'undefined', 'undefined' ]\n");
});

test('a first value that needs the formatter is printed even where the stack was full a moment ago', async () => {
  const code = 'let printed = false; function deep() { try { deep(); } catch { if (!printed) { console.log(new Map([[1, [2]]])); printed = true; } } } deep(); console.log(new Set([1]));';
  expect(await printedBy(code)).toBe('Map(1) { 1 => [ 2 ] }\nSet(1) { 1 }\n');
});
