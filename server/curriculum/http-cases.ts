import { isMap, isScalar, isSeq } from 'yaml';
import type { Node, YAMLMap } from 'yaml';
import { SaxesParser } from 'saxes';
import { z } from 'zod';
import type { HttpCase, HttpExpectation, HttpRequest } from '../contract/exercise.ts';
import type { Expected } from '../contract/value.ts';
import { caseKeys, optional, readFromNode } from './case-keys.ts';
import { dataCaseKeys, readCaseData, type Stores } from './database-cases.ts';
import { readExpectedJson, readExpectedStatus, readExpectedText, readJsonText } from './expected-values.ts';
import type { YamlSource } from './yaml-source.ts';

const text = z.string();
const httpCaseSchema = z.object({ ...caseKeys, ...dataCaseKeys, requests: z.array(z.unknown()).min(1).describe('a list of requests, each beginning with `send: GET /books`') });
const headersSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional().describe('header names, each with its text');
const requestSchema = z.object({
  send: z.string().regex(/^[A-Z]+ \/\S*$/).describe('a method in capitals and a path, such as `send: POST /books`'),
  headers: headersSchema,
  after: z.number().positive().max(10_000_000).optional().describe('seconds that pass before it, such as 60'),
  json: readFromNode,
  xml: text.optional().describe('XML as a text'),
  text: text.optional().describe('a text'),
  form: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional().describe('field names, each with its text'),
  expect: z.record(z.string(), z.unknown()).optional().describe('`expect: { status: 200, … }`'),
});
const contentTypes = { json: 'application/json', xml: 'application/xml', text: 'text/plain', form: 'application/x-www-form-urlencoded' } as const;
type BodyKind = keyof typeof contentTypes;
const bodyKinds = Object.keys(contentTypes) as BodyKind[];
const expectKeys = ['status', 'headers', 'json', 'jsonContains', 'xml', 'text'] as const;

/** One `http` case: requests in order against a fresh app, of which at least one expects something. */
export function readHttpCase(source: YamlSource, node: YAMLMap, stores: Stores): HttpCase | undefined {
  const read = source.read(node, httpCaseSchema, 'an `http` case');
  const list = source.valueOf(node, 'requests');
  if (!read || !isSeq(list)) return undefined;
  const requests: HttpCase['requests'] = [];
  for (const item of list.items) {
    const request = source.follow(item);
    if (!isMap(request)) {
      source.problemAt(request ?? list, 'a request should be keys and values', 'begin it with `- send: GET /books`');
      continue;
    }
    const send = readRequest(source, request);
    if (request.has('after') && !stores.redis) source.problemAt(source.keyOf(request, 'after') ?? request, '`after` moves the clock of a program that has Redis, and this one has none', 'write `redis:` above `cases:`, or remove `after`');
    const expectation = source.valueOf(request, 'expect');
    const expect = isMap(expectation) ? readExpectation(source, expectation) : {};
    if (send) requests.push({ send, expect });
  }
  const expectsSomething = list.items.some((item) => {
    const request = source.follow(item);
    const expectation = isMap(request) && source.valueOf(request, 'expect');
    return isMap(expectation) && expectation.items.length > 0;
  });
  if (!expectsSomething && !node.has('probe')) source.problemAt(node, 'this case expects nothing, so nothing could fail it', 'add `expect: { status: 200 }` to one of its requests');
  return { name: read.name, hidden: read.hidden, hint: read.hint, position: source.positionOf(node), requests, ...optional('data', readCaseData(source, node, read, stores)) };
}

