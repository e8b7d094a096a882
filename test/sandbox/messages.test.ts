import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { CallCase, HttpCase, ProgramCase, Tests } from '../../server/contract/exercise.ts';
import { defaultLimits } from '../../server/contract/limits.ts';
import type { Observation, RunOutcome } from '../../server/contract/observation.ts';
import { judge } from '../../server/judge/judge.ts';
import { judgePlayground } from '../../server/judge/playground.ts';
import { FRAME_BYTES, type FromRunner, LineReader, readMessage } from '../../server/sandbox/messages.ts';
import { prepareRunners } from '../../server/sandbox/prepare/prepare.ts';
import { RunnerProcess } from '../../server/sandbox/runner-process.ts';
import { openSandbox } from '../../server/sandbox/sandbox.ts';

// A runner that learner code has taken over may send anything. Nothing of it may throw in the server, and no case may pass
// without the value that only the server knows. fast-check seeds each run by the time and prints the seed of one that fails.

/** No runner is ever told this, and no generator below makes it. */
const SECRET = 'known to the judge alone: 5b1c0e';
const position = { file: 'x.md', line: 1, column: 1 };
const callCases: CallCase[] = [
  { name: 'a value', hidden: false, position, args: [1], returns: SECRET },
  { name: 'an object', hidden: true, position, args: [2], returns: { $: 'object', entries: [['a', { $: 'anyOrder', values: [SECRET, 1, { $: 'date', value: '2026-01-01T00:00:00.000Z' }] }]] }, about: 0.1 },
  { name: 'an error', hidden: false, position, args: [3], throws: { message: SECRET } },
];
const programCases: ProgramCase[] = [{ name: 'a program', hidden: false, position, stdin: '', argv: [], stdout: SECRET, exitCode: 0 }];
const httpCases: HttpCase[] = [{
  name: 'a response', hidden: false, position,
  requests: [
    { send: { method: 'GET', path: '/', headers: {} }, expect: { status: 200, headers: { 'content-type': SECRET }, jsonContains: { $: 'object', entries: [['a', SECRET]] } } },
    { send: { method: 'GET', path: '/x', headers: {} }, expect: { xml: `<a>${SECRET}</a>` } },
  ],
}];
const exercises: Tests[] = [{ kind: 'call', function: 'f', cases: callCases }, { kind: 'program', cases: programCases }, { kind: 'http', cases: httpCases }];

