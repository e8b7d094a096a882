import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { NotFound } from './errors.ts';
import { paths } from './contract/paths.ts';
import type { AppEnv, Services } from './services.ts';

const HASHED = /-[\w-]{8,}\.[a-z0-9]+$/; // Vite puts eight characters of the content's hash into the name
const YEAR_S = 31_536_000;
const HOUR_S = 3_600;

/** The built files of the browser side. A file with its hash in the name never changes, so browsers need not ask again. */
export function assetRoutes({ assetsDir }: Services) {
  const files = serveStatic({
    root: assetsDir,
    precompressed: true,
    rewriteRequestPath: (path) => path.slice(paths.asset('').length - 1),
  });
  return new Hono<AppEnv>()
    .get(paths.asset('*'), async (c, next) => {
      if (/\/\./.test(c.req.path)) throw new NotFound(`There is no file ${c.req.path}.`); // the manifest is none of a browser's business
      c.header('Cache-Control', HASHED.test(c.req.path) ? `public, max-age=${YEAR_S}, immutable` : `public, max-age=${HOUR_S}`);
      return files(c, next);
    }, (c) => { throw new NotFound(`There is no file ${c.req.path}.`); })
    .get('/favicon.ico', (c) => c.redirect(paths.asset('favicon.svg'), 301));
}
