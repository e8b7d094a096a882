import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/**
 * The address a request comes from. Behind a proxy (the operator has set PUBLIC_URL) it is the last one in
 * X-Forwarded-For, which the proxy itself wrote; the ones before it are whatever the client claims.
 */
export function addressOf(c: Context, behindProxy: boolean): string {
  const forwarded = behindProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  if (forwarded) return forwarded;
  // Without a socket (app.request) everybody is at home.
  return c.env && 'incoming' in c.env ? getConnInfo(c).remote.address ?? 'unknown' : 'local';
}
