import type { HttpExpectation, HttpRequest, HttpResponse } from '../contract/exercise.ts';
import type { Expected } from '../contract/value.ts';
import { findDifference } from './compare.ts';
import type { Difference } from './compare.ts';
import { readJson } from './json.ts';
import { clip, printShort, printValue, quote } from './print.ts';
import { findTextDifference } from './text.ts';
import { findXmlDifference, readXml } from './xml.ts';

/** What of a response is not as expected; `part` is the same for the same kind of fault, such as `status 200` or `header location`. */
export interface ResponseDifference extends Difference { part: string }

/** Compares status, then headers, then the body, and gives the first difference. Never throws. */
export function findResponseDifference(expected: HttpExpectation, actual: HttpResponse): ResponseDifference | undefined {
  if (expected.status !== undefined) {
    const difference = findDifference(expected.status, actual.status);
    if (difference) return { part: `status ${actual.status}`, path: 'status', message: difference.message };
  }
  for (const [name, value] of Object.entries(expected.headers ?? {})) {
    const message = describeHeader(value, headerOf(actual, name));
    if (message) return { part: `header ${name.toLowerCase()}`, path: `header ${name.toLowerCase()}`, message };
  }
  const difference = findBodyDifference(expected, actual.body);
  return difference && { part: 'body', path: joinBody(difference.path), message: difference.message };
}

/** Header names do not tell upper from lower case; in what the judge reads they are lower. */
function headerOf(response: HttpResponse, name: string): string | undefined {
  const known = name.toLowerCase();
  return Object.hasOwn(response.headers, known) ? response.headers[known] : undefined;
}

/** What is wrong with a header, or undefined. Expecting null or undefined means that it must not be there. */
function describeHeader(expected: Expected, actual: string | undefined): string | undefined {
  const unwanted = expected === null || (typeof expected === 'object' && '$' in expected && expected.$ === 'undefined');
  if (unwanted) return actual === undefined ? undefined : `expected no such header, got ${quote(actual)}`;
  if (actual === undefined) return `expected ${printShort(expected)}, but the response has no such header`;
  // YAML reads `retry-after: 120` as a number; a header is always text.
  const wanted = typeof expected === 'number' || typeof expected === 'boolean' ? String(expected) : expected;
  return findDifference(wanted, actual.trim())?.message;
}

function findBodyDifference(expected: HttpExpectation, body: string): Difference | undefined {
  if (expected.json !== undefined) {
    const difference = findJsonDifference(expected.json, body, false);
    if (difference) return difference;
  }
  if (expected.jsonContains !== undefined) {
    const difference = findJsonDifference(expected.jsonContains, body, true);
    if (difference) return difference;
  }
  if (expected.xml !== undefined) {
    if (body.trim() === '') return { path: '', message: 'expected XML, but the body is empty' };
    const difference = findXmlDifference(readXml(expected.xml), readXml(body));
    if (difference) return difference.path === '' ? { ...difference, message: `${difference.message}; it begins with ${quote(body, 60)}` } : difference;
  }
  if (expected.text === undefined) return undefined;
  const difference = findTextDifference(expected.text, body, { ends: 'the body ends there', none: 'the body is empty' });
  return difference && { path: '', message: difference.message };
}

function findJsonDifference(expected: Expected, body: string, partial: boolean): Difference | undefined {
  const read = readJson(body);
  if (read) return findDifference(expected, read.value, { partial });
  const what = body.trim() === '' ? 'the body is empty' : `the body is not JSON; it begins with ${quote(body, 60)}`;
  return { path: '', message: `expected JSON, but ${what}` };
}

function joinBody(path: string): string {
  if (path === '') return 'body';
  return path.startsWith('[') || path.startsWith('/') ? `body${path}` : `body.${path}`;
}

/** `POST /books {"title":"SQL"}`, with headers that matter in brackets behind it. */
export function printRequest(request: HttpRequest): string {
  const headers = Object.entries(request.headers).filter(([name, value]) => !(name.toLowerCase() === 'content-type' && value === 'application/json'));
  const body = request.body === undefined ? '' : ` ${clip(request.body, 500)}`;
  const more = headers.length === 0 ? '' : ` (${headers.map(([name, value]) => `${name}: ${value}`).join(', ')})`;
  return `${request.method} ${request.path}${more}${body}`;
}

/** An expectation laid out like a response, so that both can be read side by side. */
export function printExpectation(expected: HttpExpectation): string {
  const head: string[] = [];
  if (expected.status !== undefined) head.push(`status ${printShort(expected.status)}`);
  for (const [name, value] of Object.entries(expected.headers ?? {})) head.push(`${name}: ${typeof value === 'string' ? value : value === null ? '(absent)' : printShort(value)}`);
  const body: string[] = [];
  if (expected.json !== undefined) body.push(printValue(expected.json));
  if (expected.jsonContains !== undefined) body.push(`at least ${printValue(expected.jsonContains)}`);
  if (expected.xml !== undefined) body.push(expected.xml.trim());
  if (expected.text !== undefined) body.push(typeof expected.text === 'string' ? expected.text : printValue(expected.text));
  return layOut(head, body.join('\n'));
}

/** The response with the parts that the expectation speaks of; the body always, since it often says why. */
export function printResponse(actual: HttpResponse, expected: HttpExpectation): string {
  const head: string[] = [];
  if (expected.status !== undefined) head.push(`status ${actual.status}`);
  for (const name of Object.keys(expected.headers ?? {})) head.push(`${name}: ${clip(headerOf(actual, name) ?? '(absent)', 500)}`);
  const isJson = expected.json !== undefined || expected.jsonContains !== undefined;
  const json = isJson ? readJson(actual.body) : undefined;
  return layOut(head, json ? printValue(json.value) : clip(actual.body, 4_000));
}

function layOut(head: string[], body: string): string {
  return [head.join('\n'), body].filter((part) => part !== '').join('\n\n');
}
