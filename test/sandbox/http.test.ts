import { expect, test } from 'vitest';
import { http, observed, useSandbox } from './support.ts';

const { run } = useSandbox();

const JSON_HEADERS = { 'content-type': 'application/json' };

async function responsesOf(code: string, ...requests: Parameters<typeof http>) {
  return observed(await run(code, [http(...requests)]), 'responded').responses;
}

test('a Hono app answers requests in order', async () => {
  const code = `import { Hono } from 'hono';
    const app = new Hono();
    const books = [{ id: 1, title: 'SQL' }];
    app.get('/books', (c) => c.json(books));
    app.post('/books', async (c) => { const book = await c.req.json(); books.push(book); c.header('Location', '/books/' + book.id); return c.json(book, 201) });
    app.delete('/books/:id', (c) => { books.splice(books.findIndex((book) => book.id === Number(c.req.param('id'))), 1); return c.body(null, 204) });
    export default app;`;
  const responses = await responsesOf(code, 'GET /books', { send: 'POST /books', body: '{"id":2,"title":"X"}', headers: JSON_HEADERS }, 'DELETE /books/1', 'GET /books', 'GET /nope');
  expect(responses.map(({ status, body }) => [status, body])).toEqual([
    [200, '[{"id":1,"title":"SQL"}]'], [201, '{"id":2,"title":"X"}'], [204, ''], [200, '[{"id":2,"title":"X"}]'], [404, '404 Not Found'],
  ]);
  expect(responses[1]!.headers).toMatchObject({ 'location': '/books/2', 'content-type': 'application/json' });
});

test('every case has a fresh app', async () => {
  const code = 'let n = 0; export default { fetch: () => new Response(String(++n)) }';
  const outcome = await run(code, [http('GET /', 'GET /'), http('GET /')]);
  expect(observed(outcome, 'responded', 0).responses.map(({ body }) => body)).toEqual(['1', '2']);
  expect(observed(outcome, 'responded', 1).responses.map(({ body }) => body)).toEqual(['1']);
});

test('a function is an app, too', async () => {
  const [response] = await responsesOf('export default (request) => new Response(request.method + new URL(request.url).search)', 'PUT /x?y=1');
  expect(response).toMatchObject({ status: 200, body: 'PUT?y=1' });
});

test('code without an app is told how to export one', async () => {
  const { error } = observed(await run('const x = 1', [http('GET /')]), 'responded');
  expect(error?.message).toBe('Your code has no default export. End it with: export default app');
});

test('an answer that is no Response is told', async () => {
  const { error } = observed(await run('export default { fetch: () => "text" }', [http('GET /here')]), 'responded');
  expect(error?.message).toBe('Your app answered GET /here with a string instead of a Response.');
});

test('an app that throws keeps the responses before', async () => {
  const observation = observed(await run('let n = 0;\nexport default () => {\n  if (n++) throw new Error("broken");\n  return new Response("ok") }', [http('GET /', 'GET /')]), 'responded');
  expect(observation.responses).toHaveLength(1);
  expect(observation.error).toMatchObject({ message: 'broken', line: 3 });
});

test('an app that never answers is told at once', async () => {
  const outcome = await run('export default () => new Promise(() => {})', [http('GET /')]);
  expect(observed(outcome, 'waits-forever')).toBeDefined();
});

test('an app that waits for a timer answers', async () => {
  const [response] = await responsesOf('export default async () => { await new Promise((done) => setTimeout(done, 5)); return Response.json({ ok: true }) }', 'GET /');
  expect(response).toMatchObject({ status: 200, body: '{"ok":true}' });
});

test('an import that is not there is told before any case', async () => {
  const { stop } = await run("import express from 'express';\nexport default express()", [http('GET /')]);
  expect(stop).toMatchObject({ reason: 'not-loaded', error: { line: 1, column: 21, message: expect.stringContaining('The package express is not available here. Available are hono') } });
});

test('an error within a Hono handler is a 500 with its line on stderr', async () => {
  const outcome = await run("import { Hono } from 'hono';\nconst app = new Hono();\napp.get('/', () => {\n  throw new Error('broken') });\nexport default app", [http('GET /')]);
  const observation = observed(outcome, 'responded');
  expect(observation.responses[0]).toMatchObject({ status: 500, body: 'Internal Server Error' });
  expect(observation.stderr).toContain('Error: broken\n    at');
  expect(observation.stderr).toContain('main.js:4:9');
  expect(observation.stderr).not.toContain('groundwork');
});

