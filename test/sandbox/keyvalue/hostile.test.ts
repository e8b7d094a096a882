import { expect, test } from 'vitest';
import type { CaseInput } from '../../../server/contract/exercise.ts';
import { limitsFor } from '../../../server/contract/limits.ts';
import type { RunOutcome, RunRequest } from '../../../server/contract/observation.ts';
import { judgePlayground } from '../../../server/judge/playground.ts';
import { useSandbox } from '../support.ts';
import { hostileScripts } from './hostile-scripts.ts';

const tools = useSandbox(1);
const INPUTS: CaseInput[] = [{ kind: 'query', setup: '', attempts: [], explain: false }];
/** What a run may take beyond its deadline on a machine that is busy with other things; test/sandbox/hostile holds runs to less. */
const LATE_MS = 2_000;
/** Enough time that an output limit is met first, whatever else the machine does. */
const LIMITS = { timeMs: 8_000, outputBytes: 128 * 1024 };

/** What a store looks like from within that nobody has touched. */
const LOOK = 'DBSIZE\nCLIENT GETNAME\nTIME\nPUBSUB CHANNELS\nSELECT 1\nDBSIZE';
const UNTOUCHED = '(integer) 0\n(nil)\n1) "1767225600"\n2) "0"\n(empty array)\nOK\n(integer) 0\n';

function send(code: string, limits: Partial<RunRequest['limits']> = {}): Promise<RunOutcome> {
  return tools.sandbox.run({ runtime: 'keyvalue', code, files: {}, limits: limitsFor('keyvalue', { ...LIMITS, ...limits }), inputs: INPUTS }, { owner: 'learner' });
}

test.each(hostileScripts)('$name: $verdicts, and the next run finds an untouched store', async ({ code, verdicts, line, limits = {}, stdoutContains = '' }) => {
  const began = performance.now();
  const outcome = await send(code, limits);
  const took = performance.now() - began;
  const report = judgePlayground(INPUTS[0]!, outcome);
  expect(verdicts, `${report.message} ${JSON.stringify(outcome.stop)}`).toContain(report.verdict);
  expect([line ?? report.line, undefined]).toContain(report.line); // a run that had to be killed can name none
  expect(outcome.stdout).toContain(stdoutContains);
  const { timeMs, outputBytes } = limitsFor('keyvalue', { ...LIMITS, ...limits });
  expect(Buffer.byteLength(outcome.stdout) + Buffer.byteLength(outcome.stderr)).toBeLessThanOrEqual(outputBytes);
  expect(took).toBeLessThan(timeMs + LATE_MS);
  expect((await send(LOOK)).stdout).toBe(UNTOUCHED);
});

test('no runner was lost for a reason of its own', () => {
  const { failedStarts, replaced } = tools.sandbox.stats();
  expect(replaced).not.toHaveProperty('idle');
  expect(failedStarts).toBe(0);
});
