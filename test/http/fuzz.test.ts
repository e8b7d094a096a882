import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { getRequestListener } from '@hono/node-server';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paths } from '../../server/contract/paths.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { type RawAnswer, type RawRequest, sendRaw } from '../support/raw-http.ts';
import { Visitor } from '../support/visitor.ts';

// Whatever is sent to whichever route: never an error of ours, never silence, and under /api every refusal is a problem
// (RFC 9457). `npm run fuzz` asks with another seed each time.

let site: TestApp;
let server: Server;
let port: number;
let cookie: string;
beforeAll(async () => {
  site = await openTestApp();
  server = createServer(getRequestListener((request, env) => site.app.fetch(request, env))).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  port = typeof address === 'object' && address ? address.port : 0;
  const learner = new Visitor(site.app);
  await learner.json('PUT', paths.api.draft('sum-of'), { runtime: 'javascript', code: 'kept' });
  cookie = [...learner.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
});
afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await site.close();
});

interface Route { method: string; path: string }

/** Every route there is, `{id}` for what is put in; middleware stands in the table too, under ALL. */
function routeTable(): Route[] {
  const routes = site.app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => ({ method, path: path.replaceAll(/:\w+(\{[^}]*\})?|\*/g, '{id}') }));
  return [...new Map(routes.map((route) => [`${route.method} ${route.path}`, route])).values()];
}

async function documented(): Promise<Route[]> {
  const document = await (await new Visitor(site.app).get(paths.openApi())).json() as { paths: Record<string, Record<string, unknown>> };
  return Object.entries(document.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path: path.replaceAll(/\{\w+\}/g, '{id}') })));
}

const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.constantFrom('', '\0', '\u{1F600}', '\uD800', '__proto__', 'constructor', 'sum-of', 'javascript', 'a'.repeat(5_000)));
const segment = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('sum-of', 'greeter', 'hello-server', 'functions', 'languages') },
  { weight: 1, arbitrary: fc.uuid() },
  { weight: 2, arbitrary: text.map((one) => encodeURIComponent(one.toWellFormed())) },
  { weight: 2, arbitrary: fc.constantFrom('%', '%E0%A4', '%00', '%2e%2e', '..', '%2F..%2F..%2Fetc%2Fpasswd', '%FF%FE', ';', '@', ':', '*', '{id}', '%25', '__proto__', 'toString', '') },
);
const query = fc.oneof(
  fc.constant(''),
  fc.array(fc.tuple(fc.constantFrom('runtime', 'submission', 'x', '__proto__', ''), text), { maxLength: 4 }).map((pairs) => `?${new URLSearchParams(pairs)}`),
  fc.constantFrom('?', '?%', '?runtime=%E0', '?runtime', '?runtime=javascript&runtime=typescript', '?submission=%00', '?submission=00000000-0000-4000-8000-000000000000', '?a[b]=c', '?&&=&'),
);
const code = fc.oneof(text, fc.constantFrom('export function sumOf(list) { return list.reduce((a, b) => a + b, 0) }', 'console.log("\\uD800\\0")', 'throw { toString() { throw 1 } }', 'export const sumOf = () => "\\uD800"'));
const fields = fc.record({
  runtime: fc.oneof(fc.constantFrom('javascript', 'typescript', 'python', 'nothing'), fc.jsonValue()), code: fc.oneof({ weight: 4, arbitrary: code }, { weight: 1, arbitrary: fc.jsonValue() }),
  stdin: fc.oneof(text, fc.jsonValue()), files: fc.oneof(fc.dictionary(text, code, { maxKeys: 3 }), fc.jsonValue()),
  requests: fc.oneof(fc.array(fc.record({
    method: fc.oneof(fc.constantFrom('GET', 'POST', 'TRACE', 'get'), fc.jsonValue()), path: fc.oneof(text.map((one) => `/${one}`), fc.jsonValue()), headers: fc.oneof(fc.dictionary(text, text, { maxKeys: 3 }), fc.jsonValue()), body: text,
  }, { requiredKeys: [] }), { maxLength: 3 }), fc.jsonValue()),
}, { requiredKeys: [] });
const bytes = fc.oneof(
  { weight: 6, arbitrary: fields.map((value) => Buffer.from(JSON.stringify(value))) },
  { weight: 2, arbitrary: fc.json().map((value) => Buffer.from(value)) },
  { weight: 1, arbitrary: fc.tuple(fields, fc.nat(200)).map(([value, length]) => Buffer.from(JSON.stringify(value).slice(0, length))) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array)) },
  { weight: 1, arbitrary: fc.constantFrom('', 'null', '"', '[]', '{"code":"\\ud800","runtime":"javascript"}', '{"__proto__":{"code":"1"}}', `${'['.repeat(50_000)}`, '{"code":1e999}', '\uFEFF{}').map((value) => Buffer.from(value)) },
);
const anyText = fc.string({ maxLength: 40 }).map((one) => one.replaceAll(/[\r\n\0]/g, ''));
const oddHeader = fc.oneof(
  fc.tuple(fc.constant('cookie'), fc.oneof(fc.constantFrom('groundwork=%', 'groundwork=a.1.%FF', 'groundwork', '=;=;', 'groundwork=00000000-0000-4000-8000-000000000000.1.AAAA', `groundwork=${'a'.repeat(4_000)}`), anyText)),
  fc.tuple(fc.constant('accept-encoding'), fc.oneof(fc.constantFrom('gzip', 'br;q=x', '*', 'gzip, deflate;q=0, zstd', ''), anyText)),
  fc.tuple(fc.constant('if-none-match'), fc.oneof(fc.constantFrom('*', '""', 'W/"', '"a", "b"'), anyText)),
  fc.tuple(fc.constant('accept'), fc.oneof(fc.constantFrom('text/event-stream', '*/*', 'application/json;q=', ''), anyText)),
  fc.tuple(fc.constant('origin'), fc.oneof(fc.constantFrom('null', 'http://', 'https://elsewhere.example', '://'), anyText)),
  fc.tuple(fc.constant('sec-fetch-site'), fc.oneof(fc.constantFrom('cross-site', 'same-origin', 'none', 'same-site'), anyText)),
  fc.tuple(fc.constantFrom('x-forwarded-for', 'x-request-id', 'traceparent', 'range', 'referer', 'last-event-id', 'x-http-method-override', 'content-encoding', 'authorization', 'forwarded', 'if-modified-since'), anyText),
);
const contentType = fc.oneof(
  { weight: 5, arbitrary: fc.constant('application/json') },
  { weight: 2, arbitrary: fc.constantFrom('application/json; charset=utf-16', 'application/json;;', 'APPLICATION/JSON', 'text/plain', 'multipart/form-data', 'application/x-www-form-urlencoded', '', 'application/problem+json', 'application/json, text/plain') },
  { weight: 1, arbitrary: anyText },
);

