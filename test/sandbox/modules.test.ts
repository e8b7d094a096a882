import { expect, test } from 'vitest';
import { call, observed, program, returned, useSandbox } from './support.ts';

const { run } = useSandbox();

test.each([
  ["import fs from 'node:fs'", 'node:fs is not available here. Programs here have no files; read what is given through process.stdin', 16],
  ["import { x } from 'lodash'", 'The package lodash is not available here. Available are hono', 19],
  ["import 'https://example.com/x.js'", 'Importing from an address is not possible here: there is no network.', 8],
  ["import './other.js'", 'There is no file ./other.js beside your code.', 8],
  ["export * from 'node:http'", 'Export a Hono app', 15],
])('%s is told what is available, with its place', async (code, sentence, column) => {
  const { stop } = await run(`// first line\n${code}`, [program()]);
  expect(stop).toMatchObject({ reason: 'not-loaded', error: { message: expect.stringContaining(sentence), line: 2, column } });
});

test('files of the run can be imported', async () => {
  const files = { 'shapes.js': 'import { two } from "./two.js"; export const area = (r) => two * r', 'two.js': 'export const two = 2', 'data.json': '{"n": 3}' };
  const code = "import { area } from './shapes.js'; import data from './data.json'; export const f = () => area(data.n)";
  expect(returned(await run(code, [call('f')], { files }))).toEqual([6]);
});

test('an error in an imported file names that file in the stack', async () => {
  const outcome = await run("import { g } from './g.js';\nexport const f = () => g()", [call('f')], { files: { 'g.js': '\nexport const g = () => { throw new Error("in g") }' } });
  expect(observed(outcome, 'threw').error.stack).toBe('Error: in g\n    at g (g.js:2:32)\n    at f (main.js:2:24)');
});

test('a name that a module does not export is an error with its place', async () => {
  const { stop } = await run("import { Nope } from 'hono'", [program()]);
  expect(stop).toMatchObject({ reason: 'not-loaded', error: { name: 'SyntaxError', message: expect.stringContaining("does not provide an export named 'Nope'"), line: 1 } });
});

const typescript = { runtime: 'typescript' as const };

test('TypeScript runs, and positions stay exact', async () => {
  const code = 'interface Point { x: number }\ntype Maybe<T> = T | undefined;\nexport function f(p: Maybe<Point>): number {\n  return (p as Point).x;\n}';
  const outcome = await run(code, [call('f', { $: 'object', entries: [['x', 4]] }), call('f', { $: 'undefined' })], typescript);
  expect(returned(outcome)[0]).toBe(4);
  expect(observed(outcome, 'threw', 1).error).toMatchObject({ line: 4, column: 23, stack: expect.stringContaining('main.ts:4:23') });
});

test('TypeScript with enums and parameter properties runs, and lines are the learner\'s', async () => {
  const code = 'enum Color { Red = 3, Blue }\nclass Box {\n  constructor(private size: number) {}\n  get(): number { return this.size }\n}\nexport function f(x: number): number {\n\n  if (x) throw new Error("here");\n  return Color.Blue + new Box(1).get();\n}';
  const outcome = await run(code, [call('f', 0), call('f', 1)], typescript);
  expect(returned(outcome)[0]).toBe(5);
  expect(observed(outcome, 'threw', 1).error).toMatchObject({ line: 8, column: 16 });
});

test('TypeScript that does not parse is told with line and column', async () => {
  const { stop } = await run('let a: number = 1;\nlet b: string = = 2;', [program()], typescript);
  expect(stop).toMatchObject({ reason: 'not-loaded', error: { name: 'SyntaxError', message: 'Expression expected', line: 2, column: 17 } });
});

test('types are not checked', async () => {
  expect(returned(await run('export const f = (): number => ("x" as unknown as number)', [call('f')], typescript))).toEqual(['x']);
});

test('TypeScript files can be imported', async () => {
  const files = { 'shape.ts': 'export type Shape = { w: number }; export const area = (s: Shape): number => s.w * 2' };
  expect(returned(await run("import { area, type Shape } from './shape.ts';\nexport const f = (): number => area({ w: 2 } as Shape)", [call('f')], { ...typescript, files }))).toEqual([4]);
});

test('import(…) is told to be missing, and what to write instead', async () => {
  const observation = observed(await run("const { Hono } = await import('hono')", [program()]), 'exited');
  expect(observation.error?.message).toBe('import(…) is not available here; write import … from … at the top of the file.');
});

test('an error in an imported file is placed where the main file leads to it', async () => {
  const files = { 'a.js': '\n\n\nexport const g = () => { throw new Error("in a") };' };
  const { error } = observed(await run("import { g } from './a.js';\ng()", [program()], { files }), 'exited');
  expect(error).toMatchObject({ message: 'in a', line: 2, column: 1 });
});

test('an error that the main file has no part in has no line, and its stack names the file', async () => {
  const outcome = observed(await run("import './a.js'", [program()], { files: { 'a.js': '\n\nnull.x' } }), 'exited');
  expect(outcome.error?.line).toBeUndefined();
  expect(outcome.error?.stack).toContain('a.js:3:6');
  expect(outcome.stderr).toContain('a.js:3:6');
});

test.each([
  ['a.js', 'javascript', 'const = 1'],
  ['a.ts', 'typescript', 'let b: string = = 2;'],
] as const)('a syntax error in %s names that file instead of a line of the main one', async (file, runtime, broken) => {
  const { stop } = await run(`import './${file}'`, [program()], { runtime, files: { [file]: `\n${broken}` } });
  if (stop.reason !== 'not-loaded') throw new Error(stop.reason);
  expect(stop.error.message).toMatch(new RegExp(` \\(in ${file}, line 2\\)$`));
  expect(stop.error.line).toBeUndefined();
});
