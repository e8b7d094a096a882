import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { HttpResponse } from '../../../server/contract/exercise.ts';
import { http, observed, useSandbox } from '../support.ts';

// One suite for all languages: the same application, written three times, is asked the same things and has to give the same answers.

const { run } = useSandbox(1);
const read = (file: string): string => readFileSync(join(import.meta.dirname, file), 'utf8');
const languages = [['typescript', read('echo.ts')], ['python', read('echo.py')], ['php', read('echo.php')]] as const;

type Asked = Parameters<typeof http>[number];

describe.each(languages)('%s', (runtime, code) => {
  async function ask(...requests: Asked[]): Promise<HttpResponse[]> {
    return observed(await run(code, [http(...requests)], { runtime, limits: { memoryMb: 192, timeMs: 5_000 } }), 'responded').responses;
  }

  test.each<[string, Asked, Record<string, unknown>]>([
    ['a path and a query', 'GET /echo/books?a=1&b=2', { method: 'GET', path: '/echo/books', query: 'a=1&b=2', first: '1', body: '' }],
    ['no query', 'GET /echo/', { path: '/echo/', query: '', first: null }],
    ['a query with escapes', 'GET /echo/x?a=caf%C3%A9+%26+cr%C3%A8me&q=%2B', { query: 'a=caf%C3%A9+%26+cr%C3%A8me&q=%2B', first: 'café & crème' }],
    ['an empty value', 'GET /echo/x?a=&b', { query: 'a=&b', first: '' }],
    ['a path with escapes', 'GET /echo/caf%C3%A9%20au%20lait', { path: '/echo/café au lait' }],
    ['a body and its type', { send: 'POST /echo/x', headers: { 'content-type': 'application/json' }, body: '{"title":"Übung"}' }, { method: 'POST', type: 'application/json', body: '{"title":"Übung"}' }],
    ['a body with PUT', { send: 'PUT /echo/x', headers: { 'content-type': 'text/plain' }, body: 'one' }, { method: 'PUT', body: 'one' }],
    ['a body with PATCH', { send: 'PATCH /echo/x', headers: { 'content-type': 'text/plain' }, body: 'one' }, { method: 'PATCH', body: 'one' }],
    ['a body with DELETE', { send: 'DELETE /echo/x', headers: { 'content-type': 'text/plain' }, body: 'one' }, { method: 'DELETE', body: 'one' }],
    ['an empty body', { send: 'POST /echo/x', body: '' }, { method: 'POST', body: '' }],
    ['a header', { send: 'GET /echo/x', headers: { 'X-Token': 'secret, or not' } }, { token: 'secret, or not' }],
    ['no header', 'GET /echo/x', { token: null, type: null }],
    ['a host', { send: 'GET /echo/x', headers: { host: 'shop.example' } }, { host: 'shop.example' }],
    ['OPTIONS', 'OPTIONS /echo/x', { method: 'OPTIONS' }],
  ])('%s reaches the application', async (_name, request, expected) => {
    const [response] = await ask(request);
    expect(response).toMatchObject({ status: 200, headers: { 'content-type': expect.stringContaining('application/json') } });
    expect(JSON.parse(response!.body)).toMatchObject(expected);
  });

  test('form fields are decoded', async () => {
    const [response] = await ask({ send: 'POST /form', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'name=Ada+L.&note=1%2B1%3D2' });
    expect(JSON.parse(response!.body)).toEqual({ name: 'Ada L.', note: '1+1=2' });
  });

  test('a long body arrives whole, counted in bytes', async () => {
    const [response] = await ask({ send: 'POST /length', headers: { 'content-type': 'text/plain' }, body: 'ä'.repeat(100_000) });
    expect(response!.body).toBe('200000');
  });

  test('status, headers and body come out as they were set', async () => {
    const [created, gone, text, xml, teapot, lost] = await ask('GET /created', 'DELETE /gone', 'GET /text', 'GET /xml', 'GET /teapot', 'GET /nowhere');
    expect(created).toMatchObject({ status: 201, headers: { location: '/items/7' }, body: '' });
    expect(gone).toMatchObject({ status: 204, body: '' });
    expect(text).toMatchObject({ status: 200, body: 'grün 🌱\n' });
    expect(text!.headers['content-type']?.toLowerCase().replaceAll(' ', '')).toBe('text/plain;charset=utf-8');
    expect(xml).toMatchObject({ body: '<a b="1">&amp;</a>', headers: { 'content-type': expect.stringMatching(/^application\/xml/) } });
    expect(teapot).toMatchObject({ status: 418, body: 'short and stout' });
    expect(lost).toMatchObject({ status: 404 });
  });

  test('names of headers come in lower case, and nothing of the harness is among them', async () => {
    const [response] = await ask('GET /created');
    expect(Object.keys(response!.headers).filter((name) => name !== name.toLowerCase() || /powered|server|groundwork/.test(name))).toEqual([]);
  });

  test('cookies go in, and several come out', async () => {
    const [response] = await ask({ send: 'GET /cookies', headers: { cookie: 'a=1; b=2' } });
    expect(JSON.parse(response!.body)).toEqual({ sent: 'a=1; b=2' });
    expect(response!.headers['set-cookie']).toMatch(/a=1; Path=\/.*b=2; Path=\//s);
  });

  test('what is kept lasts for the case, and every case begins afresh', async () => {
    const outcome = await run(code, [http('GET /visits', 'GET /visits'), http('GET /visits')], { runtime, limits: { memoryMb: 192, timeMs: 5_000 } });
    const visits = [0, 1].map((index) => observed(outcome, 'responded', index).responses.map(({ body }) => (JSON.parse(body) as { visits: number }).visits));
    expect(visits).toEqual([[1, 2], [1]]);
  });

  test('an answer to HEAD has no body', async () => {
    const [response] = await ask('HEAD /text');
    expect(response).toMatchObject({ status: 200, body: '' });
  });

  test('an error is a 500, with the place in the learner’s file, and the next request is answered', async () => {
    const outcome = await run(code, [http('GET /fail'), http('GET /text')], { runtime, limits: { memoryMb: 192, timeMs: 5_000 } });
    const { responses, error } = observed(outcome, 'responded', 0);
    expect(responses).toMatchObject([{ status: 500 }]);
    const line = code.split('\n').findIndex((text) => text.includes('the shelf is broken')) + 1;
    // Hono answers errors by itself and writes them to stderr; elsewhere the runner does.
    const told = `${JSON.stringify(error)} ${outcome.stderr}`;
    expect(told).toContain('the shelf is broken');
    expect(told).toMatch(new RegExp(`"line":${line}\\b|main\\.ts:${line}\\b`));
    expect(observed(outcome, 'responded', 1).responses).toMatchObject([{ status: 200 }]);
  });
});
