import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Tests } from '../../../server/contract/exercise.ts';
import { runReportSchema } from '../../../server/contract/report.ts';
import { inputsOf, judge } from '../../../server/judge/judge.ts';
import { callCase, exited, httpCase, outcome, programCase, responded, returned, threw, waits } from './outcomes.ts';
import { anyValue, nothing, object } from './values.ts';

const sum: Tests = {
  kind: 'call', function: 'sumOf',
  cases: [
    callCase('adds', { args: [[1, 2]], returns: 3 }),
    callCase('large numbers', { args: [[100]], returns: 100, hidden: true, hint: 'Look at large numbers.' }),
    callCase('empty list gives 0', { args: [[]], returns: 0, hint: 'What should the sum of nothing be?' }),
  ],
};
const { cases } = inputsOf(sum, 'all');
const timedOut = { reason: 'timed-out', limit: { name: 'time', value: 2000, unit: 'ms' }, message: 'The program ran longer than 2000 ms.', line: 4 } as const;

describe('inputs', () => {
  test('hidden cases run last, and only when all are asked for', () => {
    expect(inputsOf(sum, 'visible').inputs).toEqual([{ kind: 'call', function: 'sumOf', args: [[1, 2]] }, { kind: 'call', function: 'sumOf', args: [[]] }]);
    expect(cases.map((one) => one.name)).toEqual(['adds', 'empty list gives 0', 'large numbers']);
  });

  test('no expectation, name or hint ever enters a runner', () => {
    const secret = fc.string({ minLength: 8, maxLength: 20, unit: fc.constantFrom(...'ABCDEFGH') }).map((text) => `secret-${text}`);
    const input = fc.string({ unit: fc.constantFrom(...'abc') });
    fc.assert(fc.property(secret, input, fc.boolean(), (hush, given, hidden) => {
      const common = { name: hush, hidden, hint: hush };
      const kinds: Tests[] = [
        { kind: 'call', function: 'f', cases: [callCase('', { ...common, args: [given], returns: object({ [hush]: hush }), throws: { name: hush, message: hush }, stdout: hush })] },
        { kind: 'program', cases: [programCase('', { ...common, stdin: given, argv: [given], stdout: hush, stderr: hush, exitCode: 4711 })] },
        { kind: 'http', cases: [httpCase('', [{ send: { method: 'GET', path: `/${given}`, headers: {} }, expect: { status: 4711, headers: { x: hush }, json: hush, jsonContains: [hush], xml: `<a>${hush}</a>`, text: hush } }], common)] },
      ];
      for (const tests of kinds) {
        const text = JSON.stringify(inputsOf(tests, 'all').inputs);
        expect(text).toContain(given);
        expect(text).not.toContain('secret');
        expect(text).not.toContain('4711');
      }
    }));
  });
});

