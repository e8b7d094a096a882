import { describe, expect, test } from 'vitest';
import { printShort, printValue } from '../../../server/judge/print.ts';
import { findTextDifference } from '../../../server/judge/text.ts';
import { nothing, object } from './values.ts';
import type { Expected, Value } from '../../../server/contract/value.ts';

describe('output', () => {
  test('blanks at line ends, CRLF and blank lines at the end do not count', () => {
    expect(findTextDifference('a\nb', 'a  \r\nb\t\n\n')).toBeUndefined();
    expect(findTextDifference('a\nb\n\n', 'a\nb')).toBeUndefined();
    expect(findTextDifference('', '\n')).toBeUndefined();
  });

  test('blanks at the beginning and blank lines between do count', () => {
    expect(findTextDifference('  a', 'a')?.message).toBe('expected "  a", got "a" (only white space differs)');
    expect(findTextDifference('a\nb', 'a\n\nb')).toEqual({ line: 2, message: 'line 2: expected "b", got ""' });
  });

  test('the first differing line is told', () => {
    expect(findTextDifference('1\n2\n3', '1\n2\nfour')).toEqual({ line: 3, message: 'line 3: expected "3", got "four"' });
    expect(findTextDifference('1\n2\n3', '1\n2')).toEqual({ line: 3, message: 'line 3: expected "3", but the output ends there' });
    expect(findTextDifference('1', '1\n2')).toEqual({ line: 2, message: 'line 2: expected nothing more, got "2"' });
    expect(findTextDifference('', 'hello')).toEqual({ line: 1, message: 'line 1: expected nothing more, got "hello"' });
    expect(findTextDifference('1\n2', '')).toEqual({ line: 1, message: 'expected "1\\n2", but nothing was printed' });
    expect(findTextDifference('a\nHello', 'a\nhello')?.message).toBe('line 2: expected "Hello", got "hello" (only upper and lower case differ)');
  });

  test('matchers look at the text without its trailing blanks', () => {
    expect(findTextDifference({ $: 'matches', pattern: '^\\d+$' }, '12 \n')).toBeUndefined();
    expect(findTextDifference({ $: 'contains', value: 'a \nb' }, 'xa\nb  \ny\n')).toBeUndefined();
    expect(findTextDifference({ $: 'oneOf', values: ['a', 'b'] }, 'b\n')).toBeUndefined();
    expect(findTextDifference({ $: 'oneOf', values: ['a', 'b'] }, 'c\n')?.message).toBe('expected one of "a", "b", got "c"');
    expect(findTextDifference({ $: 'contains', value: 'x' }, '')?.message).toBe('expected a text containing "x", but nothing was printed');
    expect(findTextDifference({ $: 'matches', pattern: '^(\\w+\\s?)*$' }, `${'a'.repeat(60)}!`)?.message).toContain('takes too long');
  });

  test('a megabyte of blanks is compared in linear time', () => {
    const started = performance.now();
    expect(findTextDifference('x', `${' '.repeat(1_000_000)}x`)).toBeDefined();
    expect(findTextDifference('x', '\n'.repeat(1_000_000))).toBeDefined();
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

const book = (id: number) => object<Value>({ id, title: `A book with the number ${id}` });

describe('printing', () => {
  test('values read like JavaScript, matchers like words', () => {
    const cases: [Value | Expected, string][] = [
      [nothing, 'undefined'], [{ $: 'number', value: '-0' }, '-0'], [{ $: 'bigint', value: '12' }, '12n'],
      [object<Value>({ a: 1, 'b c': [true, null] }), '{ a: 1, "b c": [true, null] }'],
      [{ ...object({ title: 'SQL' }), class: 'Book' }, 'Book { title: "SQL" }'],
      [{ $: 'map', entries: [['a', 1]] }, 'Map { "a" => 1 }'], [{ $: 'set', items: [1, 'x'] }, 'Set { 1, "x" }'],
      [{ $: 'date', value: '2026-01-01T00:00:00.000Z' }, 'Date 2026-01-01T00:00:00.000Z'], [{ $: 'bytes', base64: 'AAEC' }, 'bytes [0, 1, 2]'],
      [{ $: 'error', name: 'TypeError', message: 'no' }, 'TypeError: no'], [{ $: 'function', name: 'sum' }, 'function sum'],
      [object<Value>({ self: { $: 'cycle', up: 1 } }), '{ self: (itself) }'], [{ $: 'truncated' }, '(too large to show)'],
      [{ $: 'anyOrder', values: [1, 2] }, '[1, 2] in any order'], [{ $: 'type', type: 'integer' }, 'a whole number'],
      [{ $: 'matches', pattern: '^\\d+$' }, 'a text matching /^\\d+$/'], [{ $: 'oneOf', values: [1, 2] }, 'one of 1, 2'], [[], '[]'], [object({}), '{}'],
    ];
    for (const [value, text] of cases) expect(printValue(value)).toBe(text);
  });

  test('what does not fit on a line is indented, one item per line', () => {
    expect(printValue(object<Value>({ books: [book(1), book(2)] }))).toBe(
      '{\n  books: [\n    { id: 1, title: "A book with the number 1" },\n    { id: 2, title: "A book with the number 2" },\n  ],\n}',
    );
  });

  test('what is left out is said', () => {
    expect(printShort([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])).toBe('[1, 2, 3, 4, 5, 6, 7, 8, … 2 more]');
    expect(printShort('x'.repeat(100))).toBe(`"${'x'.repeat(80)}"… (20 more characters)`);
    expect(printValue('x'.repeat(5_000))).toContain('… (4,000 more characters)');
    expect(printShort(`${'x'.repeat(79)}😀😀`)).toBe(`"${'x'.repeat(79)}"… (4 more characters)`);
  });

  test('nothing breaks it, and everything stays short', () => {
    let deep: unknown = 1;
    for (let index = 0; index < 50_000; index += 1) deep = [deep, deep];
    const forged: unknown[] = [
      deep, undefined, () => 1, Symbol('x'), 10n, { $: 'object' }, { $: 'object', entries: [1, [2], [3, 4]] }, { $: 'map', entries: 'no' }, { $: 'bytes' },
      { $: 'type', type: 'toString' }, { $: 'nope' }, {}, { $: 1 }, Array.from({ length: 100_000 }, () => 'x'.repeat(1_000)),
    ];
    for (const value of forged) {
      expect(printShort(value).length).toBeLessThan(130);
      expect(printValue(value).length).toBeLessThan(60_000);
    }
  });
});
