import { expect, test } from 'vitest';
import { call, observed, returned } from '../support.ts';
import { usePhp } from './support.ts';

const tools = usePhp();
const { run } = tools;

test('calls the global function once per case', async () => {
  const outcome = await run('function sumOf($a, $b) { return $a + $b; }', [call('sumOf', 1, 2), call('sumOf', 1.5, 2)]);
  expect(returned(outcome)).toEqual([3, 3.5]);
  expect(outcome.stop).toEqual({ reason: 'finished' });
});

test.each<[string, string, unknown[], unknown]>([
  ['whatever the case of its name', 'function SUMOF($a) { return $a; }', [1], 1],
  ['with declare(strict_types=1)', 'declare(strict_types=1);\nfunction sumOf(int $a): int { return $a; }', [1], 1],
  ['with a parameter that is a reference', 'function sumOf(array &$a) { $a[] = 9; return count($a); }', [[1, 2]], 3],
  ['with a global variable of the file', '$offset = 10; function sumOf($a) { global $offset; return $a + $offset; }', [1], 11],
  ['with fewer parameters than arguments', 'function sumOf() { return func_num_args(); }', [1, 2, 3], 3],
  ['with variadic parameters', 'function sumOf(int ...$all) { return array_sum($all); }', [1, 2, 3], 6],
  ['that another file of the exercise helps', 'require "helper.php"; function sumOf($a) { return helped($a); }', [4], 8],
  ['that reads a file in the working folder', 'function sumOf($a) { return trim(file_get_contents("data.txt")) . getcwd(); }', [1], 'text/app'],
  ['that is defined under a condition', 'if (PHP_VERSION_ID > 80000) { function sumOf($a) { return "new"; } }', [1], 'new'],
])('calls a function %s', async (_name, code, args, expected) => {
  const files = { 'helper.php': '<?php function helped($x) { return $x * 2; }', 'data.txt': 'text\n' };
  expect(returned(await run(code, [call('sumOf', ...args as number[])], { files }))).toEqual([expected]);
});

test('evaluates the file once for all cases', async () => {
  expect(returned(await run('function next_one() { static $n = 0; return ++$n; } function nextOne() { return next_one(); }', [call('nextOne'), call('nextOne'), call('nextOne')]))).toEqual([1, 2, 3]);
});

test('every case gets arguments of its own', async () => {
  const list = [1, 2];
  expect(returned(await run('function f($a) { $a[] = 9; return $a; }', [call('f', list), call('f', list)]))).toEqual([[1, 2, 9], [1, 2, 9]]);
});

test.each([
  ['is not there', 'function other() {}', 'Your code does not define a function called sumOf. Define it at the top level of the file'],
  ['has another way of writing', 'function sum_of() {}', 'does not define a function called sumOf (it defines sum_of)'],
  ['is in a namespace', 'namespace App; function sumOf() {}', '(it defines App\\sumOf). Define it at the top level of the file, without a namespace'],
])('says so when the function %s', async (_name, code, message) => {
  expect(observed(await run(code, [call('sumOf')]), 'threw').error.message).toContain(message);
});

test('says when the opening tag is missing', async () => {
  const outcome = await tools.runAsIs('function sumOf() {}', [call('sumOf')]);
  expect(observed(outcome, 'threw').error.message).toContain('the file begins with a line <?php');
});

test('a function of PHP itself does not stand in for the learner\'s', async () => {
  expect(observed(await run('', [call('max', 1, 2)]), 'threw').error.message).toContain('does not define a function called max');
});

test('an error carries its class, its line and own frames only', async () => {
  const outcome = await run('class NotEnough extends RuntimeException {}\nfunction inner($x) {\n  throw new NotEnough("no money: $x");\n}\nfunction f($x) {\n  inner($x);\n}', [call('f', 5)]);
  expect(observed(outcome, 'threw').error).toEqual({
    name: 'NotEnough', message: 'no money: 5', line: 4, stack: 'NotEnough: no money: 5\n    at main.php:4\n    at main.php(7): inner(5)\n    at f(5)',
  });
});