describe('verdicts', () => {
  test('passed only when every case passed and the run finished', () => {
    const right = [returned(0, 3), returned(1, 0), returned(2, 100)];
    const report = judge(sum, cases, outcome(right));
    expect(report).toMatchObject({ verdict: 'passed', tests: [{ status: 'passed' }, { status: 'passed' }, { status: 'passed' }] });
    expect(report.message).toBeUndefined();
    expect(judge(sum, cases, outcome(right, timedOut)).verdict).toBe('timed-out');
    expect(judge(sum, cases, outcome(right, { reason: 'crashed', message: 'It crashed.' })).verdict).toBe('crashed');
    expect(judge(sum, cases, outcome(right.slice(0, 2))).verdict).toBe('failed');
    expect(judge(sum, [], outcome([])).verdict).toBe('failed');
  });

  test('a wrong answer is explained with its place and the hint of the first failing case only', () => {
    const report = judge(sum, cases, outcome([returned(0, 3), returned(1, nothing), returned(2, 7)]));
    expect(report.verdict).toBe('failed');
    expect(report.message).toBe('2 of 3 tests do not pass. Look first at “large numbers”; it is a hidden test, so its input is not shown.');
    expect(report.tests.map((one) => one.name)).toEqual(['adds', 'large numbers', 'empty list gives 0']);
    expect(report.tests[1]).toEqual({ name: 'large numbers', status: 'failed', hidden: true, hint: 'Look at large numbers.', durationMs: 1 });
    expect(report.tests[2]).toMatchObject({ status: 'failed', input: 'sumOf([])', expected: '0', actual: 'undefined', message: 'expected 0, got undefined' });
    expect(report.tests[2]?.hint).toBeUndefined();
  });

  test('a message names the test and the difference', () => {
    const report = judge(sum, cases, outcome([returned(0, 3), returned(1, nothing), returned(2, 100)]));
    expect(report.message).toBe('1 of 3 tests does not pass. Look first at “empty list gives 0”: expected 0, got undefined');
    expect(report.tests[2]?.hint).toBe('What should the sum of nothing be?');
  });

  test('the first case that did not pass names the verdict: error when it threw, failed when it was wrong', () => {
    const error = { name: 'TypeError', message: 'x is not a function', line: 3 };
    const thrown = judge(sum, cases, outcome([threw(0, error), returned(1, 7), returned(2, 100)]));
    expect(thrown).toMatchObject({ verdict: 'error', line: 3, tests: [{ status: 'error', line: 3, message: 'TypeError at line 3: x is not a function' }, {}, { status: 'failed' }] });
    expect(judge(sum, cases, outcome([returned(0, 7), threw(1, error), returned(2, 100)])).verdict).toBe('failed');
  });

  test('an error in a hidden case shows neither its message nor its line', () => {
    const report = judge(sum, cases, outcome([returned(0, 3), returned(1, 0), threw(2, { name: 'Error', message: 'it was [100]', line: 3 })]));
    expect(report.verdict).toBe('error');
    expect(JSON.stringify(report)).not.toContain('100');
    expect(report.line).toBeUndefined();
  });

  test('a syntax error shows where it is, skips the tests and gives no hint', () => {
    const report = judge(sum, cases, outcome([], { reason: 'not-loaded', error: { name: 'SyntaxError', message: "Unexpected token '}'", line: 3, column: 5 } }));
    expect(report).toMatchObject({ verdict: 'error', line: 3, column: 5, message: "SyntaxError at line 3, column 5: Unexpected token '}'. The code could not start." });
    expect(report.tests.map((one) => one.status)).toEqual(['skipped', 'skipped', 'skipped']);
    expect(JSON.stringify(report)).not.toContain('hint');
  });

  test('a killed run keeps what was observed, blames the case under way, and skips the rest', () => {
    const report = judge(sum, cases, outcome([returned(0, 3)], timedOut, { stdout: 'so far' }));
    expect(report).toMatchObject({
      verdict: 'timed-out', line: 4, limit: { name: 'time', value: 2000, unit: 'ms' }, stdout: 'so far',
      message: 'The program ran longer than 2000 ms. This happened in the test “empty list gives 0”.',
      tests: [{ status: 'passed' }, { status: 'skipped' }, { status: 'error', message: 'The program ran longer than 2000 ms.', line: 4 }],
    });
  });

  test('a run that is stopped names the case it was stopped in, not one that failed before', () => {
    const report = judge(sum, cases, outcome([returned(0, 7)], timedOut));
    expect(report.message).toBe('The program ran longer than 2000 ms. This happened in the test “empty list gives 0”.');
    expect(report.tests.map(({ hint }) => hint)).toEqual([undefined, undefined, 'What should the sum of nothing be?']);
  });

  test('a missing export gets no hint, an error of the function does', () => {
    const hinted: Tests = { kind: 'call', function: 'f', cases: [callCase('a', { returns: 1, hint: 'Think of a.' })] };
    const hint = (error: { name: string; message: string; line?: number }) => judge(hinted, hinted.cases, outcome([threw(0, error)])).tests[0]?.hint;
    expect(hint({ name: 'TypeError', message: 'Your code does not export a function called f. Write it as: export function f(…) { … }' })).toBeUndefined();
    expect(hint({ name: 'TypeError', message: 'x is undefined', line: 2 })).toBe('Think of a.');
  });

  test('observations forged for cases after the one under way count for nothing', () => {
    const report = judge(sum, cases, outcome([undefined, returned(1, 0), returned(2, 100)], timedOut));
    expect(report.tests.map((one) => one.status)).toEqual(['error', 'skipped', 'skipped']);
  });

  test('waiting forever is timed-out without waiting the limit out', () => {
    const report = judge(sum, cases, outcome([waits(0), returned(1, 0), returned(2, 100)]));
    expect(report).toMatchObject({ verdict: 'timed-out', tests: [{ status: 'error' }, {}, {}] });
    expect(report.limit).toBeUndefined();
    expect(report.message).toContain('promise that nothing ever settles');
    expect(report.message).toContain('“adds”');
  });
});

