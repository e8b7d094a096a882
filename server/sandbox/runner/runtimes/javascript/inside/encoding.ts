import { fromBase64, fromBinary, toBase64, toBinary } from './base64.ts';
import { bytesOf } from './encode.ts';
import { charCodeAt, codePointAt, defineProperty, fromCharCode, fromCodePoint, NativeTypeError, NativeRangeError, NativeUint8Array, stringOf, stringTrim, toLowerCase } from './primordials.ts';

// https://encoding.spec.whatwg.org/ for UTF-8, UTF-16LE and Latin-1; https://infra.spec.whatwg.org/#forgiving-base64 for atob.

/** UTF-8; an unpaired surrogate becomes U+FFFD. */
export function toUtf8(text: string): Uint8Array {
  const bytes = new NativeUint8Array(text.length * 3);
  let at = 0;
  for (let index = 0; index < text.length; index += 1) {
    let code = charCodeAt(text, index);
    if (code < 0x80) {
      bytes[at++] = code;
      continue;
    }
    if (code >= 0xd800 && code <= 0xdfff) {
      const whole = codePointAt(text, index)!;
      if (whole > 0xffff) index += 1;
      code = whole > 0xffff ? whole : 0xfffd;
    }
    if (code < 0x800) {
      bytes[at++] = 0xc0 | (code >> 6);
    } else {
      if (code < 0x10000) {
        bytes[at++] = 0xe0 | (code >> 12);
      } else {
        bytes[at++] = 0xf0 | (code >> 18);
        bytes[at++] = 0x80 | ((code >> 12) & 63);
      }
      bytes[at++] = 0x80 | ((code >> 6) & 63);
    }
    bytes[at++] = 0x80 | (code & 63);
  }
  return bytes.slice(0, at);
}

/** The text of UTF-8 bytes; undefined when `fatal` and they are not UTF-8. Each bad part becomes U+FFFD, as the standard says. */
export function fromUtf8(bytes: Uint8Array, fatal = false): string | undefined {
  let out = '';
  let index = 0;
  while (index < bytes.length) {
    const first = bytes[index++]!;
    if (first < 0x80) {
      out += fromCharCode(first);
      continue;
    }
    const more = first >= 0xc2 && first <= 0xdf ? 1 : first >= 0xe0 && first <= 0xef ? 2 : first >= 0xf0 && first <= 0xf4 ? 3 : 0;
    let code = more === 1 ? first & 31 : more === 2 ? first & 15 : first & 7;
    let low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
    let high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
    let read = 0;
    for (; read < more && index < bytes.length; read += 1) {
      const next = bytes[index]!;
      if (next < low || next > high) break;
      low = 0x80;
      high = 0xbf;
      code = (code << 6) | (next & 63);
      index += 1;
    }
    if (more === 0 || read < more) {
      if (fatal) return undefined;
      out += '\uFFFD';
    } else {
      out += fromCodePoint(code);
    }
  }
  return out;
}

export class TextEncoder {
  get encoding(): string { return 'utf-8'; }
  encode(text: unknown = ''): Uint8Array { return toUtf8(stringOf(text)); }
  encodeInto(text: string, target: Uint8Array): { read: number; written: number } {
    let read = 0;
    let written = 0;
    for (const character of text) {
      const bytes = toUtf8(character);
      if (written + bytes.length > target.length) break;
      target.set(bytes, written);
      written += bytes.length;
      read += character.length;
    }
    return { read, written };
  }
}

const LABELS: Record<string, 'utf-8' | 'utf-16le' | 'latin1'> = {
  'utf-8': 'utf-8', 'utf8': 'utf-8', 'unicode-1-1-utf-8': 'utf-8', 'utf-16le': 'utf-16le', 'utf-16': 'utf-16le', 'latin1': 'latin1',
  'iso-8859-1': 'latin1', 'ascii': 'latin1', 'us-ascii': 'latin1', 'windows-1252': 'latin1',
};

export class TextDecoder {
  readonly encoding: string;
  readonly fatal: boolean;
  readonly ignoreBOM: boolean;
  #pending: number[] = [];

  constructor(label: unknown = 'utf-8', options: { fatal?: boolean; ignoreBOM?: boolean } = {}) {
    const encoding = LABELS[toLowerCase(stringTrim(stringOf(label)))];
    if (!encoding) throw new NativeRangeError(`The "${stringOf(label)}" encoding is not supported`);
    this.encoding = encoding === 'latin1' ? 'windows-1252' : encoding;
    this.fatal = !!options.fatal;
    this.ignoreBOM = !!options.ignoreBOM;
  }

  decode(input?: unknown, options: { stream?: boolean } = {}): string {
    const given = input === undefined ? new NativeUint8Array() : bytesOf(input);
    if (!given) throw new NativeTypeError('The "input" argument must be an instance of ArrayBuffer or ArrayBufferView.');
    let bytes = given;
    if (this.#pending.length > 0) {
      bytes = new NativeUint8Array(this.#pending.length + given.length);
      bytes.set(this.#pending);
      bytes.set(given, this.#pending.length);
      this.#pending = [];
    }
    if (options.stream) {
      const whole = bytes.length - this.#unfinished(bytes);
      this.#pending = Array.from(bytes.slice(whole));
      bytes = bytes.slice(0, whole);
    }
    return this.#text(bytes);
  }

  /** How many bytes at the end begin a character that is not complete. */
  #unfinished(bytes: Uint8Array): number {
    if (this.encoding === 'utf-16le') return bytes.length % 2;
    if (this.encoding !== 'utf-8') return 0;
    for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
      const byte = bytes[bytes.length - back]!;
      if ((byte & 0xc0) === 0x80) continue;
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
      return length > back ? back : 0;
    }
    return 0;
  }

  #text(bytes: Uint8Array): string {
    let text: string | undefined;
    if (this.encoding === 'utf-8') text = fromUtf8(bytes, this.fatal);
    else if (this.encoding === 'utf-16le') {
      text = '';
      for (let index = 0; index + 1 < bytes.length; index += 2) text += fromCharCode(bytes[index]! | (bytes[index + 1]! << 8));
    } else text = toBinary(bytes);
    if (text === undefined) throw defineProperty(new NativeTypeError('The encoded data was not valid for encoding utf-8'), 'code', { value: 'ERR_ENCODING_INVALID_ENCODED_DATA' });
    return !this.ignoreBOM && charCodeAt(text, 0) === 0xfeff ? text.slice(1) : text;
  }
}

function invalidCharacter(message: string): Error {
  return defineProperty(new NativeTypeError(message), 'name', { value: 'InvalidCharacterError', configurable: true, writable: true });
}

export function btoa(text: unknown): string {
  const binary = stringOf(text);
  for (let index = 0; index < binary.length; index += 1) {
    if (charCodeAt(binary, index) > 255) throw invalidCharacter('Invalid character');
  }
  return toBase64(fromBinary(binary));
}

export function atob(text: unknown): string {
  const bytes = fromBase64(stringOf(text));
  if (!bytes) throw invalidCharacter('The string to be decoded is not correctly encoded.');
  return toBinary(bytes);
}
