import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { playgroundBodySchema } from '../../../server/contract/api.ts';
import { runReportSchema } from '../../../server/contract/report.ts';
import { judgePlayground, playgroundInput } from '../../../server/judge/playground.ts';
import { exited, outcome, responded, returned, waits } from './outcomes.ts';

const program = playgroundInput(playgroundBodySchema.parse({ runtime: 'javascript', code: '', stdin: 'hi' }));
const server = playgroundInput(playgroundBodySchema.parse({ runtime: 'javascript', code: '', requests: [{ method: 'post', path: '/', body: 'x' }] }));
const answer = { status: 200, headers: { 'content-type': 'text/plain' }, body: 'ok' };

describe('the playground', () => {
  test('is one program, or one app with its requests', () => {
    expect(program).toEqual({ kind: 'program', stdin: 'hi', argv: [] });
    expect(server).toEqual({ kind: 'http', requests: [{ method: 'POST', path: '/', headers: {}, body: 'x' }] });
  });

  test('passes when the program ends normally, with no tests', () => {
    expect(judgePlayground(program, outcome([exited(0, 0)], undefined, { stdout: 'out' }))).toMatchObject({ verdict: 'passed', exitCode: 0, stdout: 'out', tests: [] });
    expect(judgePlayground(server, outcome([responded(0, [answer])]))).toMatchObject({ verdict: 'passed', responses: [answer], tests: [] });
  });

  test('else the verdict says why', () => {
    const error = { name: 'TypeError', message: 'no', line: 2, column: 4 };
    expect(judgePlayground(program, outcome([exited(0, 3)]))).toMatchObject({ verdict: 'error', exitCode: 3, message: 'The program ended with exit code 3; 0 means that all went well.' });
    expect(judgePlayground(program, outcome([exited(0, 1, '', error)]))).toMatchObject({ verdict: 'error', line: 2, message: 'TypeError at line 2: no.' });
    expect(judgePlayground(program, outcome([exited(0, 0, '', error)])).verdict).toBe('error');
    expect(judgePlayground(program, outcome([waits(0)]))).toMatchObject({ verdict: 'timed-out', message: expect.stringContaining('never') });
    expect(judgePlayground(program, outcome([waits(0)])).limit).toBeUndefined();
    expect(judgePlayground(program, outcome([], { reason: 'not-loaded', error }))).toMatchObject({ verdict: 'error', line: 2, column: 4, message: 'TypeError at line 2, column 4: no. The code could not start.' });
    expect(judgePlayground(program, outcome([], { reason: 'output-limit', limit: { name: 'output', value: 64, unit: 'KiB' }, message: 'Too much.' }, { stdout: 'part' })))
      .toMatchObject({ verdict: 'output-limit', message: 'Too much.', stdout: 'part', limit: { name: 'output' } });
    expect(judgePlayground(program, outcome([], { reason: 'crashed', message: 'It ended.' }))).toMatchObject({ verdict: 'crashed', message: 'It ended.' });
    expect(judgePlayground(program, outcome([])).verdict).toBe('error');
  });

  test('a message is short enough to be read, and figures have no digits that measure nothing', () => {
    const report = judgePlayground(program, outcome([], { reason: 'crashed', message: 'x'.repeat(5_000) }, { durationMs: 1.23456, memoryMb: 12.3456 }));
    expect(report.message).toMatch(/^x{1900,2000}… \([\d,]+ more characters\)$/);
    expect(report).toMatchObject({ durationMs: 1.23, memoryMb: 12.3 });
  });

  test('an app that answers fewer or fails keeps the responses it gave', () => {
    expect(judgePlayground(server, outcome([responded(0, [])]))).toMatchObject({ verdict: 'error', responses: [] });
    expect(judgePlayground(server, outcome([responded(0, [{ ...answer, status: 500 }], { name: 'Error', message: 'no' })]))).toMatchObject({ verdict: 'error', message: 'Error: no.', responses: [{ status: 500 }] });
  });

  test('an app that is stopped keeps what it answered before', () => {
    const stop = { reason: 'timed-out', limit: { name: 'time', value: 2000, unit: 'ms' }, message: 'Too long.' } as const;
    expect(judgePlayground(server, outcome([responded(0, [answer])], stop))).toMatchObject({ verdict: 'timed-out', responses: [answer] });
  });

  test('an answer of another kind, or none at all, is no pass', () => {
    expect(judgePlayground(program, outcome([returned(0, 1)])).verdict).toBe('error');
    expect(judgePlayground(server, outcome([exited(0, 0)])).verdict).toBe('error');
    fc.assert(fc.property(fc.anything(), fc.anything(), (observation, stop) => {
      const report = judgePlayground(program, { observations: [observation], stop } as never);
      expect(report.verdict).not.toBe('passed');
      expect(runReportSchema.safeParse(report).error).toBeUndefined();
    }));
  });
});
