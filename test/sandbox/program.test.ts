import { expect, test } from 'vitest';
import { http, observed, program, useSandbox } from './support.ts';

const { run } = useSandbox();

test('a program reads its input and arguments, prints, and exits with a code', async () => {
  const code = 'let text = ""; for await (const part of process.stdin) text += part;\nconsole.log(text.trim().toUpperCase(), process.argv.slice(2));\nprocess.exitCode = 3';
  const outcome = await run(code, [program('hello\n', 'a', 'b'), program('again')]);
  expect(observed(outcome, 'exited', 0)).toMatchObject({ exitCode: 3, stdout: "HELLO [ 'a', 'b' ]\n" });
  expect(observed(outcome, 'exited', 1)).toMatchObject({ exitCode: 3, stdout: 'AGAIN []\n' });
  expect(outcome.stdout).toBe("HELLO [ 'a', 'b' ]\nAGAIN []\n");
});

test('input arrives by events too', async () => {
  const code = 'let all = ""; process.stdin.setEncoding("utf8"); process.stdin.on("data", (part) => all += part); process.stdin.on("end", () => console.log(all.length))';
  expect(observed(await run(code, [program('12345')]), 'exited').stdout).toBe('5\n');
});

test('no case sees what another left', async () => {
  const code = 'globalThis.count = (globalThis.count ?? 0) + 1; Array.prototype.extra ??= []; Array.prototype.extra.push(1); console.log(count, [].extra.length)';
  const outcome = await run(code, [program(), program(), program()]);
  expect(outcome.observations.map((observation) => observation?.stdout)).toEqual(['1 1\n', '1 1\n', '1 1\n']);
});

test('process.exit ends the program at once', async () => {
  const code = 'console.log(1);\ntry { process.exit(4) } finally { console.log("never") }\nconsole.log("never")';
  const outcome = await run(code, [program(), program()]);
  expect(observed(outcome, 'exited', 0)).toMatchObject({ exitCode: 4, stdout: '1\n' });
  expect(observed(outcome, 'exited', 1)).toMatchObject({ exitCode: 4, stdout: '1\n' });
});

test('an uncaught error is exit code 1 with its place', async () => {
  const observation = observed(await run('console.log("first");\nfunction f() {\n  throw new Error("no")\n}\nf()', [program()]), 'exited');
  expect(observation).toMatchObject({ exitCode: 1, stdout: 'first\n', error: { message: 'no', line: 3, column: 9 } });
  expect(observation.stderr).toBe('Error: no\n    at f (main.js:3:9)\n    at main.js:5:1\n');
});

test('an uncaught error in a timer is exit code 1 with its place', async () => {
  const observation = observed(await run('setTimeout(() => {\n  throw new Error("late")\n}, 1); setTimeout(() => console.log("never"), 500)', [program()]), 'exited');
  expect(observation).toMatchObject({ exitCode: 1, stdout: '', error: { message: 'late', line: 2 } });
});

test('a rejection that nobody handles is exit code 1', async () => {
  const observation = observed(await run('Promise.reject(new Error("unseen")); setTimeout(() => console.log("never"), 100)', [program()]), 'exited');
  expect(observation).toMatchObject({ exitCode: 1, stdout: '', error: { message: 'unseen' } });
});

test('timers, immediates and microtasks come in the order of Node', async () => {
  const code = 'setTimeout(() => console.log("timer 2"), 20); setTimeout(() => { console.log("timer 1"); queueMicrotask(() => console.log("micro in timer")) }, 5);'
    + 'setImmediate(() => console.log("immediate")); queueMicrotask(() => console.log("micro")); process.nextTick(() => console.log("tick")); console.log("now")';
  expect(observed(await run(code, [program()]), 'exited').stdout).toBe('now\nmicro\ntick\nimmediate\ntimer 1\nmicro in timer\ntimer 2\n');
});

test('intervals go on until they are cleared', async () => {
  const code = 'let n = 0; const timer = setInterval(() => { console.log(++n); if (n === 3) clearInterval(timer) }, 2)';
  expect(observed(await run(code, [program()]), 'exited').stdout).toBe('1\n2\n3\n');
});

test('a program that waits for what never happens is told so', async () => {
  const outcome = await run('console.log("here"); await new Promise(() => {})', [program()]);
  expect(observed(outcome, 'waits-forever').stdout).toBe('here\n');
  expect(outcome.durationMs).toBeLessThan(1000);
});

test('a program that waits too long is stopped at the deadline', async () => {
  const { stop, stdout } = await run('console.log("waiting"); setTimeout(() => {}, 60_000)', [program()], { limits: { timeMs: 300 } });
  expect(stop).toMatchObject({ reason: 'timed-out', message: 'Your program ran longer than 300 ms and was stopped.', limit: { name: 'time', value: 300, unit: 'ms' } });
  expect(stdout).toBe('waiting\n');
});

test.each([
  ['timed-out', 'for (;;);'],
  ['output-limit', 'for (;;) console.log("more");'],
])('an app that is stopped (%s) keeps what it answered before', async (reason, endless) => {
  const code = `export default (request) => { if (request.url.endsWith("/slow")) { ${endless} } return new Response("ok") }`;
  const outcome = await run(code, [http('GET /', 'GET /slow')], { limits: { timeMs: 300, outputBytes: 1024 } });
  expect(outcome.stop.reason).toBe(reason);
  expect(observed(outcome, 'responded').responses).toMatchObject([{ status: 200, body: 'ok' }]);
});

test('an object that is thrown is told from an error', async () => {
  const { error, stderr } = observed(await run('throw { code: 1 }', [program()]), 'exited');
  expect(error?.message).toMatch(/^Your program threw an object that is not an Error, /);
  expect(stderr).toContain('new Error(…)');
});
