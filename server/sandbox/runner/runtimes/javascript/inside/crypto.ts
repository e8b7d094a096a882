import { fromBinary, toBinary } from './base64.ts';
import { bytesOf } from './encode.ts';
import { DOMException } from './events.ts';
import { ask } from './harness.ts';
import { NativeTypeError, NativeUint8Array, stringOf, toUpperCase, typedArrayTag } from './primordials.ts';

// https://w3c.github.io/webcrypto/: randomness, digests, and HMAC keys; the work is done by the runner's own crypto.

type Algorithm = string | { name?: unknown; hash?: unknown };
const nameOf = (algorithm: unknown): string => toUpperCase(stringOf(typeof algorithm === 'object' && algorithm !== null ? (algorithm as { name?: unknown }).name : algorithm));

function need(data: unknown): Uint8Array {
  const bytes = bytesOf(data);
  if (!bytes) throw new NativeTypeError('Expected an ArrayBuffer, a Buffer, a TypedArray or a DataView.');
  return bytes;
}

const HASHES = ['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'];
function hashOf(algorithm: unknown): string {
  const name = nameOf(algorithm);
  if (!HASHES.includes(name)) throw new DOMException(`${name} is not available here; there are ${HASHES.join(', ')}.`, 'NotSupportedError');
  return name;
}

const keys = new WeakMap<CryptoKey, { bytes: Uint8Array; hash: string }>();

class CryptoKey {
  readonly type = 'secret';
  readonly extractable: boolean;
  readonly usages: string[];
  readonly algorithm: { name: string; hash: { name: string }; length: number };
  constructor(bytes: Uint8Array, hash: string, extractable: boolean, usages: string[]) {
    this.extractable = extractable;
    this.usages = usages;
    this.algorithm = { name: 'HMAC', hash: { name: hash }, length: bytes.length * 8 };
    keys.set(this, { bytes, hash });
  }
}

function onlyHmac(algorithm: unknown): void {
  if (nameOf(algorithm) !== 'HMAC') throw new DOMException(`${nameOf(algorithm)} keys are not available here; there is HMAC.`, 'NotSupportedError');
}

function secretOf(key: CryptoKey): { bytes: Uint8Array; hash: string } {
  const secret = keys.get(key);
  if (!secret) throw new NativeTypeError('The key is not a CryptoKey.');
  return secret;
}

function mac(key: CryptoKey, data: unknown): string {
  const { bytes, hash } = secretOf(key);
  return ask('hmac', hash, toBinary(bytes), toBinary(need(data)));
}

const subtle = {
  async digest(algorithm: Algorithm, data: unknown) { return fromBinary(ask('digest', hashOf(algorithm), toBinary(need(data)))).buffer; },
  async importKey(format: string, data: unknown, algorithm: Algorithm, extractable: boolean, usages: string[]) {
    onlyHmac(algorithm);
    if (format !== 'raw') throw new DOMException(`Keys can be imported as raw bytes here, not as ${format}.`, 'NotSupportedError');
    return new CryptoKey(need(data), hashOf((algorithm as { hash?: unknown }).hash), !!extractable, [...usages]);
  },
  async generateKey(algorithm: Algorithm, extractable: boolean, usages: string[]) {
    onlyHmac(algorithm);
    const hash = hashOf((algorithm as { hash?: unknown }).hash);
    return new CryptoKey(fromBinary(ask('random', hash === 'SHA-1' || hash === 'SHA-256' ? '64' : '128')), hash, !!extractable, [...usages]);
  },
  async exportKey(format: string, key: CryptoKey) {
    if (format !== 'raw') throw new DOMException(`Keys can be exported as raw bytes here, not as ${format}.`, 'NotSupportedError');
    if (!key.extractable) throw new DOMException('key is not extractable', 'InvalidAccessError');
    return secretOf(key).bytes.slice().buffer;
  },
  async sign(algorithm: Algorithm, key: CryptoKey, data: unknown) {
    onlyHmac(algorithm);
    return fromBinary(mac(key, data)).buffer;
  },
  async verify(algorithm: Algorithm, key: CryptoKey, signature: unknown, data: unknown) {
    onlyHmac(algorithm);
    return ask('same', mac(key, data), toBinary(need(signature))) === 'yes';
  },
};

export const crypto = {
  subtle,
  randomUUID: (): string => ask('uuid'),
  getRandomValues<T>(array: T): T {
    const kind = typedArrayTag(array);
    if (kind === undefined || kind.startsWith('Float')) throw new DOMException('The data argument must be an integer-type TypedArray', 'TypeMismatchError');
    const view = array as unknown as Uint8Array;
    if (view.byteLength > 65_536) throw new DOMException('The requested length exceeds 65,536 bytes', 'QuotaExceededError');
    new NativeUint8Array(view.buffer, view.byteOffset, view.byteLength).set(fromBinary(ask('random', `${view.byteLength}`)));
    return array;
  },
};
export { CryptoKey };
