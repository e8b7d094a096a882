import { bytesOf } from './encode.ts';
import { fromUtf8, toUtf8 } from './encoding.ts';
import { NativeTypeError, NativeUint8Array, stringOf, toLowerCase } from './primordials.ts';
import { byName, type Format, PRINTED, printFields } from './printed.ts';
import { ReadableStream } from './stream.ts';

// https://w3c.github.io/FileAPI/ and https://xhr.spec.whatwg.org/#interface-formdata.

export function join(parts: Uint8Array[]): Uint8Array {
  const whole = new NativeUint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export class Blob {
  readonly #bytes: Uint8Array;
  readonly type: string;
  constructor(parts: Iterable<unknown> = [], options: { type?: string } = {}) {
    this.#bytes = join([...parts].map((part) => (part instanceof Blob ? part.#bytes : bytesOf(part) ?? toUtf8(stringOf(part)))));
    this.type = toLowerCase(stringOf(options.type ?? ''));
  }
  get size(): number { return this.#bytes.length; }
  async arrayBuffer(): Promise<ArrayBufferLike> { return this.#bytes.slice().buffer; }
  async bytes(): Promise<Uint8Array> { return this.#bytes.slice(); }
  async text(): Promise<string> { return fromUtf8(this.#bytes) ?? ''; }
  slice(start?: number, end?: number, type = ''): Blob { return new Blob([this.#bytes.slice(start, end)], { type }); }
  stream(): ReadableStream<unknown> { return streamOf(this.#bytes); }
  static bytesOf(blob: Blob): Uint8Array { return blob.#bytes; }
  get [Symbol.toStringTag](): string { return 'Blob'; }
  [PRINTED](left: number | null, format: Format): unknown {
    return left !== null && left < 0 ? this : printFields(this, 'Blob', format, () => ({ size: this.size, type: this.type }));
  }
}
export const bytesOfBlob = Blob.bytesOf;
Reflect.deleteProperty(Blob, 'bytesOf');

export class File extends Blob {
  readonly name: string;
  readonly lastModified: number;
  constructor(parts: Iterable<unknown>, name: unknown, options: { type?: string; lastModified?: number } = {}) {
    super(parts, options);
    this.name = stringOf(name);
    this.lastModified = options.lastModified ?? Date.now();
  }
  override get [Symbol.toStringTag](): string { return 'File'; }
  override [PRINTED](left: number | null, format: Format): unknown {
    const { name, lastModified } = this;
    return left !== null && left < 0 ? this : printFields(this, 'File', format, () => ({ size: this.size, type: this.type, name, lastModified }));
  }
}

export function streamOf(bytes: Uint8Array): ReadableStream<unknown> {
  return new ReadableStream<unknown>({
    start(controller) {
      if (bytes.length > 0) controller.enqueue(bytes);
      controller.close();
    },
  });
}

type Entry = [string, string | File];

export class FormData {
  #entries: Entry[] = [];
  #entry(name: unknown, value: unknown, fileName?: string): Entry {
    if (value instanceof File) return [stringOf(name), fileName === undefined ? value : new File([value], fileName, { type: value.type })];
    if (value instanceof Blob) return [stringOf(name), new File([value], fileName ?? 'blob', { type: value.type })];
    return [stringOf(name), stringOf(value)];
  }
  append(name: unknown, value: unknown, fileName?: string): void { this.#entries.push(this.#entry(name, value, fileName)); }
  set(name: unknown, value: unknown, fileName?: string): void {
    const entry = this.#entry(name, value, fileName);
    const at = this.#entries.findIndex(([key]) => key === entry[0]);
    if (at < 0) {
      this.#entries.push(entry);
    } else {
      this.#entries = this.#entries.filter(([key], index) => index <= at || key !== entry[0]);
      this.#entries[at] = entry;
    }
  }
  get(name: unknown): string | File | null { return this.#entries.find(([key]) => key === stringOf(name))?.[1] ?? null; }
  getAll(name: unknown): (string | File)[] { return this.#entries.filter(([key]) => key === stringOf(name)).map(([, value]) => value); }
  has(name: unknown): boolean { return this.#entries.some(([key]) => key === stringOf(name)); }
  delete(name: unknown): void { this.#entries = this.#entries.filter(([key]) => key !== stringOf(name)); }
  forEach(visit: (value: string | File, name: string, form: FormData) => void): void { for (const [name, value] of this.#entries) visit(value, name, this); }
  *entries(): Generator<Entry> { yield* this.#entries; }
  *keys(): Generator<string> { for (const [name] of this.#entries) yield name; }
  *values(): Generator<string | File> { for (const [, value] of this.#entries) yield value; }
  [Symbol.iterator](): Generator<Entry> { return this.entries(); }
  get [Symbol.toStringTag](): string { return 'FormData'; }
  [PRINTED](_left: number | null, format: Format): unknown { return printFields(this, 'FormData', format, () => byName(this.#entries)); }
}

const quoted = (text: string): string => text.replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('"', '%22');

/** multipart/form-data, RFC 7578. */
export function writeMultipart(form: FormData, boundary: string): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const [name, value] of form) {
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(name)}"`;
    if (typeof value === 'string') parts.push(toUtf8(`${head}\r\n\r\n${value}\r\n`));
    else parts.push(toUtf8(`${head}; filename="${quoted(value.name)}"\r\nContent-Type: ${value.type || 'application/octet-stream'}\r\n\r\n`), bytesOfBlob(value), toUtf8('\r\n'));
  }
  parts.push(toUtf8(`--${boundary}--\r\n`));
  return join(parts);
}

export function readMultipart(bytes: Uint8Array, boundary: string): FormData {
  const form = new FormData();
  const mark = toUtf8(`--${boundary}`);
  let at = find(bytes, mark, 0);
  if (at < 0) throw new NativeTypeError('Failed to parse body as FormData.');
  for (;;) {
    at += mark.length;
    if (bytes[at] === 45 && bytes[at + 1] === 45) return form;
    const blank = find(bytes, toUtf8('\r\n\r\n'), at);
    const next = find(bytes, mark, blank);
    if (blank < 0 || next < 0) throw new NativeTypeError('Failed to parse body as FormData.');
    const head = fromUtf8(bytes.slice(at + 2, blank)) ?? '';
    const content = bytes.slice(blank + 4, next - 2);
    const name = /name="([^"]*)"/.exec(head)?.[1] ?? '';
    const fileName = /filename="([^"]*)"/.exec(head)?.[1];
    if (fileName === undefined) form.append(name, fromUtf8(content) ?? '');
    else form.append(name, new File([content], fileName, { type: /content-type:\s*(\S+)/i.exec(head)?.[1] ?? '' }));
    at = next;
  }
}

function find(bytes: Uint8Array, wanted: Uint8Array, from: number): number {
  for (let at = Math.max(from, 0); at + wanted.length <= bytes.length; at += 1) {
    let same = 0;
    while (same < wanted.length && bytes[at + same] === wanted[same]) same += 1;
    if (same === wanted.length) return at;
  }
  return -1;
}
