import { describe, expect, test } from 'vitest';
import type { ResultSet } from '../../../server/contract/observation.ts';
import { findRowDifference } from '../../../server/judge/compare-rows.ts';
import { describeQueryError } from '../../../server/judge/judge-query.ts';

const documents = (...values: unknown[]): ResultSet => ({
  columns: [{ name: 'document', type: 'document' }], rows: values.map((value) => [JSON.stringify(value)]), rowCount: values.length, command: 'find', durationMs: 1,
});
const replies = (...values: unknown[]): ResultSet => ({
  columns: [{ name: 'reply', type: 'reply' }], rows: values.map((value) => [JSON.stringify(value)]), rowCount: values.length, command: 'GET', durationMs: 1,
});
const anyOrder = { ordered: false, named: false };
const inOrder = { ordered: true, named: false };
const words = (expected: ResultSet, actual: ResultSet, demands = anyOrder) => findRowDifference(expected, actual, demands)?.message;

describe('documents', () => {
  test('are equal whatever the order of their fields, and numbers by value', () => {
    expect(words(documents({ _id: 1, total: 2.5, of: { a: 1, b: [1, 2] } }), documents({ of: { b: [1, 2], a: 1 }, total: 2.50, _id: 1 }))).toBeUndefined();
    expect(words(documents({ at: { $date: '2026-01-01T00:00:00Z' } }), documents({ at: { $date: '2026-01-01T00:00:00Z' } }))).toBeUndefined();
  });

  test('differ by the field that differs', () => {
    expect(words(documents({ _id: 1, total: 2 }, { _id: 2, total: 5 }), documents({ _id: 2, total: 4 }, { _id: 1, total: 2 }))).toBe('document 1: total is 4, expected 5');
  });

  test('tell a field that is missing from one that is null', () => {
    expect(words(documents({ _id: 1, email: null }), documents({ _id: 1 }))).toBe('document 1: email is missing, expected null');
    expect(words(documents({ _id: 1 }), documents({ _id: 1, email: null }))).toBe('document 1: email is null, expected missing');
  });

  test('count, and may be in another order unless that counts', () => {
    const [one, two] = [{ _id: 1 }, { _id: 2 }];
    expect(words(documents(one, two), documents(two, one))).toBeUndefined();
    expect(words(documents(one, two), documents(two, one), inOrder)).toBe('the documents are the right ones, in another order: document 1 is (_id 2), expected (_id 1)');
    expect(words(documents(one, two), documents(one))).toBe('1 document is missing; it is (_id 2)');
    expect(words(documents(one), documents())).toMatch(/^no document came, expected 1/);
  });

  test('may be plain values, which are compared whole', () => {
    expect(words(documents(3), documents(4))).toBe('the document is 4, expected 3');
    expect(words(documents('a', 'b'), documents('b', 'a'))).toBeUndefined();
    expect(words(documents({ $oid: 'a'.repeat(24) }), documents({ $oid: 'b'.repeat(24) }))).toBe("the document is ObjectId('bbbbbbbbbbbbbbbbbbbbbbbb'), expected ObjectId('aaaaaaaaaaaaaaaaaaaaaaaa')");
    expect(words(documents({ _id: 1, at: { $date: '2026-01-01T00:00:00Z' } }), documents({ _id: 1, at: { $date: '2026-01-02T00:00:00Z' } }))).toBe("document 1: at is ISODate('2026-01-02T00:00:00.000Z'), expected ISODate('2026-01-01T00:00:00.000Z')");
    expect(words(documents({ _id: 1 }), documents(7))).toBeDefined();
  });
});

describe('replies', () => {
  test('are compared in their order, with their kind', () => {
    expect(words(replies(1, 'a', null, { status: 'OK' }), replies(1, 'a', null, { status: 'OK' }), inOrder)).toBeUndefined();
    expect(words(replies(1), replies('1'), inOrder)).toBe('the reply is "1", expected (integer) 1');
    expect(words(replies({ status: 'OK' }), replies(['a', 'b']), inOrder)).toBe('the reply is 1) "a" 2) "b", expected OK');
    expect(words(replies(1, 'a'), replies(1, 'b'), inOrder)).toBe('reply 2 is "b", expected "a"');
    expect(words(replies(1, 2), replies(1), inOrder)).toBe('1 reply is missing; it is (integer) 2');
    expect(words(replies(1, 2), replies(2, 1), inOrder)).toContain('the replies are the right ones, in another order');
    expect(words(replies({ map: { a: '1', b: '2' } }), replies({ map: { b: '2', a: '1' } }), inOrder)).toBeUndefined();
  });
});

test('errors are told with what they can be looked up by', () => {
  expect(describeQueryError({ name: 'MongoServerError', message: 'E11000 duplicate key error', code: '11000', line: 3 })).toBe('line 3: MongoServerError: E11000 duplicate key error (code 11000)');
  expect(describeQueryError({ name: 'MongoServerError', message: "Unrecognized pipeline stage name: '$foo'", code: '40324' })).toContain('(code 40324)');
  expect(describeQueryError({ name: 'TypeError', message: 'x is not a function', code: 'TypeError' })).toBe('TypeError: x is not a function');
  expect(describeQueryError({ name: 'ERROR', message: 'no such table', code: '42P01' })).toBe('no such table (SQLSTATE 42P01)');
});
