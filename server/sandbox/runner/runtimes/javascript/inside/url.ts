import { ask } from './harness.ts';
import { append, apply, jsonParse, NativeTypeError, stringOf } from './primordials.ts';
import { type Format, PRINTED, printFields, printPairs } from './printed.ts';

// https://url.spec.whatwg.org/: parsing is done by the runner's own URL, so it is exactly Node's. What crosses is text.

interface Parts {
  href: string; origin: string; protocol: string; username: string; password: string; host: string; hostname: string; port: string;
  pathname: string; search: string; hash: string;
}

type Pair = [string, string];

function decodePlus(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  return spaced.includes('%') ? ask('percent-decode', spaced) : spaced;
}

function encodeForm(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(/[!'()~]|%20/g, (match) => (match === '%20' ? '+' : `%${match.charCodeAt(0).toString(16).toUpperCase()}`));
}

function parsePairs(query: string): Pair[] {
  const pairs: Pair[] = [];
  for (const part of query.split('&')) {
    if (part === '') continue;
    const at = part.indexOf('=');
    append(pairs, at < 0 ? [decodePlus(part), ''] : [decodePlus(part.slice(0, at)), decodePlus(part.slice(at + 1))]);
  }
  return pairs;
}

/** How a URL and its searchParams follow each other; not reachable from outside. */
const linked = new WeakMap<URLSearchParams, (query: string) => void>();

export class URLSearchParams {
  #pairs: Pair[] = [];

  constructor(init?: unknown) {
    if (init === undefined || init === null) return;
    if (typeof init === 'object' || typeof init === 'function') {
      if (typeof (init as Iterable<unknown>)[Symbol.iterator] === 'function') {
        for (const pair of init as Iterable<unknown>) {
          const both = [...(pair as Iterable<unknown>)];
          if (both.length !== 2) throw new NativeTypeError('Each query pair must be an iterable [name, value] tuple');
          this.#pairs.push([stringOf(both[0]), stringOf(both[1])]);
        }
      } else {
        for (const key of Object.keys(init)) this.#pairs.push([key, stringOf((init as Record<string, unknown>)[key])]);
      }
      return;
    }
    const text = stringOf(init);
    this.#pairs = parsePairs(text.startsWith('?') ? text.slice(1) : text);
  }

  static follow(query: string, changed: (query: string) => void): URLSearchParams {
    const params = new URLSearchParams(query);
    linked.set(params, changed);
    return params;
  }
  static reset(params: URLSearchParams, query: string): void {
    params.#pairs = parsePairs(query.startsWith('?') ? query.slice(1) : query);
  }
  #changed(): void { linked.get(this)?.(this.toString()); }

  get size(): number { return this.#pairs.length; }
  append(name: unknown, value: unknown): void {
    this.#pairs.push([stringOf(name), stringOf(value)]);
    this.#changed();
  }
  delete(name: unknown, value?: unknown): void {
    this.#pairs = this.#pairs.filter((pair) => pair[0] !== stringOf(name) || (value !== undefined && pair[1] !== stringOf(value)));
    this.#changed();
  }
  get(name: unknown): string | null { return this.#pairs.find((pair) => pair[0] === stringOf(name))?.[1] ?? null; }
  getAll(name: unknown): string[] { return this.#pairs.filter((pair) => pair[0] === stringOf(name)).map((pair) => pair[1]); }
  has(name: unknown, value?: unknown): boolean {
    return this.#pairs.some((pair) => pair[0] === stringOf(name) && (value === undefined || pair[1] === stringOf(value)));
  }
  set(name: unknown, value: unknown): void {
    const key = stringOf(name);
    const first = this.#pairs.find((pair) => pair[0] === key);
    if (first) {
      first[1] = stringOf(value);
      this.#pairs = this.#pairs.filter((pair) => pair === first || pair[0] !== key);
    } else {
      this.#pairs.push([key, stringOf(value)]);
    }
    this.#changed();
  }
  sort(): void {
    this.#pairs.sort((one, other) => (one[0] < other[0] ? -1 : one[0] > other[0] ? 1 : 0));
    this.#changed();
  }
  forEach(visit: (value: string, name: string, params: URLSearchParams) => void, self?: unknown): void {
    for (const [name, value] of this.#pairs) apply(visit, self, [value, name, this]);
  }
  *entries(): Generator<Pair> { for (const [name, value] of this.#pairs) yield [name, value]; }
  *keys(): Generator<string> { for (const [name] of this.#pairs) yield name; }
  *values(): Generator<string> { for (const [, value] of this.#pairs) yield value; }
  [Symbol.iterator](): Generator<Pair> { return this.entries(); }
  toString(): string { return this.#pairs.map(([name, value]) => `${encodeForm(name)}=${encodeForm(value)}`).join('&'); }
  get [Symbol.toStringTag](): string { return 'URLSearchParams'; }
  [PRINTED](left: number | null, format: Format): unknown { return printPairs(this, 'URLSearchParams', left, format, () => this.#pairs); }
}

function parse(url: string, base?: string): Parts | undefined {
  const answer = base === undefined ? ask('url', url) : ask('url-with-base', url, base);
  return answer === '' ? undefined : jsonParse(answer) as Parts;
}

export class URL {
  #parts: Parts;
  #params: URLSearchParams | undefined;

  constructor(url: unknown, base?: unknown) {
    const parts = parse(stringOf(url), base === undefined ? undefined : stringOf(base));
    if (!parts) throw Object.assign(new NativeTypeError('Invalid URL'), { code: 'ERR_INVALID_URL', input: stringOf(url) });
    this.#parts = parts;
  }
  static canParse(url: unknown, base?: unknown): boolean {
    return parse(stringOf(url), base === undefined ? undefined : stringOf(base)) !== undefined;
  }
  static parse(url: unknown, base?: unknown): URL | null { return URL.canParse(url, base) ? new URL(url, base) : null; }

  #set(property: keyof Parts, value: unknown): void {
    const answer = ask(`url-${property}`, this.#parts.href, stringOf(value));
    if (answer === '') throw Object.assign(new NativeTypeError('Invalid URL'), { code: 'ERR_INVALID_URL', input: stringOf(value) });
    this.#parts = jsonParse(answer) as Parts;
    if (this.#params) URLSearchParams.reset(this.#params, this.#parts.search);
  }
  get href(): string { return this.#parts.href; }
  set href(value: string) { this.#set('href', value); }
  get origin(): string { return this.#parts.origin; }
  get protocol(): string { return this.#parts.protocol; }
  set protocol(value: string) { this.#set('protocol', value); }
  get username(): string { return this.#parts.username; }
  set username(value: string) { this.#set('username', value); }
  get password(): string { return this.#parts.password; }
  set password(value: string) { this.#set('password', value); }
  get host(): string { return this.#parts.host; }
  set host(value: string) { this.#set('host', value); }
  get hostname(): string { return this.#parts.hostname; }
  set hostname(value: string) { this.#set('hostname', value); }
  get port(): string { return this.#parts.port; }
  set port(value: string) { this.#set('port', value); }
  get pathname(): string { return this.#parts.pathname; }
  set pathname(value: string) { this.#set('pathname', value); }
  get search(): string { return this.#parts.search; }
  set search(value: string) { this.#set('search', value); }
  get hash(): string { return this.#parts.hash; }
  set hash(value: string) { this.#set('hash', value); }
  get searchParams(): URLSearchParams {
    this.#params ??= URLSearchParams.follow(this.#parts.search, (query) => {
      this.#parts = jsonParse(ask('url-search', this.#parts.href, query)) as Parts;
    });
    return this.#params;
  }
  toString(): string { return this.#parts.href; }
  toJSON(): string { return this.#parts.href; }
  get [Symbol.toStringTag](): string { return 'URL'; }
  [PRINTED](left: number | null, format: Format): unknown {
    if (left !== null && left < 0) return this;
    return printFields(this, 'URL', format, () => {
      const { href, origin, protocol, username, password, host, hostname, port, pathname, search, hash } = this.#parts;
      return { href, origin, protocol, username, password, host, hostname, port, pathname, search, searchParams: this.searchParams, hash };
    });
  }
}
