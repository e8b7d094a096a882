import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Problem } from './contract/api.ts';
import { isUnavailable, unavailable } from './database/unavailable.ts';
import { BadRequest, DatabaseUnavailable, Forbidden, KnownError, NotFound, TooLarge, UnsupportedContent } from './errors.ts';
import { routeOf } from './logging/requests.ts';
import { answerPage, frameFor, readerOf } from './page.tsx';
import { noEvents } from './progress/events.ts';
import { Standing } from './progress/state.ts';
import type { AppEnv, Services } from './services.ts';
import { ProblemPage } from '../web/pages/problem.tsx';

type PageStatus = NonNullable<Parameters<typeof answerPage>[2]>;
interface Told { status: PageStatus; name: string; title: string; detail: string; errors?: Problem['errors']; retryAfter?: number; submissionId?: string }

/** The one place that turns errors into answers: problem details (RFC 9457) under /api, pages elsewhere. */
export function answerError(services: Services) {
  return async (error: Error, c: Context<AppEnv>): Promise<Response> => {
    if (!knownFrom(error) && c.req.raw.signal.aborted) return c.body(null, 400); // the client has gone; nobody reads this
    return tell(services, c, toldOf(services, c, error));
  };
}

/** The same problem for whoever can no longer get an answer of its own, because one has begun. */
export function problemOf(services: Pick<Services, 'log'>, c: Context<AppEnv>, error: unknown): Problem {
  return problem(toldOf(services, c, error));
}

/** Writes an error that is ours into the log. */
function toldOf(services: Pick<Services, 'log'>, c: Context<AppEnv>, error: unknown): Told {
  const known = knownFrom(error);
  if (known) return { ...known, name: known.constructor.name, detail: known.message, errors: 'errors' in known ? asErrors(known.errors) : undefined };
  services.log.error({ request: c.get('requestId'), method: c.req.method, route: routeOf(c), err: error }, `${c.req.method} ${routeOf(c)} failed`);
  return { status: 500, name: 'InternalError', title: 'Something went wrong here', detail: `The server met an error of its own. It has been written down; whoever looks after this site finds it under ${c.get('requestId')}.` };
}

export function answerNotFound(services: Services) {
  return (c: Context<AppEnv>) => {
    const error = new NotFound(`There is nothing at ${c.req.path}.`);
    return tell(services, c, { ...error, name: 'NotFound', detail: error.message });
  };
}

export function answerWrongMethod(c: Context, methods: string[]): Response {
  const detail = `${c.req.path} takes ${methods.join(', ')}, not ${c.req.method}.`;
  return c.body(JSON.stringify(problem({ status: 405, name: 'WrongMethod', title: 'Wrong method', detail })), 405, {
    'Content-Type': 'application/problem+json', Allow: methods.join(', '),
  });
}

/** Errors of the framework and the driver in our own words; undefined for an error that is ours. */
function knownFrom(error: unknown): KnownError | undefined {
  if (error instanceof KnownError) return error;
  if (isUnavailable(error)) return unavailable();
  if (!(error instanceof HTTPException)) return undefined;
  switch (error.status) {
    case 400: return new BadRequest('The body is not valid JSON.');
    case 403: return new Forbidden('This form was not sent from a page of this site. Open the page again and send it from there.');
    case 413: return new TooLarge('The request is too long.');
    case 415: return new UnsupportedContent('The body has to be application/json.');
    default: return undefined;
  }
}

async function tell(services: Services, c: Context<AppEnv>, told: Told): Promise<Response> {
  if (told.retryAfter !== undefined) c.header('Retry-After', String(told.retryAfter));
  c.header('Cache-Control', 'no-store');
  if (c.req.path === '/api' || c.req.path.startsWith('/api/')) {
    return c.body(JSON.stringify(problem(told)), told.status, { 'Content-Type': 'application/problem+json' });
  }
  // An error page must not fail over what has just failed, nor wait for it once more.
  const stranger = { standing: new Standing(noEvents), known: false };
  const reader = told.name === DatabaseUnavailable.name ? stranger : await readerOf(services, c).catch(() => stranger);
  const frame = frameFor(services, c, reader);
  return answerPage(c, { frame, title: told.title, description: told.detail, children: <ProblemPage frame={frame} view={told} /> }, told.status);
}

function problem({ status, name, title, detail, errors, retryAfter, submissionId }: Omit<Told, 'status'> & { status: ContentfulStatusCode }): Problem {
  const kebab = name.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
  return { type: `urn:groundwork:problem:${kebab}`, title, status, detail, ...(errors && errors.length > 0 && { errors }), retryAfter, submissionId };
}

function asErrors(errors: unknown): Problem['errors'] {
  return Array.isArray(errors) ? errors : undefined;
}