function readRequest(source: YamlSource, node: YAMLMap): HttpRequest | undefined {
  const read = source.read(node, requestSchema, 'a request');
  if (!read) return undefined;
  const [method = '', path = ''] = read.send.split(' ');
  const [kind, second] = bodyKinds.filter((key) => node.has(key));
  if (second) {
    source.problemAt(source.keyOf(node, second) ?? node, `a request has one body, and this one has \`${kind}\` and \`${second}\``, 'keep one of them');
    return undefined;
  }
  if (kind && (method === 'GET' || method === 'HEAD')) {
    source.problemAt(source.keyOf(node, kind) ?? node, `a ${method} request carries no body`, `remove \`${kind}\`, or send it with POST, PUT or PATCH`);
    return undefined;
  }
  const headers = lowerCased(read.headers);
  const after = read.after === undefined ? {} : { afterMs: read.after * 1_000 };
  if (!kind) return { method, path, headers, ...after };
  const body = readBody(source, node, kind, read);
  return body === undefined ? undefined : { method, path, headers: { 'content-type': contentTypes[kind], ...headers }, body, ...after };
}

function readBody(source: YamlSource, node: YAMLMap, kind: BodyKind, read: z.infer<typeof requestSchema>): string | undefined {
  if (kind === 'json') return readJsonText(source, source.valueOf(node, 'json'));
  if (kind === 'form') return new URLSearchParams(Object.entries(read.form ?? {}).map(([name, value]) => [name, String(value)])).toString();
  // A request may well send broken XML on purpose, so only an expected one is looked at.
  return read[kind];
}

function readExpectation(source: YamlSource, node: YAMLMap): HttpExpectation {
  source.refuseUnknownKeys(node, expectKeys, '`expect`');
  return {
    ...optional('status', readStatus(source, source.valueOf(node, 'status'))),
    ...optional('headers', readHeaders(source, source.valueOf(node, 'headers'))),
    ...optional('json', readExpectedJson(source, source.valueOf(node, 'json'))),
    ...optional('jsonContains', readExpectedJson(source, source.valueOf(node, 'jsonContains'))),
    ...optional('xml', readXml(source, source.valueOf(node, 'xml'))),
    ...optional('text', readExpectedText(source, source.valueOf(node, 'text'))),
  };
}

function readStatus(source: YamlSource, node: Node | undefined): Expected | undefined {
  if (!node) return undefined;
  if (isMap(node)) return readExpectedStatus(source, node);
  if (isScalar(node) && typeof node.value === 'number' && Number.isInteger(node.value) && node.value >= 100 && node.value <= 599) return node.value;
  source.problemAt(node, `\`status\` is ${source.excerpt(node)}`, 'write a status from 100 to 599, or a matcher such as `{ oneOf: [200, 204] }`');
  return undefined;
}

function readHeaders(source: YamlSource, node: Node | undefined): Record<string, Expected> | undefined {
  if (!node) return undefined;
  if (!isMap(node)) {
    source.problemAt(node, `\`headers\` is ${source.excerpt(node)}`, 'write header names, each with its text or a matcher');
    return undefined;
  }
  const entries = node.items.map(({ key, value }): [string, Expected | undefined] => [String(isScalar(key) ? key.value : key).toLowerCase(), readExpectedText(source, source.follow(value))]);
  return Object.fromEntries(entries.filter((entry): entry is [string, Expected] => entry[1] !== undefined));
}

function readXml(source: YamlSource, node: Node | undefined): string | undefined {
  if (!node) return undefined;
  const xml = isScalar(node) && typeof node.value === 'string' ? node.value : undefined;
  const error = xml === undefined ? 'it is not a text' : xmlError(xml);
  if (error === undefined) return xml;
  source.problemAt(node, `the expected \`xml\` cannot be read: ${error}`, 'write one well-formed element in quotes, such as "<book><id>1</id></book>"');
  return undefined;
}

function xmlError(xml: string): string | undefined {
  let first: string | undefined;
  const parser = new SaxesParser();
  parser.on('error', (error) => { first ??= error.message; });
  try {
    parser.write(xml).close();
  } catch (error) {
    first ??= error instanceof Error ? error.message : String(error);
  }
  return first;
}

function lowerCased(headers: Record<string, string | number | boolean> | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]));
}
