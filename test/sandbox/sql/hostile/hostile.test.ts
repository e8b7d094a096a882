import { expect, test } from 'vitest';
import { limitsFor } from '../../../../server/contract/limits.ts';
import type { Observation } from '../../../../server/contract/observation.ts';
import { useSandbox } from '../../support.ts';
import { readHostileSql } from './programs.ts';

const programs = readHostileSql();
const tools = useSandbox(1, { aheadMb: 2_000 });
const RUN_MS = 30_000;

/** What a database looks like from within that nobody has touched, and whether another learner's things are to be seen. */
const LOOK = `
  SELECT current_user, current_setting('search_path') AS path, current_setting('TimeZone') AS zone, current_setting('work_mem') AS memory;
  SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace;
  SELECT (SELECT count(*) FROM pg_class) > 400 AS catalogue, (SELECT count(*) FROM pg_prepared_statements) AS prepared, (SELECT count(*) FROM pg_largeobject_metadata) AS large,
    (SELECT count(*) FROM pg_proc WHERE pronamespace = 'public'::regnamespace) AS functions, (SELECT count(*) FROM pg_db_role_setting) AS settings;
`;
const UNTOUCHED = [[['learner', '"$user", public', 'UTC', '4MB']], [['0']], [['t', '0', '0', '0', '0']]];

async function lookAround(): Promise<unknown> {
  const { observations } = await tools.sandbox.run({
    runtime: 'sql', code: LOOK, files: {}, limits: limitsFor('sql', { timeMs: 10_000 }), inputs: [{ kind: 'query', setup: '', attempts: [], explain: false }],
  }, { owner: 'honest' });
  const observation = observations[0] as Observation & { ended: 'answered' };
  return observation.error ?? observation.results.map(({ rows }) => rows);
}

test('an untouched database', async () => {
  expect(await lookAround()).toEqual(UNTOUCHED);
}, RUN_MS);

test.each(programs)('$name: $verdicts, and the next run finds an untouched database', async ({ name, request, verdicts, judge, stdoutContains, messageContains }) => {
  const outcome = await tools.sandbox.run(request, { owner: name });
  const report = judge(outcome);
  expect(verdicts, `${report.message} ${JSON.stringify(outcome.stop)}`).toContain(report.verdict);
  expect(outcome.stdout).toContain(stdoutContains);
  expect(report.message ?? '').toContain(messageContains);
  expect(JSON.stringify({ ...outcome, stderr: outcome.stderr.replace(/^LINE.*$/gm, '') })).not.toContain('ESCAPED');
  expect(Buffer.byteLength(outcome.stdout) + Buffer.byteLength(outcome.stderr)).toBeLessThanOrEqual(request.limits.outputBytes);
  expect(await lookAround()).toEqual(UNTOUCHED);
}, RUN_MS);

test('no runner was lost for a reason of its own', () => {
  const { replaced, failedStarts } = tools.sandbox.stats();
  expect(replaced).not.toHaveProperty('idle');
  expect(replaced).not.toHaveProperty('crashed');
  expect(failedStarts).toBe(0);
});