test.each<[string, string, object]>([
  ['a TypeError', 'function f(int $x) {}', { name: 'TypeError', message: 'f(): Argument #1 ($x) must be of type int, string given', line: 2 }],
  ['too few arguments', 'function f($a, $b) {}', { name: 'ArgumentCountError', message: 'Too few arguments to function f(), 1 passed and exactly 2 expected', line: 2 }],
  ['an undefined function', 'function f() {\n  nothing();\n}', { name: 'Error', message: 'Call to undefined function nothing()', line: 3 }],
  ['division by zero', 'function f() { return 1 % 0; }', { name: 'DivisionByZeroError', line: 2 }],
  ['an error thrown by PHP\'s own code', 'function f() {\n  return array_map(fn ($x) => throw new LogicException("deep"), [1]);\n}', { name: 'LogicException', line: 3 }],
  ['an error in another file', 'require "helper.php";\nfunction f() {\n  return helped();\n}', { name: 'Exception', message: 'far away (in helper.php, line 3)', line: 4 }],
  ['curl', 'function f() { return curl_init("http://example.com"); }', { message: 'Call to undefined function curl_init(). Programs here have no network.' }],
  ['exec', 'function f() { return exec("ls"); }', { message: 'Call to undefined function exec(). Programs here cannot start other programs.' }],
  ['backticks', 'function f() { return `ls`; }', { message: 'Call to undefined function shell_exec(). Programs here cannot start other programs.' }],
  ['mail', 'function f() { return mail("a", "b", "c"); }', { message: 'Call to undefined function mail(). Programs here cannot send mail.' }],
  ['sockets', 'function f() { return fsockopen("x"); }', { message: 'Call to undefined function fsockopen(). Programs here have no network.' }],
  ['FFI', 'function f() { return FFI::cdef(""); }', { message: 'Class "FFI" not found. PHP here cannot load other libraries.' }],
  ['dl', 'function f() { return dl("x.so"); }', { message: 'Call to undefined function dl(). PHP here has the extensions it has.' }],
  ['MySQL', 'function f() { return new PDO("mysql:host=x"); }', { name: 'PDOException', message: "could not find driver. The database here is SQLite: use new PDO('sqlite:/tmp/app.db')." }],
  ['Fibers', 'function f() {\n  $fiber = new Fiber(fn () => 1);\n  $fiber->start();\n}', { message: 'Fibers are not available here. Use a generator (yield) instead.', line: 4 }],
  ['a conversion that never ends', 'class A { function __toString(): string { return "" . new A; } }\nfunction f() { return "" . new A; }', { message: expect.stringContaining('infinite recursion?') }],
])('%s is told', async (_name, code, error) => {
  const outcome = await run(code, [call('f', 'x')], { files: { 'helper.php': '<?php\nfunction helped() {\n  throw new Exception("far away");\n}' } });
  expect(observed(outcome, 'threw').error).toMatchObject(error);
  expect(JSON.stringify(outcome)).not.toMatch(/internal|groundwork/i);
});

test('a case that fails does not keep the others from running', async () => {
  const code = 'function f($x) { if ($x === 1) throw new Exception("a"); if ($x === 2) exit(3); if ($x === 3) { $f = new Fiber(fn () => 1); $f->start(); } return $x; }';
  const outcome = await run(code, [1, 2, 3, 4].map((x) => call('f', x)));
  expect(observed(outcome, 'threw', 0).error.message).toBe('a');
  expect(observed(outcome, 'threw', 1).error.message).toBe('Your code called exit() before the function returned.');
  expect(observed(outcome, 'threw', 2).error.message).toContain('Fibers');
  expect(observed(outcome, 'returned', 3).value).toBe(4);
});

test('what a case prints stays with the case', async () => {
  const outcome = await run('echo "loading ";\nfunction f($x) { echo "got ", $x; ob_start(); echo " left open"; }', [call('f', 1), call('f', 2)]);
  expect(outcome.observations.map((observation) => observation?.stdout)).toEqual(['got 1 left open', 'got 2 left open']);
  expect(outcome.stdout).toBe('loading got 1 left opengot 2 left open');
});

test('warnings are printed where they happen', async () => {
  const outcome = await run('function f() {\n  return $nothing ?? [1][5];\n}', [call('f')]);
  expect(observed(outcome, 'returned')).toMatchObject({ value: null, stdout: '\nWarning: Undefined array key 5 in /app/main.php on line 3\n' });
});

test.each([
  ['does not parse', '$x = 1;\n$y = = 2;', { name: 'ParseError', message: 'syntax error, unexpected token "="', line: 3 }],
  ['ends too early', 'function f() {', { name: 'ParseError', message: expect.stringContaining('Unclosed \'{\'') }],
  ['cannot be compiled', 'interface I { function m(); }\nclass A implements I {}', { name: 'Fatal error', line: 3 }],
  ['throws while it is loaded', 'throw new LogicException("early");', { name: 'LogicException', message: 'early', line: 2 }],
  ['exits while it is loaded', 'exit(2);', { message: 'Your code called exit() while it was loaded.' }],
  ['defines a function twice', 'function f() {}\nfunction f() {}', { name: 'Fatal error', message: expect.stringContaining('Cannot redeclare function f()'), line: 3 }],
])('code that %s is told before any case', async (_name, code, error) => {
  const outcome = await run(code, [call('f')]);
  expect(outcome.stop).toMatchObject({ reason: 'not-loaded', error });
  expect(JSON.stringify(outcome)).not.toMatch(/internal|groundwork/i);
});

test('the memory in use is told', async () => {
  const { memoryMb } = await run('function f() { return strlen(str_repeat("x", 20_000_000)); }', [call('f')]);
  expect(memoryMb).toBeGreaterThan(40);
  expect(memoryMb).toBeLessThan(100);
});