// Messages of the right shape, of nearly the right shape, and of none.
const small = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(-1, 0, 1, 2, 3, 1e9, 2 ** 53, 0.5, -0, null, '', '__proto__', 'NaN'));
const word = fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), fc.constantFrom('Invalid Date', '9'.repeat(2_000), '\uD800', '\0', '<a>&b;</a>', '{"a":1', '{"a":{}}'));
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, small, word,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.record({
      $: fc.oneof(fc.constantFrom('undefined', 'truncated', 'number', 'bigint', 'date', 'regexp', 'symbol', 'function', 'bytes', 'error', 'cycle', 'set', 'map', 'object', 'type', 'contains', 'oneOf', 'matches', 'anyOrder', '__proto__', 'constructor'), small),
      value: fc.oneof(word, tie('value')), name: fc.oneof(word, small), message: fc.oneof(word, small), base64: fc.oneof(word, small), up: small, class: fc.oneof(word, small),
      items: fc.oneof(fc.array(tie('value'), { maxLength: 3 }), small), entries: fc.oneof(fc.array(fc.tuple(fc.oneof(word, fc.constant('a')), tie('value')), { maxLength: 3 }), small), values: fc.array(tie('value'), { maxLength: 2 }),
    }, { requiredKeys: ['$'] })),
}));
const error = fc.oneof(small, fc.record({ name: fc.oneof(word, small), message: fc.oneof(word, small), line: small, column: small, stack: fc.oneof(word, small) }, { requiredKeys: ['name', 'message'] }));
const response = fc.oneof(small, fc.record({ status: fc.oneof(fc.integer(), small), headers: fc.oneof(fc.dictionary(fc.oneof(word, fc.constant('content-type')), fc.oneof(word, small)), small), body: fc.oneof(word, small) }));
const observation = fc.oneof(small, fc.record({
  index: fc.oneof(fc.nat(3), small), durationMs: fc.oneof(fc.double(), small), ended: fc.oneof(fc.constantFrom('returned', 'threw', 'exited', 'responded', 'waits-forever'), small),
  value, error, exitCode: fc.oneof(fc.constantFrom(0, 1), small), responses: fc.oneof(fc.array(response, { maxLength: 3 }), small), stdout: word, stderr: word,
}, { requiredKeys: ['index', 'durationMs', 'ended'] }));
const stop = fc.oneof(small, fc.record({ reason: fc.oneof(fc.constantFrom('finished', 'not-loaded', 'timed-out', 'out-of-memory', 'output-limit', 'crashed'), small), error, line: small, message: word }, { requiredKeys: ['reason'] }));
const message = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant('observed'), observation }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('printed'), index: fc.oneof(fc.integer({ min: -1, max: 3 }), small), stream: fc.oneof(fc.constantFrom('stdout', 'stderr'), small), text: fc.oneof(word, small) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('ended'), stop, last: fc.oneof(fc.boolean(), small), memoryMb: small, processMb: small }) },
  { weight: 1, arbitrary: fc.record({ type: fc.oneof(fc.constantFrom('ready', 'begun', 'run', '__proto__', 'toString'), small) }) },
  { weight: 1, arbitrary: small },
);
const line = fc.oneof({ weight: 8, arbitrary: message.map((one) => JSON.stringify(one)) }, { weight: 1, arbitrary: word.map((one) => one.replaceAll('\n', ' ')) },
  { weight: 1, arbitrary: fc.tuple(message, fc.nat(60)).map(([one, length]) => JSON.stringify(one).slice(0, length)) });

/** The outcome that a run would have from these messages, gathered as runner-process.ts does. */
function outcomeOf(messages: FromRunner[], cases: number): RunOutcome {
  const observations: (Observation | undefined)[] = Array.from({ length: cases }, () => undefined);
  let end: RunOutcome['stop'] = { reason: 'finished' };
  for (const one of messages) {
    if (one.type === 'observed' && one.observation.index < cases) observations[one.observation.index] ??= { ...one.observation, stdout: 'printed', stderr: '' };
    if (one.type === 'ended' && one.stop.reason === 'not-loaded') end = one.stop;
  }
  return { observations, stop: end, stdout: '', stderr: '', durationMs: 1 };
}

const aFewSeconds = { numRuns: 100_000, interruptAfterTimeLimit: 4_000, markInterruptAsFailure: false };

