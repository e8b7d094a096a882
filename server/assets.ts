import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { serveStatic } from '@hono/node-server/serve-static';
import { type Context, Hono } from 'hono';
import { getMimeType } from 'hono/utils/mime';
import { paths } from './contract/paths.ts';
import { NotFound } from './errors.ts';
import type { AppEnv, Services } from './services.ts';

const HASHED = /^[\w.-]*-[\w-]{8}\.[a-z0-9]+$/; // Vite puts eight characters of the content's hash into the name
const COMPRESSIBLE = /\.(js|css|svg|json|ttf)$/;
const YEAR_S = 31_536_000;
const HOUR_S = 3_600;

// The editor is megabytes: a good compression pays when it is done once. Browsers take Brotli over https and from localhost only.
const encodings = {
  br: (file: Buffer) => promisify(brotliCompress)(file, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }),
  gzip: (file: Buffer) => promisify(gzip)(file),
};
type Encoding = keyof typeof encodings;

/** The built files of the browser side. A file with its hash in the name never changes, so browsers need not ask again. */
export function assetRoutes({ assetsDir }: Services) {
  const prefix = paths.asset('');
  const compressed = new Map<string, Promise<Buffer>>();
  const files = serveStatic({ root: assetsDir, rewriteRequestPath: (path) => path.slice(prefix.length - 1) });
  const compress = (name: string, encoding: Encoding) => {
    const key = `${encoding} ${name}`;
    const known = compressed.get(key) ?? readFile(join(assetsDir, name)).then(encodings[encoding]);
    compressed.set(key, known);
    known.catch(() => compressed.delete(key));
    return known;
  };
  const notFound = (c: Context) => new NotFound(`There is no file ${c.req.path}.`);
  return new Hono<AppEnv>()
    .get(paths.asset('*'), async (c, next) => {
      const name = c.req.path.slice(prefix.length);
      if (name.split('/').some((part) => part.startsWith('.'))) throw notFound(c); // the manifest is none of a browser's business
      const hashed = HASHED.test(name);
      c.header('Cache-Control', hashed ? `public, max-age=${YEAR_S}, immutable` : `public, max-age=${HOUR_S}`);
      const encoding = acceptedEncoding(c);
      if (!hashed || !encoding || !COMPRESSIBLE.test(name)) return files(c, next);
      const body = await compress(name, encoding).catch(() => { throw notFound(c); });
      return c.body(new Uint8Array(body), 200, { 'Content-Type': getMimeType(name) ?? 'application/octet-stream', 'Content-Encoding': encoding, Vary: 'Accept-Encoding' });
    }, (c) => { throw notFound(c); })
    .get('/favicon.ico', (c) => c.redirect(paths.asset('favicon.svg'), 301));
}

function acceptedEncoding(c: Context): Encoding | undefined {
  const accepted = c.req.header('accept-encoding')?.split(',').map((entry) => entry.trim().split(';')[0]) ?? [];
  return (['br', 'gzip'] as const).find((encoding) => accepted.includes(encoding));
}