const print = (index: number, text: string) => returned(index, 1, text);

describe('hidden input', () => {
  test('what hidden cases print is not in the report', () => {
    const run = outcome([print(0, 'a\n'), print(1, 'b\n'), print(2, 'HIDDEN\n')], { reason: 'finished' }, { stdout: 'start\na\nb\nHIDDEN\n' });
    expect(judge(sum, cases, run).stdout).toBe('start\na\nb\n');
    const killed = outcome([print(0, 'a\n'), print(1, 'b\n')], timedOut, { stdout: 'start\na\nb\nHIDD' });
    expect(judge(sum, cases, killed).stdout).toBe('a\nb\n');
    expect(JSON.stringify(judge(sum, cases, killed))).not.toContain('HIDD');
    const visible = inputsOf(sum, 'visible').cases;
    expect(judge(sum, visible, outcome([print(0, 'a\n')], timedOut, { stdout: 'start\na\nb' })).stdout).toBe('start\na\nb');
  });
});

describe('forged observations', () => {
  const forgeries: unknown[] = [
    undefined, null, 1, 'passed', [], {}, { index: 0 }, { ...returned(0, 3), index: 1 }, { ...returned(0, 3), index: '0' },
    { ...returned(0, 3), value: undefined }, { ...returned(0, 3), stdout: 1 }, { ...returned(0, 3), ended: 'passed' }, { status: 'passed' },
    { ...returned(0, 3), ended: 'threw' }, { ...returned(0, 3), ended: 'threw', error: { name: 1, message: 'x' } }, { ...returned(0, 3), error: 'none' },
    exited(0, 0), responded(0, []), { ...exited(0, 0), exitCode: '0' }, { ...returned(0, 3), value: { $: 'number', value: '3' } }, { ...returned(0, 3), value: { $: 'type', type: 'integer' } },
  ];

  test('whatever is missing or malformed is no pass', () => {
    const one: Tests = { kind: 'call', function: 'sumOf', cases: [callCase('adds', { returns: 3 })] };
    for (const forged of forgeries) {
      const report = judge(one, one.cases, outcome([forged]));
      expect(report.verdict).not.toBe('passed');
      expect(runReportSchema.safeParse(report).success).toBe(true);
    }
    expect(judge(one, one.cases, outcome([returned(0, 3)])).verdict).toBe('passed');
  });

  test('nothing in an outcome can throw or pass by accident', () => {
    const kinds: Tests[] = [
      { kind: 'call', function: 'f', cases: [callCase('a', { returns: 'never-given-1' }), callCase('b', { throws: { name: 'NeverGiven' } })] },
      { kind: 'program', cases: [programCase('a', { stdout: 'never-given-2' })] },
      { kind: 'http', cases: [httpCase('a', [{ send: { method: 'GET', path: '/', headers: {} }, expect: { status: 299, json: 'never-given-3', xml: '<never/>' } }])] },
    ];
    const observation = fc.oneof(fc.anything(), fc.record({
      index: fc.constantFrom<unknown>(0, 1, '0', -1), stdout: fc.constantFrom<unknown>('', 'x', null), stderr: fc.constantFrom<unknown>('', 1), durationMs: fc.anything(),
      ended: fc.constantFrom('returned', 'threw', 'exited', 'responded', 'waits-forever', 'toString'), value: fc.anything(), error: fc.anything(), exitCode: fc.anything(),
      responses: fc.oneof(fc.anything(), fc.array(fc.record({ status: fc.oneof(fc.constant(299), fc.anything()), headers: fc.anything(), body: fc.oneof(fc.string(), fc.anything()) }))),
    }, { requiredKeys: [] }));
    const anyOutcome = fc.record({
      observations: fc.oneof(fc.array(observation), fc.anything()), stop: fc.oneof(fc.constant({ reason: 'finished' }), fc.anything()), stdout: fc.anything(), stderr: fc.anything(), durationMs: fc.anything(), memoryMb: fc.anything(),
    });
    fc.assert(fc.property(fc.oneof(anyOutcome, fc.anything()), fc.constantFrom(...kinds), (forged, tests) => {
      const report = judge(tests, tests.cases, forged as never);
      expect(report.verdict).not.toBe('passed');
      expect(runReportSchema.safeParse(report).error).toBeUndefined();
    }), { numRuns: 2000 });
  });

  test('any value is judged and reported', () => {
    fc.assert(fc.property(anyValue, anyValue, (expected, actual) => {
      const tests: Tests = { kind: 'call', function: 'f', cases: [callCase('a', { args: [actual], returns: expected })] };
      expect(runReportSchema.safeParse(judge(tests, tests.cases, outcome([returned(0, actual)]))).success).toBe(true);
      expect(judge(tests, tests.cases, outcome([returned(0, expected)])).verdict).toBe('passed');
    }));
  });
});

