import { describe, expect, it } from 'vitest';
import type { RunReport, TestResult } from '../../server/contract/report.ts';
import { toRequests } from '../../web/components/workspace/requests.tsx';
import { failingLine, inDuration, verdictSentence } from '../../web/components/workspace/verdict.ts';

const test = (status: TestResult['status'], more: Partial<TestResult> = {}): TestResult => ({ name: 'adds', status, hidden: false, durationMs: 1, ...more });
const report = (more: Partial<RunReport>): RunReport => ({ verdict: 'passed', stdout: '', stderr: '', durationMs: 1, tests: [], ...more });

describe('the sentence above the results', () => {
  it('does not call a run solved, because hidden tests may wait', () => {
    expect(verdictSentence(report({ tests: [test('passed'), test('passed')] }), 'run')).toBe('All 2 visible tests pass.');
    expect(verdictSentence(report({ tests: [test('passed'), test('passed')] }), 'submit')).toBe('Solved: all 2 tests pass.');
  });

  it('counts what does not pass', () => {
    expect(verdictSentence(report({ verdict: 'failed', tests: [test('passed'), test('failed')] }), 'run')).toBe('1 of 2 tests does not pass yet.');
    expect(verdictSentence(report({ verdict: 'failed', tests: [test('failed'), test('error')] }), 'run')).toBe('None of the 2 tests passes yet.');
    expect(verdictSentence(report({ verdict: 'failed', tests: [test('failed')] }), 'run')).toBe('1 of 1 test does not pass yet.');
  });

  it('names the limit with its figure', () => {
    expect(verdictSentence(report({ verdict: 'timed-out', limit: { name: 'time', value: 2_000, unit: 'ms' } }), 'run')).toBe('The program was stopped after 2 s, its time limit.');
    expect(verdictSentence(report({ verdict: 'out-of-memory', limit: { name: 'memory', value: 64, unit: 'MB' } }), 'run')).toContain('64 MB');
    expect(verdictSentence(report({ verdict: 'output-limit', limit: { name: 'output', value: 64, unit: 'KiB' } }), 'run')).toContain('64 KiB');
  });

  it('says that a program waits in vain when it reached no limit', () => {
    expect(verdictSentence(report({ verdict: 'timed-out' }), 'run')).toBe('The program waits for something that never comes.');
  });

  it('says where an error stands', () => {
    expect(verdictSentence(report({ verdict: 'error', line: 3 }), 'run')).toBe('The program stopped with an error in line 3.');
  });
});

describe('the line to mark', () => {
  it('is the report’s own, else the first failing test’s', () => {
    expect(failingLine(report({ verdict: 'error', line: 3, column: 2, message: 'x is not defined' }))).toEqual({ line: 3, column: 2, message: 'x is not defined' });
    expect(failingLine(report({ verdict: 'failed', tests: [test('passed', { line: 1 }), test('error', { line: 7, message: 'boom' })] }))).toEqual({ line: 7, message: 'boom' });
  });

  it('is nowhere when everything passes', () => {
    expect(failingLine(report({ line: 3 }))).toBeUndefined();
  });
});

it('writes durations as people read them', () => {
  expect([0.2, 12.4, 1_449, 2_000].map(inDuration)).toEqual(['under 1 ms', '12 ms', '1.4 s', '2 s']);
});

describe('requests typed in the playground', () => {
  it('become what the API takes', () => {
    expect(toRequests([{ method: 'POST', path: '/books', headers: 'Content-Type: application/json\n\nX-Time: 12:30', body: '{}' }])).toEqual({
      requests: [{ method: 'POST', path: '/books', headers: { 'content-type': 'application/json', 'x-time': '12:30' }, body: '{}' }],
    });
  });

  it('say what is wrong with them', () => {
    expect(toRequests([{ method: 'GET', path: 'books', headers: '', body: '' }])).toEqual({ problem: 'The path of request 1 begins with a slash, such as /books.' });
    expect(toRequests([{ method: 'GET', path: '/', headers: 'accept', body: '' }])).toMatchObject({ problem: expect.stringContaining('“accept”') });
  });
});