/** A request that HTTP allows, with what the site may not. */
function requests(routes: Route[], body: fc.Arbitrary<{ type: string; bytes: Buffer }>): fc.Arbitrary<RawRequest> {
  return fc.record({
    route: fc.constantFrom(...routes), segment, query, body, odd: fc.array(oddHeader, { maxLength: 2 }), known: fc.boolean(),
    method: fc.oneof({ weight: 8, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS') }),
  }).map(({ route, segment: one, query: asked, body: sent, odd, known, method: other }) => {
    const method = other ?? route.method;
    const content = method === 'GET' || method === 'HEAD' ? Buffer.alloc(0) : sent.bytes;
    const headers: [string, string][] = [
      ['host', `localhost:${port}`],
      ...(known && !odd.some(([name]) => name === 'cookie') ? [['cookie', cookie] as [string, string]] : []),
      ...(content.length > 0 ? [['content-type', sent.type] as [string, string]] : []),
      ['content-length', String(content.length)], ...odd,
    ];
    return { method, target: `${route.path.replaceAll('{id}', () => one)}${asked}`, headers, body: content };
  });
}

function mustBeHonest(request: RawRequest, answer: RawAnswer | undefined): void {
  const said = `${request.method} ${request.target.slice(0, 200)} → ${answer?.status} ${answer?.headers.get('content-type')} ${answer?.body.slice(0, 300)}`;
  if (!answer) throw new Error(`closed without an answer: ${said}`);
  if (answer.status >= 500 && answer.status !== 503) throw new Error(`an error of ours: ${said}`);
  if (answer.status === 503 && !answer.headers.has('retry-after')) throw new Error(`no Retry-After: ${said}`);
  if (answer.status < 400 || !request.target.startsWith('/api/') || request.method === 'HEAD') return;
  if (!answer.headers.get('content-type')?.startsWith('application/problem+json')) throw new Error(`no problem: ${said}`);
  if (answer.headers.has('content-encoding')) return;
  const problem: { status?: unknown; title?: unknown; type?: unknown } = JSON.parse(answer.body);
  if (problem.status !== answer.status || typeof problem.title !== 'string' || typeof problem.type !== 'string') throw new Error(`not a whole problem: ${said}`);
}

/** Asks for some seconds, however many requests that makes. @returns what came out, and how many runs were left behind */
async function ask(arbitrary: fc.Arbitrary<RawRequest>, seconds: number, check: (request: RawRequest) => Promise<void>) {
  const details = await fc.check(fc.asyncProperty(arbitrary, check), { numRuns: 100_000, interruptAfterTimeLimit: seconds * 1000, markInterruptAsFailure: false });
  const { sandbox } = site.deps;
  for (const until = Date.now() + 10_000; sandbox.busy + sandbox.queued > 0 && Date.now() < until;) await sleep(20);
  return { complaint: details.failed ? await fc.asyncDefaultReportMessage(details) : '', enough: details.failed || details.numRuns > 20, left: sandbox.busy + sandbox.queued };
}
const fine = { complaint: '', enough: true, left: 0 };

test('the document names every API call there is', async () => {
  const known = new Set((await documented()).map(({ method, path }) => `${method} ${path}`));
  const undocumented = routeTable().filter(({ method, path }) => path.startsWith('/api/') && !known.has(`${method} ${path}`)).map(({ method, path }) => `${method} ${path}`);
  expect(undocumented.sort()).toEqual([`GET ${paths.apiDocs()}`, `GET ${paths.openApi()}`]);
  expect(known.size).toBeGreaterThan(10);
});

test('any body, header, query and path on any API call is answered, and refused with a problem', async () => {
  const json = fc.record({ type: contentType, bytes });
  const any = requests(routeTable().filter(({ path }) => path.startsWith('/api/')), json);
  expect(await ask(any, 6, async (request) => { mustBeHonest(request, await sendRaw(port, request)); })).toEqual(fine);
}, 60_000);

test('any request on any page, form or asset is answered', async () => {
  const field = fc.tuple(fc.constantFrom('code', 'runtime', 'action', 'stdin', 'code[]', '__proto__', ''), fc.oneof(text, fc.constantFrom('run', 'submit', 'save', 'reset', 'undo-reset', 'give-up', 'open', 'javascript', 'typescript')));
  const pairs = fc.array(field, { maxLength: 5 });
  const multipart = pairs.map((all) => Buffer.from(`${all.map(([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`).join('')}--b--\r\n`));
  const form = fc.oneof(
    { weight: 6, arbitrary: fc.record({ type: fc.constant('application/x-www-form-urlencoded'), bytes: pairs.map((all) => Buffer.from(new URLSearchParams(all).toString())) }) },
    { weight: 2, arbitrary: fc.record({ type: fc.constantFrom('multipart/form-data; boundary=b', 'multipart/form-data; boundary=c', 'multipart/form-data', 'multipart/form-data; boundary='), bytes: multipart }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constantFrom('multipart/form-data; boundary=b', 'application/x-www-form-urlencoded', 'text/plain', 'application/json'), bytes }) },
  );
  const fromHere = (request: RawRequest): RawRequest => (request.headers.some(([name]) => name === 'origin') ? request : { ...request, headers: [...request.headers, ['origin', `http://localhost:${port}`]] });
  const any = requests(routeTable().filter(({ path }) => !path.startsWith('/api/')), form).map(fromHere);
  expect(await ask(any, 6, async (request) => { mustBeHonest(request, await sendRaw(port, request)); })).toEqual(fine);
}, 60_000);

test.each(['! @0/ !', 'user@localhost', 'a/b', 'a b', '[::1', 'a,b@c', '%', 'a?b', 'a#b', '::', 'gr\u00fcn.example'])('the host %j is no host, and is refused', async (host) => {
  const answer = await sendRaw(port, { method: 'GET', target: '/', headers: [['host', host], ['content-length', '0']], body: Buffer.alloc(0) });
  expect(answer?.status).toBe(400);
});

test.each(['localhost', 'localhost:8080', '127.0.0.1', '[::1]:3000', 'a_b.example', 'EXAMPLE.org.'])('the host %j is one', async (host) => {
  const answer = await sendRaw(port, { method: 'GET', target: '/healthz', headers: [['host', host], ['content-length', '0']], body: Buffer.alloc(0) });
  expect(answer?.status).toBe(200);
});

test('bytes that are hardly HTTP end with a refusal or a closed connection, and the server goes on', async () => {
  const target = fc.oneof(fc.constantFrom('*', '//', '//elsewhere.example/api/curriculum', 'http://[/api/curriculum', 'http://elsewhere.example/api/curriculum', '/api//curriculum', '/api/../api/curriculum', '/api/curriculum#x', '/\\', '/api/exercises/%', 'api/curriculum'), fc.string({ maxLength: 40 }).map((one) => `/${one}`));
  const header = fc.oneof(fc.tuple(fc.constantFrom('host'), fc.oneof(fc.constantFrom('', '[', 'a b', 'localhost:99999', 'x/y', '@', '::'), fc.string({ maxLength: 20 }))), fc.tuple(fc.constantFrom('content-length', 'transfer-encoding', 'expect', 'upgrade', 'content-type'), fc.oneof(fc.constantFrom('chunked', '-1', '5', '100-continue', 'websocket', '1e3', 'identity'), fc.string({ maxLength: 10 }))));
  const rough = fc.record({ method: fc.constantFrom('GET', 'POST', 'PUT', 'TRACE', 'CONNECT', 'get', 'PROPFIND', 'X'), target, headers: fc.array(header, { maxLength: 4 }), body: fc.uint8Array({ maxLength: 100 }) });
  expect(await ask(rough, 4, async (request) => {
    // A body that is announced and never comes is waited for, as it has to be; the end of the connection ends that.
    const answer = await sendRaw(port, request, 1_000).catch(() => undefined);
    if (answer && answer.status >= 500 && ![501, 503, 505].includes(answer.status)) throw new Error(`${request.method} ${request.target} was answered ${answer.status}: ${answer.body.slice(0, 300)}`);
  })).toEqual(fine);
  expect((await site.visitor().get('/healthz')).status).toBe(200);
}, 60_000);
