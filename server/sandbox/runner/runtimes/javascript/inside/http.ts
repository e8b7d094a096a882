import type { CaseInput } from '../../../../../contract/exercise.ts';
import { end } from './cases.ts';
import { emit } from './harness.ts';
import { errorText } from './thrown.ts';
import { Request, Response } from './fetch.ts';
import { after } from './timers.ts';
import { apply, isInteger, jsonStringify, mapForEach, mapGet, mapHas, mapSet, NativeMap, NativePromise, NativeTypeError, numberOf, stringOf } from './primordials.ts';

/** Room for the bodies of one case's responses, in characters. */
const BODY_CHARACTERS = 1024 * 1024;

type Handler = (request: Request) => unknown;

/** Sends the requests of one case in order to the learner's app; the same app answers all of them. */
export async function respond(index: number, input: CaseInput & { kind: 'http' }, exports: Record<string, unknown>): Promise<void> {
  let responses = '';
  let room = BODY_CHARACTERS;
  try {
    const handle = handlerOf(exports.default);
    for (let at = 0; at < input.requests.length; at += 1) {
      const { method, path, headers, body, afterMs } = input.requests[at]!;
      if (afterMs !== undefined) await new NativePromise<void>((resolve) => after(afterMs, resolve));
      const request = new Request(`http://localhost${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
      const response = await handle(request);
      if (!isResponse(response)) throw new NativeTypeError(`Your app answered ${method} ${path} with ${what(response)} instead of a Response.`);
      const text = await bodyText(response);
      room -= text.length;
      if (room < 0) throw new NativeTypeError(`The response bodies are longer than ${BODY_CHARACTERS / 1024} KiB together.`);
      const answered = `{"status":${statusOf(response)},"headers":${headersText(response)},"body":${jsonStringify(text)}}`;
      responses += `${responses === '' ? '' : ','}${answered}`;
      emit('answered', answered);
    }
    end(index, `"ended":"responded","responses":[${responses}]`);
  } catch (error) {
    end(index, `"ended":"responded","responses":[${responses}],"error":${errorText(error)}`);
  }
}

function handlerOf(app: unknown): Handler {
  if (typeof app === 'function') return (request) => apply(app as Handler, undefined, [request]);
  const fetch = typeof app === 'object' && app !== null ? (app as { fetch?: unknown }).fetch : undefined;
  if (typeof fetch === 'function') return (request) => apply(fetch as Handler, app, [request]);
  const found = app === undefined ? 'has no default export' : `exports ${what(app)} by default, which cannot answer requests`;
  throw new NativeTypeError(`Your code ${found}. End it with: export default app`);
}

function isResponse(value: unknown): value is Response {
  return value instanceof Response;
}

async function bodyText(response: Response): Promise<string> {
  return stringOf(await response.text());
}

/** A figure whatever the program made of its response, so that the text stays JSON. */
function statusOf(response: Response): number {
  const status = numberOf(response.status);
  return isInteger(status) ? status : 0;
}

/** Each name once; several cookies are joined, as other headers are. */
function headersText(response: Response): string {
  const all = new NativeMap<string, string>();
  for (const pair of response.headers) {
    const name = stringOf(pair[0]);
    mapSet(all, name, mapHas(all, name) ? `${mapGet(all, name)}, ${stringOf(pair[1])}` : stringOf(pair[1]));
  }
  let out = '';
  mapForEach(all, (value, name) => {
    out += `${out === '' ? '' : ','}${jsonStringify(name)}:${jsonStringify(value)}`;
  });
  return `{${out}}`;
}

function what(value: unknown): string {
  if (value === null || value === undefined) return `${value}`;
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
