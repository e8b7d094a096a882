import { expect, test } from 'vitest';
import type { RunOutcome } from '../../../server/contract/observation.ts';
import type { Value } from '../../../server/contract/value.ts';
import { call, http, observed, program, returned, useSandbox } from '../support.ts';
import { notLoaded, returns, throws } from './calls.ts';
import { programs } from './programs.ts';
import { answers, wrongApps } from './requests.ts';
import { useOutcomes, type Job } from './together.ts';

// One sandbox for all that Python has to do; tables of programs stand beside this file.

const tools = useSandbox(2);
const run = (code: string, inputs: Parameters<typeof tools.run>[1], given: Parameters<typeof tools.run>[2] = {}) => tools.run(code, inputs, { runtime: 'python', ...given });

const tables = { returns, throws, notLoaded, programs, answers, wrongApps };
const jobs: Job[] = [
  ...[...returns, ...throws.map(([name, code]) => [name, code, []] as const), ...notLoaded.map(([name, code]) => [name, code, []] as const)]
    .map(([, code, args]) => ({ code, inputs: [call('f', ...args)] })),
  ...programs.map(([, code, { stdin = '', argv = [], files = {} }]) => ({ code, inputs: [program(stdin, ...argv)], given: { files } })),
  ...answers.map(([, code, requests]) => ({ code, inputs: [http(...requests)] })),
  ...wrongApps.map(([, code]) => ({ code, inputs: [http('GET /here')] })),
];
const outcomeOf = useOutcomes(run, jobs);

/** The rows of a table, each with the outcome of its run. */
function rows<Name extends keyof typeof tables>(name: Name): [name: string, row: (typeof tables)[Name][number], outcome: () => RunOutcome][] {
  const names = Object.keys(tables) as (keyof typeof tables)[];
  const before = names.slice(0, names.indexOf(name)).reduce((sum, one) => sum + tables[one].length, 0);
  return tables[name].map((row, index) => [row[0], row, () => outcomeOf(before + index)]);
}

test.each(rows('returns'))('a call returns %s', (_name, [, , , value], outcome) => {
  expect(returned(outcome())).toEqual([value]);
});

test.each(rows('throws'))('a call ends with %s', (_name, [, , error], outcome) => {
  expect(observed(outcome(), 'threw').error).toMatchObject(error);
});

test.each(rows('notLoaded'))('a module is not loaded for %s', (_name, [, , error], outcome) => {
  expect(outcome().stop).toMatchObject({ reason: 'not-loaded', error });
});

const like = (text: string | RegExp): unknown => (typeof text === 'string' ? text : expect.stringMatching(text));

test.each(rows('programs'))('a program: %s', (_name, [, , { stdout = '', stderr = '', exitCode = 0, error }], outcome) => {
  const found = observed(outcome(), 'exited');
  expect({ stdout: found.stdout, exitCode: found.exitCode }).toEqual({ stdout, exitCode });
  expect({ error: found.error ?? {} }).toMatchObject({ error: error ?? {} });
  expect(found.error === undefined).toBe(error === undefined);
  expect(found.stderr).toEqual(like(stderr));
});

test.each(rows('answers'))('an app: %s', (_name, [, , , responses], outcome) => {
  expect(observed(outcome(), 'responded')).toMatchObject({ responses });
});

test.each(rows('wrongApps'))('an app that is wrong: %s', (_name, [, , message], outcome) => {
  const { stop } = outcome();
  const error = stop.reason === 'not-loaded' ? stop.error : observed(outcome(), 'responded').error;
  expect(error?.message).toContain(message);
});

test('all calls share one evaluation of the module, with arguments of their own', async () => {
  const outcome = await run('print("loaded")\nseen = []\ndef add_one(a):\n    print("call")\n    a.append(0)\n    seen.append(a)\n    return [len(seen), a]', [call('addOne', [1]), call('addOne', [1])]);
  expect(returned(outcome)).toEqual([[1, [1, 0]], [2, [1, 0]]]);
  expect(outcome.stdout).toBe('loaded\ncall\ncall\n');
  expect(outcome.observations.map((one) => one?.stdout)).toEqual(['call\n', 'call\n']);
});

test('a call that takes the interpreter along leaves the next ones a fresh one', async () => {
  const outcome = await run('import os\nn = 0\ndef f(end):\n    global n\n    n += 1\n    if end: os._exit(1)\n    return n', [call('f', false), call('f', true), call('f', false)]);
  expect(outcome.observations.map((one) => one?.ended)).toEqual(['returned', 'threw', 'returned']);
  expect(observed(outcome, 'returned', 2).value).toBe(1);
});

