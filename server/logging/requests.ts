import type { Context, MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { AppEnv, Services } from '../services.ts';

/** What is asked for all the time and says nothing as long as it is answered well. */
const QUIET = /^\/(assets\/|healthz$|readyz$|metrics$|favicon\.ico$)/;

/** One line for each request, and its place in the metrics. Addresses with what stands in them are left out: the route's pattern says enough. */
export function watchRequests({ log, metrics, guests }: Services): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const began = performance.now();
    await next();
    const ms = performance.now() - began;
    const [method, route, { status }] = [methodOf(c), routeOf(c), c.res];
    metrics.answered(method, route, status, ms);
    const level = status >= 500 ? 'warn' : QUIET.test(c.req.path) && status < 400 ? 'debug' : 'info';
    if (!log.isLevelEnabled(level)) return;
    const learner = await guests.alias(c);
    log[level]({ request: c.get('requestId'), method, route, status, ms: Math.round(ms * 10) / 10, ...(learner !== undefined && { learner }) },
      `${method} ${route} ${status} in ${Math.round(ms)} ms`);
  };
}

/** The pattern of the route that answered, such as `/exercises/:id`: there are only so many of them, whatever is asked for. */
export function routeOf(c: Context): string {
  return matchedRoutes(c).findLast(({ method, path }) => method !== 'ALL' && !path.startsWith('/*'))?.path ?? '(none)';
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']);

function methodOf(c: Context): string {
  return METHODS.has(c.req.method) ? c.req.method : '(other)';
}
