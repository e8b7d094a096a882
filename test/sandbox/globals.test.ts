import { createHash } from 'node:crypto';
import { format } from 'node:util';
import { expect, test } from 'vitest';
import { call, observed, program, returned, useSandbox } from './support.ts';

const { run } = useSandbox();

async function evaluate(expression: string): Promise<unknown> {
  return returned(await run(`export const f = async () => (${expression})`, [call('f')]))[0];
}

test.each<[string, unknown]>([
  ['new URL("../b?x=1#h", "http://user@example.com:8080/a/c").href', 'http://user@example.com:8080/b?x=1#h'],
  ['(() => { const u = new URL("http://x/?a=1"); u.searchParams.append("b", "c d"); return u.href })()', 'http://x/?a=1&b=c+d'],
  ['(() => { const u = new URL("http://x/"); u.pathname = "/é"; return u.href })()', 'http://x/%C3%A9'],
  ['(() => { try { new URL("nope") } catch (e) { return e.name + e.code } })()', 'TypeErrorERR_INVALID_URL'],
  ['URL.canParse("x:") && !URL.canParse("x")', true],
  ['new URLSearchParams({ a: "1 2", b: "ü&" }).toString()', 'a=1+2&b=%C3%BC%26'],
  ['[...new URLSearchParams("a=1&a=2&b=%41+")].join("|")', 'a,1|a,2|b,A '],
  ['new TextDecoder().decode(new TextEncoder().encode("aé€😀"))', 'aé€😀'],
  ['[...new TextEncoder().encode("€\\ud800")].join()', '226,130,172,239,191,189'],
  ['new TextDecoder().decode(new Uint8Array([0xe2, 0x82, 65, 0xff]))', '\uFFFDA\uFFFD'],
  ['btoa("hello") + atob("aGk=")', 'aGVsbG8=hi'],
  ['structuredClone({ d: new Date(5), m: new Map([[1, { a: [2] }]]) }).m.get(1).a[0]', 2],
  ['(() => { try { structuredClone(() => 1) } catch (e) { return e.name } })()', 'DataCloneError'],
  ['(() => { const a = {}; a.self = a; const b = structuredClone(a); return b.self === b && b !== a })()', true],
  ['/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(crypto.randomUUID())', true],
  ['crypto.getRandomValues(new Uint32Array(4)).some((x) => x > 0)', true],
  ['Array.from(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode("abc")))).map((b) => b.toString(16).padStart(2, "0")).join("")', createHash('sha256').update('abc').digest('hex')],
  ['(async () => { const k = await crypto.subtle.importKey("raw", new TextEncoder().encode("k"), { name: "HMAC", hash: "SHA-256" }, false, ["sign", "verify"]); const d = new TextEncoder().encode("data"); return crypto.subtle.verify("HMAC", k, await crypto.subtle.sign("HMAC", k, d), d) })()', true],
  ['(() => { const a = performance.now(); const b = performance.now(); return b >= a && typeof a === "number" })()', true],
  ['(() => { const c = new AbortController(); let n = 0; c.signal.addEventListener("abort", () => n++); c.abort(); return [n, c.signal.aborted, c.signal.reason.name].join() })()', '1,true,AbortError'],
  ['(() => { const t = new EventTarget(); let got; t.addEventListener("x", (e) => got = e.detail); t.dispatchEvent(new CustomEvent("x", { detail: 5 })); return got })()', 5],
  ['new Headers([["A", "1"], ["a", "2"]]).get("A")', '1, 2'],
  ['Response.redirect("http://x/y", 303).headers.get("location")', 'http://x/y'],
  ['[Math.random() !== Math.random(), typeof Intl.NumberFormat].join()', 'true,function'],
])('%s', async (expression, expected) => {
  expect(await evaluate(expression)).toEqual(expected);
});

test('isolates from one snapshot have different random numbers', async () => {
  const code = 'export const f = () => Math.random()';
  const seen = await Promise.all(Array.from({ length: 6 }, async () => returned(await run(code, [call('f')]))[0]));
  expect(new Set(seen).size).toBe(6);
});

const VALUES = [
  '"text"', '1, "two", null, undefined, true', '{ a: 1, nested: { b: [1, 2, { c: { d: { e: 1 } } }] } }', '[1, "a", [2, [3, [4, [5]]]]]', 'new Map([["a", { b: 1 }]]), new Set([1, "x"])',
  'class Book { constructor() { this.title = "SQL" } }', 'new (class Book { title = "SQL" })()', 'Array.from({ length: 120 }, (_, i) => i)', '"%s is %d years and %i, %j %o %O %%", "Ann", 42.5, 42.5, { a: 1 }, [1], { b: 2 }, "rest"',
  '[undefined, null, , 3], -0, 10n, Symbol("s"), function named() {}, () => {}', 'new Date(0), /x/g, new Uint8Array(3)', '{ get x() { return 1 }, "odd key": "it\'s", [Symbol("k")]: 1 }', '["a\\nb", "q\'uote"]',
];

