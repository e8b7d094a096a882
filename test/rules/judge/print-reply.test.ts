import { expect, test } from 'vitest';
import { printReply } from '../../../server/judge/print-reply.ts';

test.each([
  [null, '(nil)'], [42, '(integer) 42'], ['a "b"\n', '"a \\"b\\"\\n"'], ['é', '"\\xc3\\xa9"'], ['a\udcff', '"a\\xff"'], [{ status: 'OK' }, 'OK'], [{ error: 'ERR no' }, '(error) ERR no'],
  [[], '(empty array)'], [{ set: [] }, '(empty array)'], [{ map: {} }, '(empty array)'],
  [['a', 1, null], '1) "a"\n2) (integer) 1\n3) (nil)'],
  [{ set: ['a', 'b'] }, '1) "a"\n2) "b"'], [JSON.parse('{"map":{"__proto__":"1"}}'), '1) "__proto__"\n2) "1"'],
  [[['1-1', ['f', 'v']], 'x'], '1) 1) "1-1"\n   2) 1) "f"\n      2) "v"\n2) "x"'],
  [Array.from({ length: 10 }, (_, index) => index), Array.from({ length: 10 }, (_, index) => `${String(index + 1).padStart(2)}) (integer) ${index}`).join('\n')],
])('%j', (reply, printed) => {
  expect(printReply(reply)).toBe(printed);
});

test('what comes from next to learner code may be anything', () => {
  for (const odd of [undefined, true, {}, { set: 1 }, { map: 1 }, { map: null }, { status: {} }, [[[{}]]]]) expect(typeof printReply(odd)).toBe('string');
});

test('long replies are cut', () => {
  expect(printReply('x'.repeat(1_000_000))).toHaveLength(4_001);
  expect(printReply(Array.from({ length: 1_000_000 }, () => 'x')).endsWith('…')).toBe(true);
});