const throwing = (throws: Extract<Tests, { kind: 'call' }>['cases'][number]['throws']): Tests => ({ kind: 'call', function: 'take', cases: [callCase('a', { throws })] });

describe('throws', () => {
  const rangeError = threw(0, { name: 'RangeError', message: 'The amount must be positive.', line: 2 });

  test('by name and message', () => {
    for (const throws of [true, {}, { name: 'RangeError' }, { message: 'positive' }, { name: 'RangeError', message: { $: 'matches', pattern: '^The' } }] as const) {
      const tests = throwing(throws);
      expect(judge(tests, tests.cases, outcome([rangeError])).verdict).toBe('passed');
    }
  });

  test('a wrong or a missing error is a wrong answer', () => {
    const cases: [ReturnType<typeof throwing>, unknown, string][] = [
      [throwing(true), returned(0, 5), 'expected an error to be thrown, got the value 5'],
      [throwing({ name: 'TypeError' }), rangeError, 'expected TypeError to be thrown, got RangeError at line 2: The amount must be positive.'],
      [throwing({ message: 'negative' }), rangeError, 'expected an error with a message that contains "negative" to be thrown, got the message "The amount must be positive."'],
    ];
    for (const [tests, observation, message] of cases) {
      const report = judge(tests, tests.cases, outcome([observation]));
      expect(report.verdict).toBe('failed');
      expect(report.tests[0]?.message).toBe(message);
    }
  });
});

