import { expect, test } from 'vitest';
import { call, observed, returned, useSandbox } from './support.ts';

const { run } = useSandbox();

test('calls the exported function once per case', async () => {
  const outcome = await run('export function sumOf(a, b) { return a + b }', [call('sumOf', 1, 2), call('sumOf', 'a', 'b')]);
  expect(returned(outcome)).toEqual([3, 'ab']);
  expect(outcome.stop).toEqual({ reason: 'finished' });
});

test('evaluates the module once for all cases', async () => {
  expect(returned(await run('let n = 0; export const next = () => ++n', [call('next'), call('next'), call('next')]))).toEqual([1, 2, 3]);
});

test('awaits what the function returns', async () => {
  const code = 'export async function later(x) { await new Promise((done) => setTimeout(done, 5)); return x * 2 }';
  expect(returned(await run(code, [call('later', 2), call('later', 3)]))).toEqual([4, 6]);
});

test('awaits a thenable', async () => {
  expect(returned(await run('export const f = () => ({ then(done) { done(5) } })', [call('f')]))).toEqual([5]);
});

test('says when the function is not exported, and how to export it', async () => {
  const { error } = observed(await run('function sumOf() {}', [call('sumOf')]), 'threw');
  expect(error.message).toContain('Your code does not export a function called sumOf');
  expect(error.message).toContain('export function sumOf(');
});

test('says when the export is something else than a function', async () => {
  const { error } = observed(await run('export const sumOf = 5', [call('sumOf')]), 'threw');
  expect(error.message).toContain('exports sumOf, but it is not a function');
});

test('an error carries its line, column and own frames only', async () => {
  const outcome = await run('function inner(x) {\n  return x.y.z;\n}\nexport function f() {\n  return inner({});\n}', [call('f')]);
  const { error } = observed(outcome, 'threw');
  expect(error).toMatchObject({ name: 'TypeError', line: 2, column: 14 });
  expect(error.stack).toBe("TypeError: Cannot read properties of undefined (reading 'z')\n    at inner (main.js:2:14)\n    at f (main.js:5:10)");
});

test('an error of a class of the program keeps its name', async () => {
  const code = 'class NotEnough extends Error { name = "NotEnough" }\nexport function f() {\n  throw new NotEnough("no money") }';
  expect(observed(await run(code, [call('f')]), 'threw').error).toMatchObject({ name: 'NotEnough', message: 'no money', line: 3 });
});

test('a value thrown that is no error is written down', async () => {
  const { error } = observed(await run('export function f() { throw "text" }', [call('f')]), 'threw');
  expect(error).toMatchObject({ name: 'Thrown value', message: 'text' });
});

test('a rejected promise is an error of that case only', async () => {
  const outcome = await run('export async function f(x) { if (x) throw new RangeError("bad"); return 1 }', [call('f', true), call('f', false)]);
  expect(observed(outcome, 'threw', 0).error).toMatchObject({ name: 'RangeError', message: 'bad', line: 1 });
  expect(observed(outcome, 'returned', 1).value).toBe(1);
});

test('a rejection that nobody handles is an error of its case', async () => {
  const outcome = await run('export function f(x) { if (x) Promise.reject(new Error("unseen")); return 1 }', [call('f', true), call('f', false)]);
  expect(observed(outcome, 'threw', 0).error).toMatchObject({ message: 'unseen', line: 1 });
  expect(observed(outcome, 'returned', 1).value).toBe(1);
});

test('a promise that nothing can settle is told at once, and the next case runs', async () => {
  const outcome = await run('export const f = (x) => x ? new Promise(() => {}) : "fine"', [call('f', true), call('f', false)]);
  expect(observed(outcome, 'waits-forever', 0)).toBeDefined();
  expect(observed(outcome, 'returned', 1).value).toBe('fine');
  expect(outcome.durationMs).toBeLessThan(1000);
});

test('what a case prints stays with the case', async () => {
  const outcome = await run('console.log("loading");\nexport function f(x) { console.log("got", x); console.error("hm") }', [call('f', 1), call('f', 2)]);
  expect(outcome.observations.map((observation) => observation?.stdout)).toEqual(['got 1\n', 'got 2\n']);
  expect(outcome.observations.map((observation) => observation?.stderr)).toEqual(['hm\n', 'hm\n']);
  expect(outcome.stdout).toBe('loading\ngot 1\ngot 2\n');
});

test('a function that returns nothing is over when its timers are', async () => {
  const outcome = await run('export function f() { setTimeout(() => console.log("tick"), 5) }', [call('f'), call('f')]);
  expect(outcome.observations.map((observation) => observation?.stdout)).toEqual(['tick\n', 'tick\n']);
});

test('timers that outlive a returned value are dropped', async () => {
  const outcome = await run('export function f() { setTimeout(() => console.log("late"), 5000); return 1 }', [call('f')]);
  expect(returned(outcome)).toEqual([1]);
  expect(outcome.durationMs).toBeLessThan(1500);
});

test('process.exit ends its case, not the others', async () => {
  const outcome = await run('export function f(x) { if (x) process.exit(3); return 1 }', [call('f', true), call('f', false)]);
  expect(observed(outcome, 'threw', 0).error.message).toContain('process.exit(3)');
  expect(observed(outcome, 'returned', 1).value).toBe(1);
});

test('process.exit while loading is told', async () => {
  const { stop } = await run('process.exit(2); export const f = () => 1', [call('f')]);
  expect(stop).toMatchObject({ reason: 'not-loaded', error: { message: 'Your code called process.exit(2) while it was loaded.' } });
});

test('the memory in use is told', async () => {
  const { memoryMb } = await run('export const f = () => 1', [call('f')]);
  expect(memoryMb).toBeGreaterThan(0.1);
  expect(memoryMb).toBeLessThan(64);
});

test('code that does not parse is told with line and column', async () => {
  const { stop } = await run('let a = 1;\nlet b = = 2;', [call('f')]);
  expect(stop).toEqual({ reason: 'not-loaded', error: { name: 'SyntaxError', message: "Unexpected token '='", line: 2, column: 9 } });
});

test('code that fails while it is loaded is told with its place', async () => {
  const { stop } = await run('\nnothing.here', [call('f')]);
  expect(stop).toMatchObject({ reason: 'not-loaded', error: { name: 'ReferenceError', line: 2, column: 1 } });
});

test('code that waits at its top level is loaded when that is over', async () => {
  const code = 'const x = await new Promise((done) => setTimeout(() => done(7), 5)); export const f = () => x';
  expect(returned(await run(code, [call('f')]))).toEqual([7]);
});

test('code that waits at its top level forever is told so', async () => {
  const { stop } = await run('await new Promise(() => {}); export const f = () => 1', [call('f')]);
  expect(stop).toMatchObject({ reason: 'not-loaded', error: { message: expect.stringContaining('never happens') } });
});

test('every case gets arguments of its own', async () => {
  const list = [1, 2];
  expect(returned(await run('export function f(list) { list.push(9); return list }', [call('f', list), call('f', list)]))).toEqual([[1, 2, 9], [1, 2, 9]]);
});
