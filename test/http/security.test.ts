import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { paths } from '../../server/contract/paths.ts';
import { openTestApp, type TestApp } from '../support/app.ts';

let site: TestApp;
let assetsDir: string;
beforeAll(async () => {
  assetsDir = await mkdtemp(join(tmpdir(), 'groundwork-test-assets-'));
  await mkdir(join(assetsDir, '.vite'));
  await writeFile(join(assetsDir, '.vite', 'manifest.json'), '{}');
  await writeFile(join(assetsDir, 'site-B1cD_2f9.js'), '/* '.padEnd(4096, 'x'));
  await writeFile(join(assetsDir, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  site = await openTestApp({ assetsDir });
});
afterAll(async () => {
  await site.close();
  await rm(assetsDir, { recursive: true });
});

describe('every page', () => {
  test('has a strict policy whose nonce is fresh and stands on every script', async () => {
    const nonces = new Set<string>();
    for (const path of [paths.home(), paths.lesson('functions'), paths.exercise('sum-of'), paths.playground(), paths.apiDocs(), '/nothing']) {
      const response = await site.visitor().get(path);
      const policy = response.headers.get('content-security-policy') ?? '';
      const nonce = /script-src 'self' 'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
      expect(nonce).not.toBe('');
      nonces.add(nonce);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toContain(`style-src 'self' 'nonce-${nonce}'`);
      // Only for style attributes: test/e2e/policy.test.ts shows what is stopped.
      expect(policy.match(/[\w-]+ 'unsafe-[\w-]+'/g)).toEqual(["style-src-attr 'unsafe-inline'"]);
      const html = await response.text();
      const scripts = [...html.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
      expect(scripts.length).toBeGreaterThan(0);
      for (const tag of scripts) expect(tag).toContain(`nonce="${nonce}"`);
      expect(html).not.toMatch(/\son[a-z]+="/);
    }
    expect(nonces.size).toBe(6);
  });

  test('is nobody else’s to keep, frame or guess', async () => {
    const { headers } = await site.visitor().get(paths.home());
    expect(headers.get('cache-control')).toBe('private, no-cache');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('permissions-policy')).toContain('camera=()');
    expect(headers.has('strict-transport-security')).toBe(false);
  });

  test('is compressed for who can read that', async () => {
    const response = await site.visitor().send(paths.home(), { headers: { 'accept-encoding': 'gzip' } });
    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(await new Response(response.body?.pipeThrough(new DecompressionStream('gzip'))).text()).toContain('<!doctype html>');
  });
});

test('a problem has the headers of a page, and is not kept', async () => {
  const { headers } = await site.visitor().get('/api/nothing');
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(headers.get('cache-control')).toBe('no-store');
});

describe('a request from another site', () => {
  type Signs = Record<string, string>[];
  const post = (path: string, headers: Record<string, string>, body: string) => site.visitor().send(path, { method: 'POST', headers, body });
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const fields = 'runtime=javascript&code=1&action=save';

  test('cannot send a form', async () => {
    const every: Signs = [{ origin: 'https://elsewhere.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site', origin: 'http://other.localhost' }, {}];
    for (const signs of every) {
      const response = await post(paths.exercise('sum-of'), { ...form, ...signs }, fields);
      expect([signs, response.status, response.headers.getSetCookie()]).toEqual([signs, 403, []]);
    }
  });

  test('cannot use the API with a browser that belongs to somebody', async () => {
    const json = { 'content-type': 'application/json' };
    const foreign: Signs = [{ origin: 'https://elsewhere.example' }, { 'sec-fetch-site': 'cross-site' }];
    for (const signs of foreign) {
      expect((await post(paths.api.runs('sum-of'), { ...json, ...signs }, '{"code":""}')).status).toBe(403);
      expect((await post(paths.api.giveUp('sum-of'), signs, '')).status).toBe(403);
    }
    expect((await site.visitor().send(paths.api.draft('sum-of'), { method: 'PUT', headers: { ...json, origin: 'https://elsewhere.example' }, body: '{}' })).status).toBe(403);
  });

  test('is one that a program may send: it has no browser', async () => {
    expect((await post(paths.api.giveUp('sum-of'), {}, '')).status).toBe(200);
  });

  test('is told from one that came through a proxy', async () => {
    const proxied = await openTestApp({ settings: { publicUrl: 'https://learn.example.org' }, sandbox: site.deps.sandbox });
    const send = (origin: string) => proxied.visitor().send(paths.exercise('sum-of'), { method: 'POST', headers: { ...form, origin, host: '127.0.0.1:3000' }, body: fields });
    expect((await send('https://learn.example.org')).status).toBe(200);
    expect((await send('https://learn.example.com')).status).toBe(403);
    await proxied.close();
  });
});

describe('an asset', () => {
  test('with its hash in the name is kept for ever, others for an hour', async () => {
    const hashed = await site.visitor().get(paths.asset('site-B1cD_2f9.js'));
    expect([hashed.status, hashed.headers.get('content-type'), hashed.headers.get('cache-control')]).toEqual([200, expect.stringContaining('javascript'), 'public, max-age=31536000, immutable']);
    const icon = await site.visitor().get(paths.asset('favicon.svg'));
    expect([icon.status, icon.headers.get('content-type'), icon.headers.get('cache-control')]).toEqual([200, expect.stringContaining('image/svg+xml'), 'public, max-age=3600']);
    expect((await site.visitor().get('/favicon.ico')).headers.get('location')).toBe(paths.asset('favicon.svg'));
  });

  test('comes compressed in the best way the browser takes', async () => {
    for (const [accepts, encoding, open] of [['gzip, deflate, br', 'br', brotliDecompressSync], ['gzip', 'gzip', gunzipSync]] as const) {
      const response = await site.visitor().send(paths.asset('site-B1cD_2f9.js'), { headers: { 'accept-encoding': accepts } });
      expect([response.headers.get('content-encoding'), response.headers.get('vary'), response.headers.get('cache-control')]).toEqual([encoding, 'Accept-Encoding', 'public, max-age=31536000, immutable']);
      expect(open(Buffer.from(await response.arrayBuffer())).toString()).toMatch(/^\/\* x+$/);
    }
    expect((await site.visitor().send(paths.asset('gone-B1cD_2f9.js'), { headers: { 'accept-encoding': 'br' } })).status).toBe(404);
  });

  test('is never a file outside, nor the manifest', async () => {
    for (const path of ['/assets/.vite/manifest.json', '/assets/../package.json', '/assets/%2e%2e/package.json', '/assets/..%2fpackage.json', '/assets/', '/assets/nothing.js']) {
      expect([path, (await site.visitor().get(path)).status]).toEqual([path, 404]);
    }
  });
});

test('alive, ready and metrics say so', async () => {
  expect(await (await site.visitor().get('/healthz')).json()).toEqual({ status: 'alive' });
  const ready = await site.visitor().get('/readyz');
  expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready', checks: { database: { ok: true }, runners: { ok: true } } }]);
  const learner = site.visitor();
  await learner.json('POST', paths.api.playgroundRuns(), { runtime: 'javascript', code: 'console.log(1)' });
  await learner.json('POST', paths.api.playgroundRuns(), { runtime: 'javascript', code: 'throw new Error()' });
  const metrics = await (await learner.get('/metrics')).text();
  expect(metrics).toMatch(/^groundwork_runs_total\{kind="playground",runtime="javascript",verdict="passed"\} 1$/m);
  expect(metrics).toMatch(/^groundwork_runs_total\{kind="playground",runtime="javascript",verdict="error"\} 1$/m);
  expect(metrics).toMatch(/^groundwork_run_duration_seconds_count\{kind="playground",runtime="javascript"\} 2$/m);
  expect(metrics).toMatch(/^groundwork_runners_busy 0$/m);
  expect(metrics).toMatch(/^groundwork_runs_queued 0$/m);
});
