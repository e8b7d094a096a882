import { expect, test } from 'vitest';
import { capMemory, keepExports } from '../../../server/sandbox/prepare/wasm.ts';

/** A memory of one page under the name m, and a function f and a long name that return 7. */
const BINARY = Uint8Array.of(
  0, 97, 115, 109, 1, 0, 0, 0,
  1, 5, 1, 0x60, 0, 1, 0x7f,
  3, 2, 1, 0,
  5, 3, 1, 0, 1,
  7, 19, 3, 1, 109, 2, 0, 1, 102, 0, 0, 7, 115, 101, 118, 101, 110, 116, 104, 0, 0,
  10, 6, 1, 4, 0, 0x41, 7, 11,
);

function instance(binary: Uint8Array): { m: WebAssembly.Memory; f: () => number } {
  return new WebAssembly.Instance(new WebAssembly.Module(binary as Uint8Array<ArrayBuffer>)).exports as unknown as { m: WebAssembly.Memory; f: () => number };
}

test('a memory cannot grow beyond its cap', () => {
  instance(BINARY).m.grow(300);
  const { m, f } = instance(capMemory(BINARY, 200));
  m.grow(199);
  expect(() => m.grow(1)).toThrow(RangeError);
  expect(f()).toBe(7);
});

test('only the named exports are kept', () => {
  const pruned = keepExports(BINARY, new Set(['f', 'm']));
  expect(Object.keys(instance(pruned)).toSorted()).toEqual(['f', 'm']);
  expect(instance(pruned).f()).toBe(7);
});

test('an export that is missing is told', () => {
  expect(() => keepExports(BINARY, new Set(['f', 'gone']))).toThrow('gone');
});

test('a binary without the section is told', () => {
  expect(() => capMemory(BINARY.slice(0, 8), 1)).toThrow('no section 5');
});