describe('lines from a runner', () => {
  test('are messages or nothing, and no judgement of them throws or passes', () => {
    fc.assert(fc.property(fc.array(line, { maxLength: 12 }), fc.constantFrom(...exercises), (lines, tests) => {
      const messages = lines.flatMap((one) => readMessage(one) ?? []);
      const report = judge(tests, tests.cases, outcomeOf(messages, tests.cases.length));
      expect(report.verdict).not.toBe('passed');
      expect(report.tests.filter(({ status }) => status === 'passed')).toEqual([]);
      JSON.parse(JSON.stringify(report));
      JSON.stringify(judgePlayground({ kind: 'program', stdin: '', argv: [] }, outcomeOf(messages, 1)));
    }), aFewSeconds);
  }, 30_000);

  test('come out the same however the stream is cut', () => {
    fc.assert(fc.property(fc.array(fc.string({ unit: 'binary' }).map((one) => one.replaceAll('\n', ' ').toWellFormed())), fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (lines, cuts) => {
      const bytes = Buffer.from(lines.map((one) => `${one}\n`).join(''));
      const found: string[] = [];
      const reader = new LineReader((one) => found.push(one));
      for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
        const length = cuts[turn % cuts.length]!;
        expect(reader.push(bytes.subarray(at, at + length))).toBe(true);
        at += length;
      }
      expect(found).toEqual(lines.map((one, index) => (index === 0 ? one.replace(/^\uFEFF/, '') : one)));
    }), { numRuns: 500 });
  });

  test('that never end are refused before they fill the memory', () => {
    const reader = new LineReader(() => { throw new Error('there is no line'); });
    const chunk = Buffer.alloc(64 * 1024, 'x');
    let taken = 0;
    while (reader.push(chunk)) taken += chunk.length;
    expect(taken).toBeLessThanOrEqual(FRAME_BYTES);
  });

  test('as deep or as long as a frame allows cost the server less than two seconds', () => {
    const began = process.cpuUsage();
    const verdicts = [
      '['.repeat(FRAME_BYTES), `{"type":"observed","observation":{"index":0,"durationMs":1,"ended":"returned","value":${'['.repeat(2e6)}${']'.repeat(2e6)}}}`,
      `{"type":"observed","observation":{"index":0,"durationMs":1,"ended":"returned","value":{"$":"bigint","value":"${'9'.repeat(FRAME_BYTES - 200)}"}}}`,
    ].flatMap((text) => readMessage(text) ?? []).map((read) => judge(exercises[0]!, callCases, outcomeOf([read], 3)).verdict);
    expect(verdicts).toEqual(['failed']); // the others are no messages
    // Of the processor, not by the clock: other tests run beside this one.
    expect(process.cpuUsage(began).user / 1_000).toBeLessThan(2_000);
  });
});

