import { NativeTypeError, stringOf, toLowerCase } from './primordials.ts';
import { byName, type Format, PRINTED, printFields } from './printed.ts';

// https://fetch.spec.whatwg.org/#headers-class: names in lower case, sorted when listed, Set-Cookie never joined.

export type HeadersInit = Headers | Iterable<Iterable<unknown>> | Record<string, unknown> | undefined | null;

const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

export class Headers {
  /** Name in lower case, value, and the name as it was given, which only console.log shows. */
  #entries: [string, string, string][] = [];

  constructor(init?: HeadersInit) {
    if (init === undefined || init === null) return;
    if (typeof init !== 'object') throw new NativeTypeError('Headers constructor: init is neither an object nor a list of pairs');
    if (typeof (init as Iterable<unknown>)[Symbol.iterator] === 'function') {
      for (const pair of init as Iterable<Iterable<unknown>>) {
        const both = [...pair];
        if (both.length !== 2) throw new NativeTypeError('Headers constructor: expected name/value pair to be length 2');
        this.append(both[0], both[1]);
      }
    } else {
      for (const name of Object.keys(init)) this.append(name, (init as Record<string, unknown>)[name]);
    }
  }

  #name(name: unknown): string {
    const text = stringOf(name);
    if (!NAME.test(text)) throw new NativeTypeError(`Invalid header name: ${JSON.stringify(text)}`);
    return toLowerCase(text);
  }
  #value(value: unknown): string {
    const text = stringOf(value).replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '');
    if (/[\0\r\n]|[^\0-\xff]/.test(text)) throw new NativeTypeError(`Invalid header value: ${JSON.stringify(text)}`);
    return text;
  }
  append(name: unknown, value: unknown): void { this.#entries.push([this.#name(name), this.#value(value), stringOf(name)]); }
  set(name: unknown, value: unknown): void {
    const key = this.#name(name);
    const text = this.#value(value);
    const at = this.#entries.findIndex((entry) => entry[0] === key);
    if (at < 0) {
      this.#entries.push([key, text, stringOf(name)]);
      return;
    }
    this.#entries[at] = [key, text, stringOf(name)];
    this.#entries = this.#entries.filter((entry, index) => index <= at || entry[0] !== key);
  }
  get(name: unknown): string | null {
    const key = this.#name(name);
    const values = this.#entries.filter((entry) => entry[0] === key).map((entry) => entry[1]);
    return values.length === 0 ? null : values.join(', ');
  }
  has(name: unknown): boolean {
    const key = this.#name(name);
    return this.#entries.some((entry) => entry[0] === key);
  }
  delete(name: unknown): void {
    const key = this.#name(name);
    this.#entries = this.#entries.filter((entry) => entry[0] !== key);
  }
  getSetCookie(): string[] { return this.#entries.filter(([name]) => name === 'set-cookie').map(([, value]) => value); }
  forEach(visit: (value: string, name: string, headers: Headers) => void): void { for (const [name, value] of this.entries()) visit(value, name, this); }
  *entries(): Generator<[string, string]> {
    const names = [...new Set(this.#entries.map(([name]) => name))].sort();
    for (const name of names) {
      if (name === 'set-cookie') for (const value of this.getSetCookie()) yield [name, value];
      else yield [name, this.get(name)!];
    }
  }
  *keys(): Generator<string> { for (const [name] of this.entries()) yield name; }
  *values(): Generator<string> { for (const [, value] of this.entries()) yield value; }
  [Symbol.iterator](): Generator<[string, string]> { return this.entries(); }
  get [Symbol.toStringTag](): string { return 'Headers'; }
  [PRINTED](_left: number | null, format: Format): unknown {
    return printFields(this, 'Headers', format, () => {
      const firsts = this.#entries.filter(([key], index) => this.#entries.findIndex((entry) => entry[0] === key) === index);
      return byName(firsts.map(([key, , given]) => [given, this.get(key)]));
    });
  }
}
