import { describe, expect, test } from 'vitest';
import type { HttpExpectation, HttpResponse } from '../../../server/contract/exercise.ts';
import type { Value } from '../../../server/contract/value.ts';
import { findResponseDifference, printExpectation, printRequest, printResponse } from '../../../server/judge/response.ts';
import { nothing, object } from './values.ts';

const response = (body: string, headers: Record<string, string> = {}, status = 200): HttpResponse => ({ status, headers, body });
const find = (expected: HttpExpectation, actual: HttpResponse) => findResponseDifference(expected, actual);

describe('responses', () => {
  test('status first, then headers, then the body', () => {
    const expected: HttpExpectation = { status: 201, headers: { location: '/books/1' }, json: object({ id: 1 }) };
    expect(find(expected, response('{}'))).toEqual({ part: 'status 200', path: 'status', message: 'expected 201, got 200' });
    expect(find(expected, response('{}', {}, 201))).toEqual({ part: 'header location', path: 'header location', message: 'expected "/books/1", but the response has no such header' });
    expect(find(expected, response('{}', { location: '/books/1' }, 201))).toEqual({ part: 'body', path: 'body.id', message: 'expected 1, got undefined' });
    expect(find(expected, response('{"id":1}', { location: '/books/1' }, 201))).toBeUndefined();
    expect(find({ status: { $: 'oneOf', values: [200, 204] } }, response('', {}, 204))).toBeUndefined();
  });

  test('header names ignore case, values may be matchers or numbers, and a header may be unwanted', () => {
    expect(find({ headers: { 'Content-Type': { $: 'contains', value: 'json' } } }, response('', { 'content-type': 'application/json; charset=UTF-8' }))).toBeUndefined();
    expect(find({ headers: { 'retry-after': 120 } }, response('', { 'retry-after': '120' }))).toBeUndefined();
    expect(find({ headers: { 'x-powered-by': null } }, response('', {}))).toBeUndefined();
    expect(find({ headers: { 'x-powered-by': nothing } }, response('', { 'x-powered-by': 'Hono' }))?.message).toBe('expected no such header, got "Hono"');
    expect(find({ headers: { constructor: 'x' } }, response('', {}))?.message).toContain('no such header');
  });

  test('JSON is compared as data, and its own $ keys are ordinary', () => {
    expect(find({ json: object<Value>({ a: [1, null] }) }, response('{ "a" : [1.0, null] }'))).toBeUndefined();
    expect(find({ json: [object({ id: 1 })] }, response('[{"id":2}]'))?.path).toBe('body[0].id');
    expect(find({ json: nothing }, response('{"$":"undefined"}'))).toBeDefined();
    expect(find({ json: object({ $: 'undefined' }) }, response('{"$":"undefined"}'))).toBeUndefined();
    expect(find({ json: object({}) }, response('{"__proto__":{"a":1}}'))?.path).toBe('body.__proto__');
    expect(find({ json: object({ id: 1 }) }, response('{"id":1e999}'))?.message).toBe('expected 1, got Infinity');
  });

  test('what is no JSON says what came', () => {
    expect(find({ json: object({}) }, response('<html>'))?.message).toBe('expected JSON, but the body is not JSON; it begins with "<html>"');
    expect(find({ json: object({}) }, response(''))?.message).toBe('expected JSON, but the body is empty');
    expect(find({ json: 1 }, response('['.repeat(200_000)))?.message).toContain('not JSON');
    expect(find({ json: [1] }, response('['.repeat(50_000) + ']'.repeat(50_000)))).toBeDefined();
  });

  test('jsonContains leaves room for more', () => {
    expect(find({ jsonContains: object({ id: 1 }) }, response('{"id":1,"title":"SQL"}'))).toBeUndefined();
    expect(find({ json: object({ id: 1 }) }, response('{"id":1,"title":"SQL"}'))).toBeDefined();
    expect(find({ jsonContains: object({ id: 1 }) }, response('{"title":"SQL"}'))).toEqual({ part: 'body', path: 'body.id', message: 'expected 1, got undefined' });
  });

  test('XML by structure, text like output', () => {
    expect(find({ xml: '<a><b>1</b></a>' }, response('<a>\n <b>1</b>\n</a>'))).toBeUndefined();
    expect(find({ xml: '<a><b>1</b></a>' }, response('<a><b>2</b></a>'))).toEqual({ part: 'body', path: 'body/a/b', message: 'expected "1", got "2"' });
    expect(find({ xml: '<a/>' }, response(''))?.message).toBe('expected XML, but the body is empty');
    expect(find({ text: 'Hello' }, response('Hello\n'))).toBeUndefined();
    expect(find({ text: 'Hello' }, response(''))?.message).toBe('expected "Hello", but the body is empty');
  });

  test('requests and responses are laid out to be read side by side', () => {
    expect(printRequest({ method: 'POST', path: '/books', headers: { 'content-type': 'application/json' }, body: '{"title":"SQL"}' })).toBe('POST /books {"title":"SQL"}');
    expect(printRequest({ method: 'GET', path: '/books', headers: { accept: 'application/xml' } })).toBe('GET /books (accept: application/xml)');
    const expected: HttpExpectation = { status: 201, headers: { location: '/books/1' }, json: object({ id: 1 }) };
    expect(printExpectation(expected)).toBe('status 201\nlocation: /books/1\n\n{ id: 1 }');
    expect(printResponse(response('{"id":2}', { 'x-other': '1' }), expected)).toBe('status 200\nlocation: (absent)\n\n{ id: 2 }');
  });
});