test.each([
  ['cookies', "import { setCookie, getCookie } from 'hono/cookie'; app.get('/', (c) => { setCookie(c, 'a', '1'); return c.text(getCookie(c, 'b') ?? '') })", { cookie: 'b=2' }, '2'],
  ['HTTPException', "import { HTTPException } from 'hono/http-exception'; app.get('/', () => { throw new HTTPException(418, { message: 'tea' }) })", {}, 'tea'],
  ['basic auth', "import { basicAuth } from 'hono/basic-auth'; app.use(basicAuth({ username: 'u', password: 'p' })); app.get('/', (c) => c.text('in'))", { authorization: 'Basic dTpw' }, 'in'],
  ['bearer auth', "import { bearerAuth } from 'hono/bearer-auth'; app.use(bearerAuth({ token: 't' })); app.get('/', (c) => c.text('in'))", { authorization: 'Bearer t' }, 'in'],
  ['etag', "import { etag } from 'hono/etag'; app.use(etag()); app.get('/', (c) => c.text(String(c.req.header('x'))))", { x: 'y' }, 'y'],
  ['cors', "import { cors } from 'hono/cors'; app.use(cors()); app.get('/', (c) => c.text('ok'))", {}, 'ok'],
  ['jwt', "import { sign, verify } from 'hono/jwt'; app.get('/', async (c) => c.json((await verify(await sign({ sub: 'ada' }, 'secret'), 'secret', 'HS256')).sub))", {}, '"ada"'],
  ['validator', "import { validator } from 'hono/validator'; app.get('/', validator('query', (v) => ({ n: v.n ?? 'none' })), (c) => c.text(c.req.valid('query').n))", {}, 'none'],
  ['logger', "import { logger } from 'hono/logger'; app.use(logger()); app.get('/', (c) => c.text('ok'))", {}, 'ok'],
])('Hono with %s', async (_name, code, headers, body) => {
  const [response] = await responsesOf(`import { Hono } from 'hono'; const app = new Hono(); ${code}; export default app`, { send: 'GET /', headers: headers as unknown as Record<string, string> });
  expect(response?.body).toBe(body);
});

test.each([
  ['a form', { send: 'POST /', body: 'a=1&b=x+y%21', headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 'const f = await r.formData(); return f.get("b")', 'x y!'],
  ['a multipart form', { send: 'POST /', body: '--B\r\nContent-Disposition: form-data; name="a"\r\n\r\nhello\r\n--B\r\nContent-Disposition: form-data; name="f"; filename="x.txt"\r\nContent-Type: text/plain\r\n\r\nfile\r\n--B--\r\n', headers: { 'content-type': 'multipart/form-data; boundary=B' } }, 'const f = await r.formData(); return f.get("a") + await f.get("f").text() + f.get("f").name', 'hellofilex.txt'],
  ['bytes', { send: 'POST /', body: 'héé' }, 'return String((await r.arrayBuffer()).byteLength)', '5'],
  ['a body read twice', { send: 'POST /', body: 'x' }, 'await r.text(); return await r.text().catch((e) => e.name)', 'TypeError'],
  ['a cloned body', { send: 'POST /', body: 'x' }, 'const c = r.clone(); return await r.text() + await c.text() + c.method', 'xxPOST'],
  ['a body as a stream', { send: 'POST /', body: 'abc' }, 'let n = 0; for await (const part of r.body) n += part.length; return String(n)', '3'],
])('a request with %s', async (_name, request, code, body) => {
  const [response] = await responsesOf(`export default async (r) => new Response(await (async () => { ${code} })())`, request as { send: string });
  expect(response?.body).toBe(body);
});

test('a response may be a stream', async () => {
  const code = 'export default () => new Response(new ReadableStream({ start(c) { c.enqueue(new TextEncoder().encode("a")); c.enqueue(new TextEncoder().encode("b")); c.close() } }))';
  expect((await responsesOf(code, 'GET /'))[0]?.body).toBe('ab');
});
