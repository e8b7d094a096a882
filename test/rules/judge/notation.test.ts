import { expect, test } from 'vitest';
import type { Observation } from '../../../server/contract/observation.ts';
import type { Runtime } from '../../../server/contract/runtimes.ts';
import type { Value } from '../../../server/contract/value.ts';
import { judgeCase, printInput } from '../../../server/judge/judge-case.ts';
import { functionName, notationOf, shownIn } from '../../../server/judge/notation.ts';
import { printShort } from '../../../server/judge/print.ts';
import { nothing, object } from './values.ts';

test.each<[Value, string, string, string]>([
  [null, 'null', 'None', 'null'],
  [nothing, 'undefined', 'None', 'null'],
  [[true, false], '[true, false]', '[True, False]', '[true, false]'],
  ['it', '"it"', "'it'", "'it'"],
  ["it's", '"it\'s"', '"it\'s"', '"it\'s"'],
  ['a\nb', '"a\\nb"', '"a\\nb"', '"a\\nb"'],
  [object({ id: 1, 'a b': [] }), '{ id: 1, "a b": [] }', "{'id': 1, 'a b': []}", "['id' => 1, 'a b' => []]"],
  [{ $: 'object', class: 'Book', entries: [['title', 'SQL']] }, 'Book { title: "SQL" }', "Book { title: 'SQL' }", "Book { title: 'SQL' }"],
  [{ $: 'map', entries: [[1, 'one']] }, 'Map { 1 => "one" }', "{1: 'one'}", "[1 => 'one']"],
  [{ $: 'set', items: [1] }, 'Set { 1 }', '{1}', '[1]'],
  [{ $: 'set', items: [] }, 'Set {}', 'set()', '[]'],
  [{ $: 'empty' }, '[]', '[]', '[]'],
  [{ $: 'number', value: 'NaN' }, 'NaN', 'nan', 'NAN'],
  [{ $: 'number', value: '-Infinity' }, '-Infinity', '-inf', '-INF'],
  [{ $: 'bigint', value: '12' }, '12n', '12', '12'],
])('%j is written in each language as its programmers write it', (value, ...written) => {
  expect((['javascript', 'python', 'php'] as const).map((runtime) => printShort(value, notationOf(runtime)))).toEqual(written);
});

test('a type is called what the language calls it', () => {
  expect(printShort({ $: 'type', type: 'array' }, notationOf('python'))).toBe('a list');
  expect(printShort({ $: 'type', type: 'object' }, notationOf('php'))).toBe('an array with keys');
  expect(printShort({ $: 'type', type: 'null' }, notationOf('python'))).toBe('None');
});

test.each([
  ['sumOf', 'sum_of'], ['sum', 'sum'], ['parseHTTPHeader', 'parse_http_header'], ['toBase64Text', 'to_base64_text'], ['isA', 'is_a'], ['top10Paths', 'top10_paths'],
])('%s is %s in Python', (camel, snake) => {
  expect(functionName(camel, 'python')).toBe(snake);
  for (const runtime of ['javascript', 'typescript', 'php'] as const) expect(functionName(camel, runtime)).toBe(camel);
});

test('a learner of Python reads of input, expectation and value in Python', () => {
  const testCase = { name: 'finds nobody', hidden: false, args: ['Ada', object({ strict: true })], returns: null, position: { file: 'x.md', line: 1, column: 1 } };
  const tests = (runtime: Runtime) => shownIn(runtime, { kind: 'call', function: 'findUser', cases: [testCase] });
  const observation: Observation = { index: 0, stdout: '', stderr: '', durationMs: 1, ended: 'returned', value: object({ name: 'Ada' }) };
  expect(printInput(tests('python'), testCase)).toBe("find_user('Ada', {'strict': True})");
  expect(printInput(tests('php'), testCase)).toBe("findUser('Ada', ['strict' => true])");
  expect(judgeCase(tests('python'), testCase, observation)).toMatchObject({ expected: 'None', actual: "{'name': 'Ada'}", message: "expected None, got {'name': 'Ada'}" });
  expect(judgeCase(tests('typescript'), testCase, observation)).toMatchObject({ expected: 'null', actual: '{ name: "Ada" }' });
});
