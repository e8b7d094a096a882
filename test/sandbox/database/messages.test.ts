import { expect, test } from 'vitest';
import { readMessage } from '../../../server/sandbox/messages.ts';

const probe = { columns: [{ name: 'a', type: 'int4' }], rows: [['1'], [null]], rowCount: 2, command: 'SELECT', durationMs: 1 };
const observed = (data: unknown) => readMessage(JSON.stringify({ type: 'observed', observation: { index: 0, durationMs: 1, ended: 'returned', value: 1, data } }));

test('what a program did to its database comes through', () => {
  for (const data of [{ queries: 0 }, { queries: 3, probe }, { queries: 3, probe: { name: 'ERROR', message: 'no', code: '42P01' } }]) {
    expect(observed(data)).toMatchObject({ observation: { ended: 'returned', data } });
  }
  expect(observed({ queries: 1, more: 'x' })).toEqual({ type: 'observed', observation: { index: 0, durationMs: 1, ended: 'returned', value: 1, data: { queries: 1 } } });
});

test.each([
  ['no number', {}], ['a negative number', { queries: -1 }], ['a part of a statement', { queries: 1.5 }], ['a text', 'x'], ['null', null],
  ['a probe without columns', { queries: 1, probe: { rows: [] } }], ['a row that is too wide', { queries: 1, probe: { ...probe, rows: [['1', '2']] } }],
  ['a value that is no text', { queries: 1, probe: { ...probe, rows: [[1]] } }], ['an error without its code', { queries: 1, probe: { name: 'ERROR', message: 'no' } }],
])('%s is dropped with the whole observation', (_, data) => {
  expect(observed(data)).toBeUndefined();
});
