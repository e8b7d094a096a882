import { expect, test } from 'vitest';
import type { Value } from '../../server/contract/value.ts';
import { call, observed, program, returned, useSandbox } from './support.ts';

const { run } = useSandbox();

const LIMITS = { timeMs: 400 };

// What attacks in one way and has one verdict is a file in hostile/; here is what has to be looked at more closely.

test('a deadline is told with its figure', async () => {
  const outcome = await run('console.log("before"); for (;;);', [program()], { limits: LIMITS });
  expect(outcome.stop).toMatchObject({ reason: 'timed-out', limit: { name: 'time', value: 400, unit: 'ms' }, message: 'Your program ran longer than 400 ms and was stopped.' });
  expect(outcome.stdout).toBe('before\n');
});

test('the line of an infinite loop is told', async () => {
  const { stop } = await run('export function f() {\n  let x = 0;\n  while (true) x++;\n}', [call('f')], { limits: LIMITS });
  expect(stop).toMatchObject({ reason: 'timed-out', line: 3 });
});

test('cases before an infinite loop keep their observations', async () => {
  const outcome = await run('export function f(x) { console.log(x); while (x === 2); return x }', [call('f', 1), call('f', 2), call('f', 3)], { limits: LIMITS });
  expect(observed(outcome, 'returned', 0)).toMatchObject({ value: 1, stdout: '1\n' });
  expect(outcome.observations.slice(1)).toEqual([undefined, undefined]);
  expect(outcome.stdout).toBe('1\n2\n');
});

test('a memory limit is told with its figure', async () => {
  const outcome = await run('console.log("before"); const all = []; for (;;) all.push(new Array(1000).fill(1))', [program()], { limits: { memoryMb: 16 } });
  expect(outcome.stop).toMatchObject({
    reason: 'out-of-memory', limit: { name: 'memory', value: 16, unit: 'MB' }, message: 'Your program needed more than 16 MB of memory and was stopped.',
  });
  expect(outcome.stdout).toBe('before\n');
});

test.each([['short lines', 'for (;;) console.log("spam")'], ['three-byte characters', 'for (;;) console.log("€".repeat(100))']])('a flood of %s is kept up to its limit', async (_name, code) => {
  const outcome = await run(code, [program()], { limits: { outputBytes: 4096 } });
  expect(outcome.stop).toMatchObject({ reason: 'output-limit', limit: { name: 'output', value: 4, unit: 'KiB' }, message: 'Your program printed more than 4 KiB and was stopped.' });
  const bytes = Buffer.byteLength(outcome.stdout + outcome.stderr);
  expect(bytes).toBeLessThanOrEqual(4096);
  expect(bytes).toBeGreaterThan(4000);
});

test('endless recursion is an error of the program', async () => {
  const { error } = observed(await run('export function f() {\n  return f() }', [call('f')]), 'threw');
  expect(error).toMatchObject({ name: 'RangeError', message: 'Maximum call stack size exceeded', line: 2 });
});

test('an enormous error message is cut', async () => {
  const { error } = observed(await run('export function f() { throw new Error("x".repeat(1e6)) }', [call('f')]), 'threw');
  expect(error.message.length).toBeLessThan(20_000);
});

const ESCAPES: [string, string, Value][] = [
  ['the process of the runner', '[]["constructor"]["constructor"]("return typeof process.binding + typeof process.mainModule")()', 'undefinedundefined'],
  ['this.constructor.constructor', '(function () { return this }).constructor("return typeof this.process.kill + typeof this.require")()', 'undefinedundefined'],
  ['globals of the harness', 'Object.getOwnPropertyNames(globalThis).filter((name) => /ivm|groundwork|^_|require|isolate/i.test(name)).join()', ''],
  ['the environment', 'JSON.stringify(process.env)', '{}'],
  ['shared memory and machine code', 'typeof SharedArrayBuffer + typeof Atomics + typeof WebAssembly', 'undefinedundefinedundefined'],
  ['frames of the harness', '(() => { Error.prepareStackTrace = (_e, frames) => frames.filter((frame) => frame.getThis() !== undefined || frame.getFunction() !== undefined).length; return new Error().stack })()', 0],
  ['harness names in a stack', '/groundwork/.test(new Error("x").stack)', false],
];

test.each(ESCAPES)('looking for %s finds nothing', async (_name, expression, nothing) => {
  expect(returned(await run(`export function f() { return ${expression} }`, [call('f')]))).toEqual([nothing]);
});

test('the functions of the harness stay out of reach of patched prototypes', async () => {
  const code = `
    const seen = [];
    const own = Function.prototype;
    for (const prototype of [Array.prototype, Map.prototype, WeakMap.prototype, String.prototype, Promise.prototype, Function.prototype, Object.prototype]) {
      for (const name of Object.getOwnPropertyNames(prototype)) {
        const { value } = Object.getOwnPropertyDescriptor(prototype, name);
        if (typeof value !== 'function' || name === 'constructor') continue;
        const patched = function (...args) { seen[seen.length] = this; for (let i = 0; i < args.length; i++) seen[seen.length] = args[i]; return Reflect.apply(value, this, args) };
        try { Object.defineProperty(prototype, name, { value: patched }) } catch {}
      }
    }
    export function f(x) {
      console.log('hello', { a: 1 });
      let found = 0;
      for (let i = 0; i < seen.length; i++) if (typeof seen[i] === 'function' && /^(?:emit|emitAndWait|ask|take|answer|connect|start|turn|loaded)$/.test(seen[i].name)) found += 1;
      return found;
    }
  `;
  expect(returned(await run(code, [call('f', 1), call('f', 2)]))).toEqual([0, 0]);
});

test('patched built-ins cannot forge the observation of another case', async () => {
  const code = `
    const stringify = JSON.stringify;
    globalThis.Number = (x) => '1},"index":1,"ended":"returned","value":1';
    JSON.stringify = (x) => '"forged"';
    String.prototype.toString = () => 'forged';
    Object.prototype.index = 1; Object.prototype.ended = 'returned'; Object.prototype.value = 'forged';
    Promise.prototype.then = () => {};
    export function f(x) { if (x === 1) throw new Error('honest'); return x }
  `;
  const outcome = await run(code, [call('f', 0), call('f', 1), call('f', 2)]);
  expect(observed(outcome, 'returned', 0).value).toBe(0);
  expect(observed(outcome, 'threw', 1).error.message).toBe('honest');
  expect(observed(outcome, 'returned', 2).value).toBe(2);
});

test('code prepared in one case cannot answer for the next', async () => {
  const code = 'export function f(x) { if (x === 0) { setTimeout(() => console.log("late"), 0); Promise.resolve().then(() => {}); return "first" } return x }';
  expect(returned(await run(code, [call('f', 0), call('f', 5)]))).toEqual(['first', 5]);
});

test('honest programs beside hostile ones stay right', async () => {
  const honest = 'export function sumOf(a, b) { return a + b }';
  const hostile = ['"x".repeat(5e8).split("")', 'while (true) {}', 'for (;;) console.log("x")', 'Array(1e9).fill(0)'];
  const outcomes = await Promise.all([
    ...hostile.map((code) => run(code, [program()], { limits: LIMITS })),
    ...Array.from({ length: 8 }, (_, index) => run(honest, [call('sumOf', index, 1), call('sumOf', index, 2)])),
  ]);
  expect(outcomes.slice(4).map(returned)).toEqual(Array.from({ length: 8 }, (_, index) => [index + 1, index + 2]));
  expect(outcomes.slice(0, 4).map(({ stop }) => stop.reason)).not.toContain('finished');
});