test.each(VALUES)('console.log(%s) prints as Node does', async (values) => {
  const expected = `${format(...(new Function(`return [${values}]`)() as [unknown]))}\n`;
  expect(observed(await run(`console.log(${values})`, [program()]), 'exited').stdout).toBe(expected);
});

test('console.log of a circular object and of an error', async () => {
  const { stdout } = observed(await run('const a = { name: "a" }; a.self = a; console.log(a);\nconsole.log(new TypeError("bad"))', [program()]), 'exited');
  expect(stdout).toBe("<ref *1> { name: 'a', self: [Circular *1] }\nTypeError: bad\n    at main.js:2:13\n");
});

test('console groups, counts, tables, assertions', async () => {
  const code = 'console.group("G"); console.log("in\\nside"); console.groupEnd(); console.count(); console.count("x"); console.count();'
    + 'console.table([{ a: 1, b: "x" }, { a: 2 }]); console.assert(1 === 2, "broken %d", 5); console.dir({ a: { b: { c: {} } } }, { depth: 0 }); console.warn("w"); console.info("i")';
  const observation = observed(await run(code, [program()]), 'exited');
  expect(observation.stdout).toBe('G\n  in\n  side\ndefault: 1\nx: 1\ndefault: 2\n'
    + "┌─────────┬───┬─────┐\n│ (index) │ a │ b   │\n├─────────┼───┼─────┤\n│ 0       │ 1 │ 'x' │\n│ 1       │ 2 │     │\n└─────────┴───┴─────┘\n{ a: [Object] }\ni\n");
  expect(observation.stderr).toBe('Assertion failed: broken 5\nw\n');
});

test('console.time tells a time', async () => {
  expect(observed(await run('console.time("t"); console.timeEnd("t")', [program()]), 'exited').stdout).toMatch(/^t: \d+(\.\d+)?ms\n$/);
});

test.each([
  ['fetch', 'await fetch("http://example.com")', 'no network'],
  ['require', 'require("fs")', 'require is not defined. Use import'],
  ['Buffer', 'Buffer.from("x")', 'Use Uint8Array'],
  ['document', 'document.title', 'run on a server, not in a page'],
])('%s says what is there instead', async (_name, code, sentence) => {
  expect(observed(await run(code, [program()]), 'exited').error?.message).toContain(sentence);
});

const WEB_VALUES = [
  'new Headers({ A: "1", b: "x y" }), new Headers()', 'new URLSearchParams("a=b+c&x=y"), new URLSearchParams()', 'new URL("https://u:p@a.b:80/c?d=1#e"), [{ u: new URL("http://a/?b=1") }]',
  'new URLSearchParams({ name: "a".repeat(60), other: "b".repeat(30) })', 'new Blob(["hello"])', 'new File(["x"], "n.txt", { lastModified: 5 })',
  '(() => { const f = new FormData(); f.append("a", "1"); f.append("b", "2"); f.append("b", "3"); return f })()',
  '{ a: { b: { h: new Headers({ a: "1" }), u: new URL("http://a/"), s: new URLSearchParams("a=1") } } }', 'new Response(null, { status: 204, headers: { X: "1" } })', 'new AbortController().signal',
];

test.each(WEB_VALUES)('console.log(%s) prints as Node does', async (values) => {
  const expected = `${format(...(new Function(`return [${values}]`)() as [unknown]))}\n`;
  expect(observed(await run(`console.log(${values})`, [program()]), 'exited').stdout).toBe(expected);
});

test('the classes of the web have their own names, and print them', async () => {
  const code = 'console.log(Request.name, Response.name, new Request("http://a/b", { headers: { x: "1" } })); console.log(new Response("a")); console.log(Object.keys(new Headers()), JSON.stringify(new Headers()))';
  const { stdout } = observed(await run(code, [program()]), 'exited');
  expect(stdout).toMatch(/^Request Response Request \{\n {2}method: 'GET',\n {2}url: 'http:\/\/a\/b',\n {2}headers: Headers \{ x: '1' \},/);
  expect(stdout).toContain("Response {\n  status: 200,\n  statusText: '',\n  headers: Headers { 'content-type': 'text/plain;charset=UTF-8' },");
  expect(stdout).toMatch(/\n\[\] \{\}\n$/);
});

test('a body that was printed can still be read', async () => {
  const code = 'const answer = new Response("text"); console.log(answer); console.log(await answer.text())';
  expect(observed(await run(code, [program()]), 'exited').stdout).toMatch(/\ntext\n$/);
});

test('console.log claims no state of a promise', async () => {
  expect(observed(await run('console.log(Promise.resolve(5), new Promise(() => {})); console.dir(Promise.resolve(5))', [program()]), 'exited').stdout).toBe('Promise { … } Promise { … }\nPromise { … }\n');
});
