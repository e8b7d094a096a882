import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { csrf } from 'hono/csrf';
import { NONCE, secureHeaders } from 'hono/secure-headers';
import { BadRequest, Forbidden, TooLarge } from './errors.ts';
import type { AppEnv } from './services.ts';

/** Room for code at its ceiling with input and files beside it; everything longer is refused unread. */
const BODY_BYTES = 2 * 1024 * 1024;

/** What every answer says about what a browser may do with it. */
export function securityHeaders(publicUrl: string | undefined): MiddlewareHandler {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'", NONCE],
      workerSrc: ["'self'"],
      styleSrc: ["'self'", NONCE],
      styleSrcAttr: ["'unsafe-inline'"], // where Monaco puts each line of code; an attribute can load nothing that the rest forbids
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      manifestSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    xFrameOptions: 'DENY',
    // Not `no-referrer`: with it, browsers send `Origin: null` with forms (Fetch Standard, "append a request Origin header").
    referrerPolicy: 'same-origin',
    crossOriginOpenerPolicy: 'same-origin',
    crossOriginResourcePolicy: 'same-origin',
    strictTransportSecurity: publicUrl?.startsWith('https:') ? 'max-age=31536000' : false,
    permissionsPolicy: { camera: [], microphone: [], geolocation: [], payment: [], usb: [], serial: [], midi: [], displayCapture: [] },
  });
}

/**
 * Refuses what another site makes a learner's browser send. Forms need a sign that they come from here. The API, which
 * takes nothing but JSON, needs only the absence of a sign that it does not, so that programs can use it.
 */
export function sameSiteOnly(publicUrl: string | undefined): MiddlewareHandler<AppEnv> {
  const fromHere = (origin: string, c: Context) => origin === publicUrl || URL.parse(origin)?.host === (c.req.header('host') ?? new URL(c.req.url).host);
  const forms = csrf({ origin: fromHere });
  return async (c, next) => {
    const site = c.req.header('sec-fetch-site');
    const origin = c.req.header('origin');
    const foreign = site === undefined ? origin !== undefined && !fromHere(origin, c) : site !== 'same-origin' && site !== 'none';
    if (foreign && !['GET', 'HEAD', 'OPTIONS'].includes(c.req.method)) throw new Forbidden('This request comes from another site.');
    return c.req.path.startsWith('/api/') ? next() : forms(c, next);
  };
}

/** `host[:port]` as a URI may have it (RFC 3986, 3.2.2), without user information, which no request has there. */
const HOST = /^(?:\[[0-9a-f:.]+\]|[\w.~!$&'()*+,;=-]|%[0-9a-f]{2})+(?::\d{1,5})?$/i;

/** Refuses a Host that is none, as RFC 9110 (7.2) has it, before a URL is made of it. A request made without a connection has none at all. */
export function wellFormedHost(): MiddlewareHandler {
  return (c, next) => {
    const host = c.req.header('host');
    if (host !== undefined && !HOST.test(host)) throw new BadRequest('The Host header is not the name of a host.');
    return next();
  };
}

export function limitBodies(): MiddlewareHandler {
  const refuse = () => { throw new TooLarge(`The request is longer than ${BODY_BYTES / 1024 / 1024} MiB.`); };
  const whileReading = bodyLimit({ maxSize: BODY_BYTES, onError: refuse });
  return (c, next) => {
    // Node takes no more than the length a request gives, so it need not be counted: making a stream of the body costs 0.1 ms.
    const length = c.req.header('content-length');
    if (length === undefined || c.req.header('transfer-encoding') !== undefined) return whileReading(c, next);
    return Number(length) > BODY_BYTES ? refuse() : next();
  };
}