describe('a lying runner program', () => {
  const real = process.execPath;
  let folder: string;
  beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'groundwork-liar-')); });
  afterEach(() => { process.execPath = real; });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** A program that stands where Node stands: says that it is ready, and answers each run with the next of `lies`. */
  async function useLiar(lies: string[], times = 1): Promise<void> {
    const liar = join(folder, `liar-${Math.random().toString(36).slice(2)}`);
    await writeFile(liar, `#!${real}
const lies = ${JSON.stringify(lies)}.map((text) => Buffer.from(text, 'base64'));
let turn = 0;
process.stdout.write('{"type":"ready"}\\n');
process.stdin.on('data', (bytes) => { if (bytes.includes(10)) { const lie = lies[turn++ % lies.length]; for (let time = 0; time < ${times}; time += 1) process.stdout.write(lie); } }).on('end', () => process.exit());
`);
    await chmod(liar, 0o755);
    process.execPath = liar;
  }

  const tests = exercises[0]!;
  const request = { runtime: 'javascript' as const, code: 'export const f = 1', files: {}, limits: { ...defaultLimits, timeMs: 50 }, inputs: callCases.map(({ args }) => ({ kind: 'call' as const, function: 'f', args })) };
  const encode = (...parts: (string | Uint8Array)[]): string => Buffer.concat(parts.map((part) => Buffer.from(part))).toString('base64');
  const said = (one: unknown): string => `${JSON.stringify(one)}\n`;

  test('ends every run within its deadline, crashes nothing and passes nothing, whatever bytes it sends', async () => {
    const prepared = await prepareRunners();
    const lie = fc.array(fc.oneof({ weight: 4, arbitrary: line.map((one) => Buffer.from(`${one}\n`)) }, { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) }), { maxLength: 15 });
    await fc.assert(fc.asyncProperty(fc.array(lie, { minLength: 6, maxLength: 6 }), async (lies) => {
      await useLiar(lies.map((parts) => encode(...parts)));
      const sandbox = await openSandbox({ runners: 1, bubblewrap: false, prepare: async () => prepared });
      try {
        for (let turn = 0; turn < lies.length; turn += 1) {
          const began = performance.now();
          const outcome = await sandbox.run(request, { owner: 'someone' });
          expect(performance.now() - began).toBeLessThan(5_000);
          expect(judge(tests, callCases, outcome).verdict).not.toBe('passed');
        }
        expect(sandbox.busy).toBe(0);
      } finally {
        await sandbox.close();
      }
    }), { numRuns: 1_000, interruptAfterTimeLimit: 6_000, markInterruptAsFailure: false });
  }, 60_000);

  test('that knew the answer would pass, so these tests do ask it', async () => {
    const prepared = await prepareRunners();
    await useLiar([encode(said({ type: 'begun' }), said({ type: 'observed', observation: { index: 0, durationMs: 1, ended: 'returned', value: SECRET } }), said({ type: 'ended', stop: { reason: 'finished' }, last: false }))]);
    const sandbox = await openSandbox({ runners: 1, bubblewrap: false, prepare: async () => prepared });
    const report = judge(tests, callCases, await sandbox.run(request, { owner: 'someone' }));
    await sandbox.close();
    expect(report.tests.map(({ status }) => status === 'passed')).toEqual([true, false, false]);
    expect(report.verdict).not.toBe('passed');
  });

  test.each([
    ['a line without an end', () => encode(said({ type: 'begun' }).slice(0, -1), Buffer.alloc(1_000_000, 'x')), 20],
    ['more than a run may send', () => encode(said({ type: 'printed', index: 7, stream: 'nothing', text: 'x'.repeat(1_000_000) })), 70],
    ['a flood of observations', () => encode(said({ type: 'begun' }), said({ type: 'observed', observation: { index: 0, durationMs: 1, ended: 'returned', value: 1 } }).repeat(1_000)), 100],
    ['an end without a beginning', () => encode(said({ type: 'ended', stop: { reason: 'finished' }, last: false })), 1],
    ['the same case with two values', () => encode(said({ type: 'begun' }), said({ type: 'observed', observation: { index: 0, durationMs: 1, ended: 'returned', value: 1 } }), said({ type: 'observed', observation: { index: 0, durationMs: 1, ended: 'returned', value: SECRET } }), said({ type: 'ended', stop: { reason: 'finished' }, last: false })), 1],
    ['cases that nobody asked about', () => encode(said({ type: 'begun' }), said({ type: 'observed', observation: { index: 99, durationMs: 1, ended: 'returned', value: SECRET } }), said({ type: 'ended', stop: { reason: 'finished' }, last: false })), 1],
  ])('%s is no pass', async (_, lie, times) => {
    const prepared = await prepareRunners();
    await useLiar([lie()], times);
    const liars = await openSandbox({ runners: 1, bubblewrap: false, prepare: async () => prepared });
    process.execPath = real;
    try {
      const outcome = await liars.run(request, { owner: 'someone' });
      expect(judge(tests, callCases, outcome).tests.map(({ status }) => status)).not.toContain('passed');
      expect(Buffer.byteLength(outcome.stdout)).toBeLessThanOrEqual(defaultLimits.outputBytes);
    } finally {
      await liars.close();
    }
  }, 30_000);

  test('that speaks late, of an earlier run, is not heard in the next one', async () => {
    const prepared = await prepareRunners();
    const end = said({ type: 'ended', stop: { reason: 'finished' }, last: false });
    const good = said({ type: 'observed', observation: { index: 0, durationMs: 1, ended: 'returned', value: SECRET } });
    const begun = said({ type: 'begun' });
    const honest = said({ type: 'observed', observation: { index: 0, durationMs: 1, ended: 'returned', value: 1 } });
    await useLiar([encode(begun, good, end), encode(good, begun, honest, end)]);
    // One process by itself: a pool might hand the second run to its spare one.
    const runner = new RunnerProcess(prepared, { used: false, why: 'a liar needs no wall' });
    process.execPath = real;
    try {
      await runner.ready;
      const outcomes = [await runner.run(request), await runner.run(request)];
      expect(outcomes.map((outcome) => outcome && judge(tests, callCases, outcome).tests[0]?.status)).toEqual(['passed', 'failed']);
    } finally {
      runner.kill();
      await runner.exited;
    }
  });
});
