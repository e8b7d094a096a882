import { Blob, bytesOfBlob, FormData, join, readMultipart, streamOf, writeMultipart } from './blob.ts';
import { bytesOf } from './encode.ts';
import { fromUtf8, toUtf8 } from './encoding.ts';
import { AbortController, AbortSignal } from './events.ts';
import { Headers, type HeadersInit } from './headers.ts';
import { ask } from './harness.ts';
import { jsonParse, jsonStringify, NativeRangeError, NativeTypeError, stringOf, toUpperCase } from './primordials.ts';
import { type Format, PRINTED, printFields } from './printed.ts';
import { ReadableStream } from './stream.ts';
import { URL, URLSearchParams } from './url.ts';

// https://fetch.spec.whatwg.org/: Request and Response as a server program uses them. Nothing is ever fetched.

interface Content { bytes: Uint8Array | undefined; stream: ReadableStream<unknown> | undefined; type: string | undefined }

function contentOf(body: unknown): Content {
  if (body === null || body === undefined) return { bytes: undefined, stream: undefined, type: undefined };
  if (body instanceof ReadableStream) return { bytes: undefined, stream: body, type: undefined };
  if (body instanceof Blob) return { bytes: bytesOfBlob(body), stream: undefined, type: body.type || undefined };
  if (body instanceof URLSearchParams) return { bytes: toUtf8(body.toString()), stream: undefined, type: 'application/x-www-form-urlencoded;charset=UTF-8' };
  if (body instanceof FormData) {
    const boundary = `----formdata-${ask('uuid')}`;
    return { bytes: writeMultipart(body, boundary), stream: undefined, type: `multipart/form-data; boundary=${boundary}` };
  }
  const bytes = bytesOf(body);
  if (bytes) return { bytes, stream: undefined, type: undefined };
  return { bytes: toUtf8(stringOf(body)), stream: undefined, type: 'text/plain;charset=UTF-8' };
}

async function readAll(stream: ReadableStream<unknown>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const chunk of stream) {
    const bytes = bytesOf(chunk);
    if (!bytes) throw new NativeTypeError('Received non-Uint8Array chunk');
    parts.push(bytes);
  }
  return join(parts);
}

/** What Request and Response share: a body that can be read once. */
class Body {
  #content: Content;
  #used = false;
  readonly headers: Headers;