describe('programs', () => {
  const tests: Tests = { kind: 'program', cases: [programCase('greets', { stdin: 'Ada', argv: ['-v'], stdout: 'Hello\nAda' })] };

  test('output, then exit code; the exit code is in the report', () => {
    expect(judge(tests, tests.cases, outcome([exited(0, 0, 'Hello\nAda\n')]))).toMatchObject({ verdict: 'passed', exitCode: 0 });
    expect(judge(tests, tests.cases, outcome([exited(0, 0, 'Hello\nada\n')])).tests[0]).toMatchObject({
      status: 'failed', input: 'arguments: "-v"\nAda', path: 'line 2', expected: 'Hello\nAda', actual: 'Hello\nada\n',
      message: 'the output: line 2: expected "Ada", got "ada" (only upper and lower case differ)',
    });
    expect(judge(tests, tests.cases, outcome([exited(0, 2, 'Hello\nAda\n')]))).toMatchObject({ verdict: 'failed', exitCode: 2, tests: [{ message: 'exit code: expected 0, got 2' }] });
  });

  test('an uncaught error is an error, unless the case expects its exit code', () => {
    const error = { name: 'Error', message: 'no', line: 1 };
    expect(judge(tests, tests.cases, outcome([exited(0, 1, 'Hello\nAda', error)]))).toMatchObject({ verdict: 'error', line: 1, exitCode: 1 });
    const failing: Tests = { kind: 'program', cases: [programCase('gives up', { exitCode: 1 })] };
    expect(judge(failing, failing.cases, outcome([exited(0, 1, '', error)])).verdict).toBe('passed');
    const telling: Tests = { kind: 'program', cases: [programCase('says why', { exitCode: 1, stdout: 'no such file' })] };
    expect(judge(telling, telling.cases, outcome([exited(0, 1, '', error)])).tests[0]).toMatchObject({ status: 'failed', line: 1, message: expect.stringMatching(/^the output: .*\. It ended with Error at line 1: no$/) });
  });
});

describe('http', () => {
  const create = { send: { method: 'POST', path: '/books', headers: {}, body: '{"title":"SQL"}' }, expect: { status: 201 } };
  const read = { send: { method: 'GET', path: '/books/1', headers: {} }, expect: { status: 200, json: object({ id: 1 }) } };
  const tests: Tests = { kind: 'http', cases: [httpCase('creates, then reads', [create, read])] };
  const one: Tests = { kind: 'http', cases: [httpCase('creates', [create])] };
  const created = { status: 201, headers: {}, body: '{"id":1}' };

  test('says which request went wrong', () => {
    expect(judge(one, one.cases, outcome([responded(0, [{ ...created, status: 200 }])])).tests[0]).toMatchObject({
      status: 'failed', path: 'status', message: 'POST /books: status: expected 201, got 200', input: 'POST /books {"title":"SQL"}', expected: 'status 201', actual: 'status 200\n\n{"id":1}',
    });
    expect(judge(tests, tests.cases, outcome([responded(0, [created, { status: 200, headers: {}, body: '{"id":2}' }])])).tests[0]?.message).toBe('request 2 of 2, GET /books/1: body.id: expected 1, got 2');
    expect(judge(tests, tests.cases, outcome([responded(0, [created, { status: 200, headers: {}, body: '{"id":1}' }])])).verdict).toBe('passed');
  });

  test('a missing or an additional response is no pass', () => {
    expect(judge(tests, tests.cases, outcome([responded(0, [created])]))).toMatchObject({ verdict: 'error', tests: [{ message: 'request 2 of 2, GET /books/1: the app gave no response' }] });
    expect(judge(one, one.cases, outcome([responded(0, [created, created])])).verdict).toBe('failed');
    expect(judge(one, one.cases, outcome([responded(0, [])])).verdict).toBe('error');
  });

  test('an app that is stopped between its answers is stopped in that case, whatever it answered before', () => {
    const report = judge(tests, tests.cases, outcome([responded(0, [created])], timedOut));
    expect(report).toMatchObject({ verdict: 'timed-out', line: 4, tests: [{ status: 'error', message: 'The program ran longer than 2000 ms.' }] });
    expect(report.message).toContain('“creates, then reads”');
  });

  test('an error of the app explains its 500', () => {
    const error = { name: 'TypeError', message: 'x is undefined', line: 7 };
    const report = judge(one, one.cases, outcome([responded(0, [{ status: 500, headers: {}, body: '' }], error)]));
    expect(report).toMatchObject({ verdict: 'error', line: 7, tests: [{ status: 'error', line: 7, message: 'POST /books: status: expected 201, got 500; the app threw TypeError at line 7: x is undefined' }] });
    const expected: Tests = { kind: 'http', cases: [httpCase('fails well', [{ ...create, expect: { status: 500 } }])] };
    expect(judge(expected, expected.cases, outcome([responded(0, [{ status: 500, headers: {}, body: '' }], error)])).verdict).toBe('passed');
  });
});
