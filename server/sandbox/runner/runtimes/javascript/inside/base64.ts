import { append, charCodeAt, fromCharCode, NativeUint8Array } from './primordials.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const DIGITS = new NativeUint8Array(128).fill(255);
for (let index = 0; index < 64; index += 1) DIGITS[charCodeAt(ALPHABET, index)] = index;

export function toBase64(bytes: Uint8Array): string {
  let out = '';
  let index = 0;
  for (; index + 2 < bytes.length; index += 3) {
    const three = (bytes[index]! << 16) | (bytes[index + 1]! << 8) | bytes[index + 2]!;
    out += ALPHABET[three >> 18]! + ALPHABET[(three >> 12) & 63]! + ALPHABET[(three >> 6) & 63]! + ALPHABET[three & 63]!;
  }
  if (index + 1 === bytes.length) {
    const one = bytes[index]! << 4;
    out += `${ALPHABET[one >> 6]}${ALPHABET[one & 63]}==`;
  } else if (index + 2 === bytes.length) {
    const two = ((bytes[index]! << 8) | bytes[index + 1]!) << 2;
    out += `${ALPHABET[two >> 12]}${ALPHABET[(two >> 6) & 63]}${ALPHABET[two & 63]}=`;
  }
  return out;
}

/** Forgiving-base64 decode (infra.spec.whatwg.org): undefined when the text is not base64. */
export function fromBase64(text: string): Uint8Array | undefined {
  const digits: number[] = [];
  let padding = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = charCodeAt(text, index);
    if (code === 32 || code === 9 || code === 10 || code === 12 || code === 13) continue;
    if (code === 61) {
      padding += 1;
      continue;
    }
    const digit = code < 128 ? DIGITS[code]! : 255;
    if (digit === 255 || padding > 0) return undefined;
    append(digits, digit);
  }
  if (padding > 2 || (padding > 0 && (digits.length + padding) % 4 !== 0) || digits.length % 4 === 1) return undefined;
  const bytes = new NativeUint8Array((digits.length * 3) >> 2);
  let at = 0;
  for (let index = 0; index < digits.length; index += 4) {
    const four = (digits[index]! << 18) | (digits[index + 1]! << 12) | ((digits[index + 2] ?? 0) << 6) | (digits[index + 3] ?? 0);
    if (at < bytes.length) bytes[at] = four >> 16;
    if (at + 1 < bytes.length) bytes[at + 1] = (four >> 8) & 255;
    if (at + 2 < bytes.length) bytes[at + 2] = four & 255;
    at += 3;
  }
  return bytes;
}

/** Bytes as a string of characters 0 to 255: how bytes cross between the isolate and the runner. */
export function toBinary(bytes: Uint8Array): string {
  let out = '';
  for (let index = 0; index < bytes.length; index += 1) out += fromCharCode(bytes[index]!);
  return out;
}

export function fromBinary(text: string): Uint8Array {
  const bytes = new NativeUint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) bytes[index] = charCodeAt(text, index);
  return bytes;
}