  constructor(body: unknown, headers: Headers, share?: Content) {
    this.#content = share ?? contentOf(body);
    this.headers = headers;
    if (this.#content.type !== undefined && !headers.has('content-type')) headers.set('content-type', this.#content.type);
  }

  get body(): ReadableStream<unknown> | null {
    if (!this.#content.bytes && !this.#content.stream) return null;
    const stream = this.#content.stream ?? streamOf(this.#content.bytes!);
    this.#content.stream = stream;
    return stream;
  }
  get bodyUsed(): boolean { return this.#used || (!!this.#content.stream && this.#content.stream.locked); }

  async #take(): Promise<Uint8Array> {
    if (this.bodyUsed) throw new NativeTypeError('Body is unusable: Body has already been read');
    const { bytes, stream } = this.#content;
    if (!bytes && !stream) return toUtf8('');
    this.#used = true;
    return bytes ?? readAll(stream!);
  }
  async arrayBuffer(): Promise<ArrayBufferLike> { return (await this.#take()).slice().buffer; }
  async bytes(): Promise<Uint8Array> { return (await this.#take()).slice(); }
  async text(): Promise<string> {
    const text = fromUtf8(await this.#take()) ?? '';
    return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  }
  async json(): Promise<unknown> { return jsonParse(await this.text()); }
  async blob(): Promise<Blob> { return new Blob([await this.#take()], { type: this.headers.get('content-type') ?? '' }); }
  async formData(): Promise<FormData> {
    const type = this.headers.get('content-type') ?? '';
    const boundary = /^multipart\/form-data\b.*?boundary="?([^";]+)"?/i.exec(type)?.[1];
    if (boundary) return readMultipart(await this.#take(), boundary);
    if (!/^application\/x-www-form-urlencoded\b/i.test(type)) throw new NativeTypeError('Content-Type was not one of "multipart/form-data" or "application/x-www-form-urlencoded".');
    const form = new FormData();
    new URLSearchParams(await this.text()).forEach((value, name) => form.append(name, value));
    return form;
  }

  /** The content for a second body that says the same. */
  static share(body: Body): Content {
    if (body.bodyUsed) throw new NativeTypeError('Response.clone: Body has already been consumed.');
    const { bytes, stream } = body.#content;
    if (bytes || !stream) return { bytes, stream: undefined, type: undefined };
    const [one, other] = stream.tee();
    body.#content = { ...body.#content, stream: one };
    return { bytes: undefined, stream: other, type: undefined };
  }
  /** The content for a body that takes over this one's. */
  static move(body: Body): Content {
    const content = { ...body.#content, type: undefined };
    if (content.bytes || content.stream) body.#used = true;
    return content;
  }
}
const { share, move } = Body;
Reflect.deleteProperty(Body, 'share');
Reflect.deleteProperty(Body, 'move');

export interface RequestInit { method?: string; headers?: HeadersInit; body?: unknown; signal?: AbortSignal; redirect?: string; [more: string]: unknown }

const NO_BODY = ['GET', 'HEAD'];
const NORMALISED = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT'];

export class Request extends Body {
  readonly url: string;
  readonly method: string;
  readonly signal: AbortSignal;
  readonly redirect: string;
  readonly mode: string;
  readonly credentials: string;
  readonly cache: string;
  readonly referrer = 'about:client';
  readonly integrity = '';
  readonly keepalive = false;
  readonly duplex = 'half';
  constructor(input: unknown, init: RequestInit = {}) {
    const from = input instanceof Request ? input : undefined;
    const given = init.method === undefined ? from?.method ?? 'GET' : stringOf(init.method);
    const method = NORMALISED.includes(toUpperCase(given)) ? toUpperCase(given) : given;
    if (!/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(method)) throw new NativeTypeError(`'${method}' is not a valid HTTP method.`);
    if (init.body !== undefined && init.body !== null && NO_BODY.includes(method)) throw new NativeTypeError('Request with GET/HEAD method cannot have body.');
    super(init.body, new Headers(init.headers ?? from?.headers), from && init.body === undefined ? move(from) : undefined);
    this.url = from ? from.url : new URL(input).href;
    this.method = method;
    this.signal = init.signal ?? from?.signal ?? new AbortController().signal;
    this.redirect = stringOf(init.redirect ?? from?.redirect ?? 'follow');
    this.mode = stringOf(init.mode ?? 'cors');
    this.credentials = stringOf(init.credentials ?? 'same-origin');
    this.cache = stringOf(init.cache ?? 'default');
  }
  clone(): Request {
    const { bytes, stream } = share(this);
    const copy = new Request(this.url, { method: this.method, headers: this.headers, signal: this.signal });
    return bytes || stream ? withContent(copy, bytes ?? stream) : copy;
  }
  get [Symbol.toStringTag](): string { return 'Request'; }
  [PRINTED](_left: number | null, format: Format): unknown {
    return printFields(this, 'Request', format, () => {
      const { method, url, headers, referrer, mode, credentials, cache, redirect, integrity, keepalive, signal } = this;
      return { method, url, headers, referrer, mode, credentials, cache, redirect, integrity, keepalive, body: this.body, bodyUsed: this.bodyUsed, signal };
    });
  }
}

function withContent(request: Request, content: unknown): Request {
  return new Request(request.url, { method: request.method, headers: request.headers, signal: request.signal, body: content });
}

export interface ResponseInit { status?: number; statusText?: string; headers?: HeadersInit }

export class Response extends Body {
  readonly status: number;
  readonly statusText: string;
  readonly type: string = 'default';
  readonly url = '';
  readonly redirected = false;
  constructor(body?: unknown, init: ResponseInit = {}) {
    const status = init.status === undefined ? 200 : Number(init.status);
    if (!(status >= 200 && status <= 599)) throw new NativeRangeError('init["status"] must be in the range of 200 to 599, inclusive.');
    if (body !== null && body !== undefined && [204, 205, 304].includes(status)) throw new NativeTypeError(`Response constructor: Invalid response status code ${status}`);
    super(body, new Headers(init.headers));
    this.status = Math.trunc(status);
    this.statusText = stringOf(init.statusText ?? '');
  }
  get ok(): boolean { return this.status >= 200 && this.status <= 299; }
  clone(): Response {
    const { bytes, stream } = share(this);
    return new Response(bytes ?? stream ?? null, { status: this.status, statusText: this.statusText, headers: this.headers });
  }
  static json(data: unknown, init: ResponseInit = {}): Response {
    const headers = new Headers(init.headers);
    if (!headers.has('content-type')) headers.set('content-type', 'application/json');
    const text = jsonStringify(data) as string | undefined;
    if (text === undefined) throw new NativeTypeError('Value is not JSON serializable');
    return new Response(text, { ...init, headers });
  }
  static redirect(url: unknown, status = 302): Response {
    if (![301, 302, 303, 307, 308].includes(status)) throw new NativeRangeError(`Invalid status code ${status}`);
    return new Response(null, { status, headers: { location: new URL(url, 'http://localhost').href } });
  }
  static error(): Response { return new Response(null, { status: 500 }); }
  get [Symbol.toStringTag](): string { return 'Response'; }
  [PRINTED](_left: number | null, format: Format): unknown {
    return printFields(this, 'Response', format, () => {
      const { status, statusText, headers, body, bodyUsed, ok, redirected, type, url } = this;
      return { status, statusText, headers, body, bodyUsed, ok, redirected, type, url };
    });
  }
}
