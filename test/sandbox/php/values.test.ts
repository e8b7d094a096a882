import { expect, test } from 'vitest';
import type { Value } from '../../../server/contract/value.ts';
import { call, returned } from '../support.ts';
import { usePhp } from './support.ts';

const { run } = usePhp();

const object = (entries: [string, Value][], className?: string): Value => ({ $: 'object', entries, ...(className ? { class: className } : {}) });

// All in one run: each expression is a case.
const RETURNED: [expression: string, value: Value][] = [
  ['null', null],
  ['true', true],
  ['42', 42],
  ['-9007199254740992', -9007199254740992],
  ['9007199254740993', { $: 'bigint', value: '9007199254740993' }],
  ['PHP_INT_MIN', { $: 'bigint', value: '-9223372036854775808' }],
  ['1.0', 1],
  ['0.1 + 0.2', 0.1 + 0.2],
  ['1e300', 1e300],
  ['5e-324', 5e-324],
  ['1e20', 1e20],
  ['-0.0', { $: 'number', value: '-0' }],
  ['NAN', { $: 'number', value: 'NaN' }],
  ['INF', { $: 'number', value: 'Infinity' }],
  ['-INF', { $: 'number', value: '-Infinity' }],
  ['"é \\u{1F600} \\" \\\\ \\n \\0"', 'é \u{1F600} " \\ \n \0'],
  ['"\\xff\\x00"', { $: 'bytes', base64: '/wA=' }],
  ['[]', { $: 'empty' } as unknown as Value],
  ['[1, "a", [null]]', [1, 'a', [null]]],
  ['["b" => 1, "a" => [2]]', object([['b', 1], ['a', [2]]])],
  ['[1 => "a", 0 => "b"]', object([['1', 'a'], ['0', 'b']])],
  ['["\\xff" => 1]', object([['\uFFFD', 1]])],
  ['(object) ["x" => 1]', object([['x', 1]])],
  ['new stdClass', object([])],
  ['new Book("SQL", 9.5)', object([['title', 'SQL'], ['price', 9.5]], 'Book')],
  ['Suit::Hearts', object([['name', 'Hearts'], ['value', 'H']], 'Suit')],
  ['new ArrayObject(["a" => 1])', object([['a', 1]], 'ArrayObject')],
  ['new DateTime("2026-01-02 03:04:05.678 +02:00")', { $: 'date', value: '2026-01-02T01:04:05.678Z' }],
  ['new RangeException("bad")', { $: 'error', name: 'RangeException', message: 'bad' }],
  ['strlen(...)', { $: 'function', name: 'strlen' }],
  ['fn () => 1', { $: 'function', name: '{closure}' }],
  ['new class { public $x = 1; }', object([['x', 1]], 'class@anonymous')],
  ['tmpfile()', { $: 'symbol', value: 'resource (stream)' }],
  ['selfish()', object([['list', [{ $: 'cycle', up: 2 }]]])],
];

test('what comes back is the value it stands for', async () => {
  const before = 'class Book { private $hidden = 1; function __construct(public string $title, public float $price) {} }\nenum Suit: string { case Hearts = "H"; }\n'
    + 'function selfish() { $o = new stdClass; $o->list = [$o]; return $o; }\nfunction f($i) { ini_set("precision", 3); ini_set("serialize_precision", 3); setlocale(LC_ALL, "de_DE"); return match ($i) {\n';
  const code = `${before}${RETURNED.map(([expression], index) => `${index} => ${expression},`).join('\n')}\n}; }`;
  const values = returned(await run(code, RETURNED.map((_, index) => call('f', index))));
  expect(values.map((value, index) => [RETURNED[index]![0], value])).toEqual(RETURNED);
});

test.each([
  ['nested too deep', '$a = 1; for ($i = 0; $i < 5000; $i++) $a = [$a]; return $a;'],
  ['too large', 'return range(1, 200000);'],
  ['too long', 'return ["x", str_repeat("y", 3000000)];'],
  ['a list that contains a reference to itself', '$a = [1]; $a[] = &$a; return $a;'],
])('a value that is %s is cut off', async (_name, code) => {
  const text = JSON.stringify(returned(await run(`function f() { ${code} }`, [call('f')])));
  expect(text).toContain('{"$":"truncated"}');
  expect(text.length).toBeLessThan(5_000_000);
});

test('a property that throws when it is read ends its case only', async () => {
  const outcome = await run('class P { public int $x { get => throw new LogicException("hooked"); } }\nfunction f($x) { return $x ? new P : 1; }', [call('f', true), call('f', false)]);
  expect(outcome.observations.map((observation) => observation?.ended)).toEqual(['threw', 'returned']);
});

const GIVEN: [argument: Value, expression: string][] = [
  [null, '$x === null'],
  [{ $: 'undefined' }, '$x === null'],
  [5, '$x === 5'],
  [1.5, '$x === 1.5'],
  [9007199254740991, '$x === 9007199254740991'],
  [1e21, '$x === 1e21'],
  [{ $: 'number', value: 'NaN' }, 'is_nan($x)'],
  [{ $: 'number', value: '-0' }, 'fdiv(1, $x) === -INF'],
  [{ $: 'number', value: '-Infinity' }, '$x === -INF'],
  [{ $: 'bigint', value: '9223372036854775807' }, '$x === PHP_INT_MAX'],
  [{ $: 'bigint', value: '9223372036854775808' }, '$x === "9223372036854775808"'],
  ['é\0', '$x === "é\\0"'],
  [[1, [2, null]], '$x === [1, [2, null]]'],
  [[], '$x === []'],
  [object([]), '$x === []'],
  [object([['b', 1], ['a', object([['c', true]])]]), '$x === ["b" => 1, "a" => ["c" => true]]'],
  [object([['$', 'x']]), '$x === ["$" => "x"]'],
  [{ $: 'map', entries: [[1, 'a'], ['k', 'b']] }, '$x === [1 => "a", "k" => "b"]'],
  [{ $: 'set', items: [3, 'x'] }, '$x === [3, "x"]'],
  [{ $: 'date', value: '2026-01-02T03:04:05.678Z' }, '$x instanceof DateTimeImmutable && $x->format("Y-m-d H:i:s.v e") === "2026-01-02 03:04:05.678 UTC"'],
  [{ $: 'bytes', base64: '/wA=' }, '$x === "\\xff\\0"'],
  [{ $: 'regexp', value: '/a+/i' }, 'preg_match($x, "xAA") === 1'],
  [{ $: 'error', name: 'Error', message: 'm' }, '$x instanceof Exception && $x->getMessage() === "m"'],
];

test('arguments arrive as the values they stand for', async () => {
  const code = `function f($i, $x) { return match ($i) {\n${GIVEN.map(([, expression], index) => `${index} => ${expression},`).join('\n')}\n}; }`;
  const values = returned(await run(code, GIVEN.map(([argument], index) => call('f', index, argument))));
  expect(values.map((value, index) => [GIVEN[index]![1], value])).toEqual(GIVEN.map(([, expression]) => [expression, true]));
});