test.each(['program', 'http'] as const)('every %s case begins afresh', async (kind) => {
  const code = `import builtins, os, sys, json, random, collections
found = [hasattr(builtins, 'left'), hasattr(json, 'left'), os.path.exists('/tmp/left'), os.path.exists('left'), os.getcwd(), os.environ.get('LEFT'), sys.argv, 'shop' in sys.modules, sys.getrecursionlimit(), len(sys.path), json.dumps(1)]
text = json.dumps(found)
print(text)
def app(environ, start_response):
    start_response('200 OK', [])
    return [text.encode()]
import shop
builtins.left = json.left = True
open('/tmp/left', 'w').close(); open('left', 'w').close()
os.environ['LEFT'] = 'x'
sys.argv.append('left'); sys.path.append('left'); sys.setrecursionlimit(500)
os.mkdir('/tmp/sub'); os.chdir('/tmp/sub')
json.JSONEncoder.encode = lambda *given: 'patched'
collections.deque = None
del sys.modules['random']
os.close(2)`;
  const outcome = await run(code, kind === 'program' ? [program(), program()] : [http('GET /'), http('GET /')], { files: { 'shop.py': '' } });
  const found = outcome.observations.map((one) => (one?.ended === 'responded' ? one.responses[0]?.body : one?.stdout.trim()));
  expect(found).toEqual(Array.from({ length: 2 }, () => '[false, false, false, false, "/app", null, ["main.py"], false, 1000, 2, "1"]'));
});

test('random numbers differ from run to run', async () => {
  const code = 'import random, uuid, os\nprint(random.random(), uuid.uuid4(), os.urandom(8).hex(), random.SystemRandom().random())';
  const outcomes = await Promise.all([run(code, [program(), program()]), run(code, [program()])]);
  const numbers = outcomes.flatMap(({ observations }) => observations.flatMap((one) => one!.stdout.trim().split(' ')));
  expect(new Set(numbers).size).toBe(12);
});

test.each([
  ['an endless loop', 'print("before")\nx = 1\nwhile True:\n    x += 1', { reason: 'timed-out', line: expect.toBeOneOf([3, 4]) as number }, 'before\n'],
  ['half a line, then a loop', 'print("half", end="")\nwhile True:\n    pass', { reason: 'timed-out' }, 'half'],
  ['sleeping too long', 'import time\nprint("z")\ntime.sleep(60)', { reason: 'timed-out', line: 3 }, 'z\n'],
  ['a loop in an async function', 'import asyncio\nasync def f():\n    while True: await asyncio.sleep(1)\nasyncio.run(f())', { reason: 'timed-out' }, ''],
  ['too much memory', 'print("before")\na = []\nwhile True: a.append(b"x" * 1000000)', { reason: 'out-of-memory' }, 'before\n'],
  ['too much at once', 'x = "x" * 10 ** 9', { reason: 'out-of-memory' }, ''],
])('limits: %s', async (_name, code, stop, stdout) => {
  const outcome = await run(code, [program()], { limits: { timeMs: stop.reason === 'timed-out' ? 500 : 4_000, memoryMb: 32 } });
  expect(outcome.stop).toMatchObject(stop);
  expect(outcome.stdout).toBe(stdout);
});

test('limits: too much output', async () => {
  const outcome = await run('while True: print("x" * 100)', [program()], { limits: { outputBytes: 2048 } });
  expect(outcome.stop).toMatchObject({ reason: 'output-limit' });
  expect(outcome.stdout).toHaveLength(2048);
});

test('a program that waits for what nobody will do', async () => {
  const code = 'import asyncio\nasync def main():\n    print("waiting")\n    await asyncio.Event().wait()\nasyncio.run(main())';
  expect(observed(await run(code, [program()]), 'waits-forever').stdout).toBe('waiting\n');
});

test('responses before a request that never ends are kept', async () => {
  const code = 'def app(environ, start_response):\n    while environ["PATH_INFO"] == "/loop": pass\n    start_response("200 OK", [])\n    return [b"ok"]';
  const outcome = await run(code, [http('GET /', 'GET /loop')], { limits: { timeMs: 500 } });
  expect(outcome.stop).toMatchObject({ reason: 'timed-out', line: 2 });
  expect(observed(outcome, 'responded').responses).toMatchObject([{ status: 200, body: 'ok' }]);
});

test('what the first measurements of this runtime relied on', async () => {
  const version = await run('import sys, json\nfrom collections import Counter\nprint(sys.version.split()[0], json.dumps(Counter("hello")))', [program()]);
  expect(version.stdout).toMatch(/^3\.14\.\d+ \{"h": 1, "e": 1, "l": 2, "o": 1\}\n$/);
  const startedAt = performance.now();
  expect((await run('while True: pass', [program()], { limits: { timeMs: 300 } })).stop).toMatchObject({ reason: 'timed-out', line: 1 });
  expect(performance.now() - startedAt).toBeLessThan(3_000);
  const memory = await run('a = []\ntry:\n    while True: a.append(b"x" * 1000000)\nexcept MemoryError:\n    n = len(a)\n    del a\n    print(190 < n < 215)', [program()], { limits: { timeMs: 5_000 } });
  expect(memory.stdout).toBe('True\n');
});

test('names follow the habits of the language', async () => {
  const code = 'def sum_of(): return 1\ndef parse_http_date(): return 2\ndef to_base64(): return 3\ndef plain(): return 4\ndef isOk(): return 5';
  const outcome = await run(code, ['sumOf', 'parseHTTPDate', 'toBase64', 'plain', 'isOk'].map((name) => call(name)));
  expect(returned(outcome).slice(0, 4)).toEqual([1, 2, 3, 4] satisfies Value[]);
  expect(observed(outcome, 'threw', 4).error.message).toBe('Your code has isOk; in Python the name is written is_ok. Write it as: def is_ok(…):');
});
