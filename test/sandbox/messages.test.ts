import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { FRAME_BYTES, LineReader, readMessage } from '../../server/sandbox/messages.ts';

const observed = (observation: unknown): string => JSON.stringify({ type: 'observed', observation });
const VALID = { index: 0, durationMs: 1, ended: 'returned', value: 5 };

test('an observation of the right shape is taken', () => {
  expect(readMessage(observed(VALID))).toEqual({ type: 'observed', observation: VALID });
});

test.each<[string, unknown]>([
  ['no index', { ...VALID, index: undefined }],
  ['a negative index', { ...VALID, index: -1 }],
  ['a duration that is no number', { ...VALID, durationMs: 'long' }],
  ['no value', { ...VALID, value: undefined }],
  ['an untagged object as value', { ...VALID, value: { a: 1 } }],
  ['a tag that does not exist', { ...VALID, value: { $: 'matches', pattern: '.*' } }],
  ['a tag of Object.prototype', { ...VALID, value: { $: 'constructor' } }],
  ['an entry that is no pair', { ...VALID, value: { $: 'object', entries: [['a']] } }],
  ['an exit code that is text', { index: 0, durationMs: 1, ended: 'exited', exitCode: '0' }],
  ['a response without a body', { index: 0, durationMs: 1, ended: 'responded', responses: [{ status: 200, headers: {} }] }],
  ['a header that is a list', { index: 0, durationMs: 1, ended: 'responded', responses: [{ status: 200, headers: { a: ['b'] }, body: '' }] }],
  ['an error without a message', { index: 0, durationMs: 1, ended: 'threw', error: { name: 'Error' } }],
  ['an end that does not exist', { index: 0, durationMs: 1, ended: 'passed' }],
])('an observation with %s is dropped', (_name, observation) => {
  expect(readMessage(observed(observation))).toBeUndefined();
});

test('a value nested deeper than any runner writes is dropped, not followed', () => {
  expect(readMessage(`{"type":"observed","observation":{"index":0,"durationMs":1,"ended":"returned","value":${'['.repeat(200_000)}${']'.repeat(200_000)}}}`)).toBeUndefined();
});

test('no line makes the reader throw', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json(), fc.json().map((value) => `{"type":"observed","observation":${value}}`), fc.json().map((value) => `{"type":"ended","stop":${value}}`)), (line) => {
    const message = readMessage(line);
    expect(message === undefined || typeof message.type === 'string').toBe(true);
  }));
});

test('lines arrive whole however the bytes are cut', () => {
  fc.assert(fc.property(fc.array(fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\n', ' '))), fc.integer({ min: 1, max: 7 }), (lines, size) => {
    const seen: string[] = [];
    const reader = new LineReader((line) => seen.push(line));
    const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
    for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size));
    expect(seen).toEqual(lines.map((line) => line.toWellFormed()));
  }));
});

test('a line that never ends is refused', () => {
  const reader = new LineReader(() => {});
  const part = Buffer.alloc(FRAME_BYTES / 8, 'x');
  expect(Array.from({ length: 9 }, () => reader.push(part))).toEqual([...Array<boolean>(8).fill(true), false]);
});
