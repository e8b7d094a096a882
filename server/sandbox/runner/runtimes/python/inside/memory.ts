// The interpreter's memory as numbers and text. Views are made anew when it has grown, for growing detaches the old ones.

let exported: WebAssembly.Memory;
export let bytes: Uint8Array<ArrayBuffer>;
let view: DataView;

export function openMemory({ memory }: { memory: WebAssembly.Memory }): void {
  exported = memory;
  refresh();
}

function refresh(): void {
  bytes = new Uint8Array(exported.buffer as ArrayBuffer);
  view = new DataView(exported.buffer);
}

/** Grows to `size` bytes, as far as `cap` allows; the program sees a MemoryError otherwise. */
export function growTo(size: number, cap: number): boolean {
  if (size > cap) return false;
  // A fifth more than asked for, as nothing is gained by growing in small steps.
  const wanted = Math.min(cap, Math.max(size, bytes.length * 1.2));
  try {
    exported.grow(Math.ceil((wanted - bytes.length) / 65_536));
  } catch {
    return false;
  }
  refresh();
  return true;
}

export const readU32 = (at: number): number => view.getUint32(at >>> 0, true);
export const readI32 = (at: number): number => view.getInt32(at >>> 0, true);
export const readI64 = (at: number): bigint => view.getBigInt64(at >>> 0, true);
export const writeU32 = (at: number, value: number): void => view.setUint32(at >>> 0, value, true);
export const writeU16 = (at: number, value: number): void => view.setUint16(at >>> 0, value, true);
export const writeU8 = (at: number, value: number): void => view.setUint8(at >>> 0, value);
export const writeI64 = (at: number, value: bigint): void => view.setBigInt64(at >>> 0, value, true);
export const writeF64 = (at: number, value: number): void => view.setFloat64(at >>> 0, value, true);

/** Text that ends with a zero byte. */
export function readText(at: number): string {
  const start = at >>> 0;
  return decodeUtf8(bytes.subarray(start, bytes.indexOf(0, start)));
}

/** Writes text with a zero byte behind it into `room` bytes; false when it does not fit. */
export function writeText(text: string, at: number, room: number): boolean {
  const encoded = encodeUtf8(text);
  if (encoded.length + 1 > room) return false;
  bytes.set(encoded, at >>> 0);
  writeU8(at + encoded.length, 0);
  return true;
}

const CHUNK = 8_192;

/** Bytes that are no UTF-8 become U+FFFD, except those of names, which Python escapes itself. */
export function decodeUtf8(given: Uint8Array): string {
  let text = '';
  let units: number[] = [];
  for (let at = 0; at < given.length;) {
    const length = sequenceAt(given, at);
    const first = given[at]!;
    if (length === 1) units.push(first);
    else if (length === 2) units.push(((first & 31) << 6) | (given[at + 1]! & 63));
    else if (length === 3) units.push(((first & 15) << 12) | ((given[at + 1]! & 63) << 6) | (given[at + 2]! & 63));
    else if (length === 4) {
      const point = (((first & 7) << 18) | ((given[at + 1]! & 63) << 12) | ((given[at + 2]! & 63) << 6) | (given[at + 3]! & 63)) - 0x1_0000;
      units.push(0xd800 + (point >> 10), 0xdc00 + (point & 1023));
    } else units.push(0xfffd);
    at += Math.max(1, length);
    if (units.length > CHUNK) {
      text += String.fromCharCode(...units);
      units = [];
    }
  }
  return text + String.fromCharCode(...units);
}

/** How many bytes the character at `at` has; 0 when it is broken, -1 when its end is missing. */
export function sequenceAt(given: Uint8Array, at: number): number {
  const first = given[at]!;
  if (first < 0x80) return 1;
  const length = first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xf0 && first < 0xf5 ? 4 : 0;
  for (let more = 1; more < length; more += 1) {
    if (at + more >= given.length) return -1;
    if ((given[at + more]! & 0xc0) !== 0x80) return 0;
  }
  return length;
}

export function encodeUtf8(text: string): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(text.length * 3);
  let at = 0;
  for (let index = 0; index < text.length; index += 1) {
    let point = text.charCodeAt(index);
    if (point < 0x80) {
      out[at++] = point;
      continue;
    }
    if (point >= 0xd800 && point < 0xe000) {
      const low = point < 0xdc00 ? text.charCodeAt(index + 1) : 0;
      if (low >= 0xdc00 && low < 0xe000) {
        point = 0x1_0000 + ((point - 0xd800) << 10) + (low - 0xdc00);
        index += 1;
      } else point = 0xfffd;
    }
    if (point < 0x800) out[at++] = 0xc0 | (point >> 6);
    else {
      if (point < 0x1_0000) out[at++] = 0xe0 | (point >> 12);
      else out.set([0xf0 | (point >> 18), 0x80 | ((point >> 12) & 63)], (at += 2) - 2);
      out[at++] = 0x80 | ((point >> 6) & 63);
    }
    out[at++] = 0x80 | (point & 63);
  }
  return out.subarray(0, at);
}
