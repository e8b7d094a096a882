import { OpenAPIHono, z } from '@hono/zod-openapi';
import { problemSchema } from './contract/api.ts';
import { Unprocessable } from './errors.ts';
import type { AppEnv } from './services.ts';

/** A group of API calls; a request that does not fit its schema is answered with the fields that are wrong. */
export function apiRoutes(): OpenAPIHono<AppEnv> {
  return new OpenAPIHono<AppEnv>({
    defaultHook: (result) => {
      if (!result.success) throw unprocessable(result.error);
    },
  });
}

/** @returns the error that names each wrong field by its path, such as `requests.0.path` */
export function unprocessable(error: { issues: readonly { path: readonly PropertyKey[]; message: string }[] }): Unprocessable {
  const errors = error.issues.map((issue) => ({ path: issue.path.map(String).join('.'), message: inWords(issue.message) }));
  return new Unprocessable(errors.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join(' '), errors);
}

/** Zod's own words where they are plain enough, ours for what happens most. */
function inWords(message: string): string {
  return message.endsWith('received undefined') ? 'This field is missing.' : message;
}

const meanings = {
  400: 'The body is not JSON',
  403: 'Not allowed (yet)',
  404: 'There is nothing of that name',
  409: 'Something newer is stored than the request was made upon',
  413: 'The body is too large',
  415: 'The body is not application/json',
  422: 'A field is wrong; `errors` names it',
  429: 'Too many runs, or too much to store, in this minute; see Retry-After',
  503: 'Runners or database are not available; see Retry-After',
};

/** The answers of a call: the good one, and a problem (RFC 9457) for each of `problems`. */
export function answers<Schema extends z.ZodType>(description: string, schema: Schema, problems: (keyof typeof meanings)[]) {
  const bad = Object.fromEntries(problems.map((status) => [status, { description: meanings[status], content: { 'application/problem+json': { schema: problemSchema } } }]));
  return {
    200: { description, content: { 'application/json': { schema } } },
    // Problems are thrown, never returned, so the handler's type need not know them.
    ...(bad as Record<never, never>),
  };
}

/** A JSON body that must be there. */
export function jsonBody<Schema extends z.ZodType>(schema: Schema) {
  return { required: true as const, content: { 'application/json': { schema } } };
}

const id = (example: string) => z.string().min(1).max(200).openapi({ example });

export const exerciseParams = z.object({ id: id('book-shelf') });
export const submissionParams = z.object({ id: id('0b8d8f0e-53a2-4f0b-9d5e-0d2f6a0f7c11') });
