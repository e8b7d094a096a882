// Changes a WebAssembly binary before it is compiled. Its sections: https://webassembly.github.io/spec/core/binary/modules.html

const MEMORY = 5;
const EXPORTS = 7;
const HEADER_BYTES = 8;

/** The same binary, whose one memory can never have more than `pages` of 64 KiB, whatever the program in it asks for. */
export function capMemory(binary: Uint8Array, pages: number): Uint8Array {
  return replaceSection(binary, MEMORY, (body) => {
    const { numbers: [count, flags, least] } = readNumbers(body, 0, 3);
    if (count !== 1 || flags === undefined || flags > 1 || least === undefined) throw new Error('expected one plain memory');
    return Uint8Array.from([1, 1, ...asLeb(least), ...asLeb(Math.max(least, pages))]);
  });
}

/** The same binary, which exports only what `keep` names: every export costs time in every instance. Throws when one is missing. */
export function keepExports(binary: Uint8Array, keep: ReadonlySet<string>): Uint8Array {
  const missing = new Set(keep);
  const pruned = replaceSection(binary, EXPORTS, (body) => {
    const kept: Uint8Array[] = [];
    const decoder = new TextDecoder();
    let { numbers: [count = 0], at } = readNumbers(body, 0, 1);
    for (; count > 0; count -= 1) {
      const start = at;
      const { numbers: [length = 0], at: nameAt } = readNumbers(body, at, 1);
      const name = decoder.decode(body.subarray(nameAt, nameAt + length));
      at = readNumbers(body, nameAt + length + 1, 1).at;
      if (missing.delete(name)) kept.push(body.subarray(start, at));
    }
    return concatenate([Uint8Array.from(asLeb(kept.length)), ...kept]);
  });
  if (missing.size > 0) throw new Error(`the binary does not export ${[...missing].join(', ')}`);
  return pruned;
}

function replaceSection(binary: Uint8Array, wanted: number, change: (body: Uint8Array) => Uint8Array): Uint8Array {
  for (let at = HEADER_BYTES; at < binary.length;) {
    const start = at;
    const id = binary[at]!;
    const { numbers: [size = 0], at: bodyAt } = readNumbers(binary, at + 1, 1);
    at = bodyAt + size;
    if (id !== wanted) continue;
    const body = change(binary.subarray(bodyAt, at));
    return concatenate([binary.subarray(0, start), Uint8Array.from([id, ...asLeb(body.length)]), body, binary.subarray(at)]);
  }
  throw new Error(`no section ${wanted}`);
}

/** Unsigned numbers as WebAssembly writes them: seven bits to a byte, the low ones first. */
function readNumbers(bytes: Uint8Array, from: number, count: number): { numbers: number[]; at: number } {
  const numbers: number[] = [];
  let at = from;
  while (numbers.length < count) {
    let number = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      if (byte === undefined) throw new Error('the binary ends too early');
      number |= (byte & 127) << shift;
      if (byte < 128) break;
    }
    numbers.push(number >>> 0);
  }
  return { numbers, at };
}

function asLeb(number: number): number[] {
  const bytes: number[] = [];
  for (let rest = number; ; rest >>>= 7) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest & 127) | 128);
  }
}

function concatenate(parts: Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
