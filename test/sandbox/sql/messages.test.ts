import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readMessage } from '../../../server/sandbox/messages.ts';

// What a runner may claim that Postgres answered: read strictly, whatever it is.

const result = { columns: [{ name: 'a', type: 'int4' }], rows: [['1'], [null]], rowCount: 2, command: 'SELECT', durationMs: 1 };
const error = { name: 'ERROR', message: 'no', code: '42P01', detail: 'd', hint: 'h', line: 1, column: 2 };
const plan = { 'Node Type': 'Sort', 'Total Cost': 1.5, Plans: [{ 'Node Type': 'Seq Scan', 'Relation Name': 't' }] };
const whole = { index: 0, durationMs: 1, ended: 'answered', results: [result], notices: ['NOTICE: n'], attempts: [null, error], error, probe: result, plan };

const read = (observation: object): unknown => readMessage(JSON.stringify({ type: 'observed', observation }));

test('an answer is read whole, and without what it must not have', () => {
  expect(read({ ...whole, stdout: 'forged', results: [{ ...result, more: 1 }] })).toEqual({ type: 'observed', observation: whole });
  expect(read({ ...whole, probe: error })).toMatchObject({ observation: { probe: error } });
  expect(read({ index: 0, durationMs: 1, ended: 'answered', results: [], notices: [], attempts: [] })).toBeDefined();
});

test.each<[string, object]>([
  ['a row that is too long', { results: [{ ...result, rows: [['1', '2']] }] }],
  ['a value that is a number', { results: [{ ...result, rows: [[1]] }] }],
  ['a row that is an object', { results: [{ ...result, rows: [{ length: 1 }] }] }],
  ['a count below zero', { results: [{ ...result, rowCount: -1 }] }],
  ['a column without a type', { results: [{ ...result, columns: [{ name: 'a' }] }] }],
  ['a code that is none', { error: { ...error, code: '42 P01' } }],
  ['an attempt that is a text', { attempts: ['23505'] }],
  ['a probe that is neither', { probe: { rows: [] } }],
  ['notices that are numbers', { notices: [1] }],
  ['a plan without a type', { plan: {} }],
  ['a plan whose parts are none', { plan: { ...plan, Plans: [{}] } }],
  ['a plan with a table that is no name', { plan: { ...plan, 'Relation Name': { toString: 'x' } } }],
  ['a plan of a thousand levels', { plan: Array.from({ length: 1_000 }).reduce<object>((inner) => ({ 'Node Type': 'Result', Plans: [inner] }), { 'Node Type': 'Result' }) }],
])('%s is no answer', (_, change) => {
  expect(read({ ...whole, ...change })).toBeUndefined();
});

test('nothing makes reading throw', () => {
  const odd = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom(null, [], {}, -1, '', '__proto__'));
  const part = (good: unknown): fc.Arbitrary<unknown> => fc.oneof(fc.constant(good), odd);
  const results = fc.array(fc.record({ columns: part(result.columns), rows: part(result.rows), rowCount: part(2), command: part('SELECT'), durationMs: part(1) }), { maxLength: 2 });
  const any = fc.record({ index: part(0), durationMs: part(1), ended: fc.constant('answered'), results: fc.oneof(results, odd), notices: part([]), attempts: part([null]), error: part(error), probe: part(result), plan: part(plan) });
  fc.assert(fc.property(any, (observation) => {
    const message = readMessage(JSON.stringify({ type: 'observed', observation }));
    expect(message === undefined || message.type === 'observed').toBe(true);
  }), { numRuns: 300 });
});
