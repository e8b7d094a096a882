import { describe, expect, test } from 'vitest';
import type { CaseInput } from '../../../server/contract/exercise.ts';
import type { QueryError, ResultSet, RunOutcome } from '../../../server/contract/observation.ts';
import { observed, useSandbox } from '../support.ts';
import { arrayOperators } from './cases/array-operators.ts';
import { setupOf, type Topic } from './cases/case.ts';
import { errors } from './cases/errors.ts';
import { expressions } from './cases/expressions.ts';
import { indexes } from './cases/indexes.ts';
import { projections } from './cases/projections.ts';
import { queryOperators } from './cases/query-operators.ts';
import { sorting } from './cases/sorting.ts';
import { stages } from './cases/stages.ts';
import { updateOperators } from './cases/update-operators.ts';
import { writes } from './cases/upserts.ts';

const { run } = useSandbox(2);

/** All cases of a topic in one run: each asks as a probe, on data of its own. */
function ask({ data, cases }: Topic): Promise<RunOutcome> {
  const inputs = cases.map((one): CaseInput => ({ kind: 'query', setup: setupOf(one.data ?? data), probe: one.code, attempts: [], explain: false }));
  return run('', inputs, { runtime: 'documents', limits: { timeMs: 10_000 } });
}

/** The rows, or the error's number and its message: cut to the part that is expected, when that is in it. */
function seen(probe: ResultSet | QueryError | undefined, part = ''): unknown {
  if (!probe || 'rows' in probe) return probe?.rows.map(([cell]) => JSON.parse(cell!) as unknown);
  return [probe.code, part !== '' && probe.message.includes(part) ? part : probe.message];
}

describe.each([queryOperators, arrayOperators, projections, sorting, updateOperators, writes, stages, expressions, indexes, errors])('$topic', (topic) => {
  let outcome: Promise<RunOutcome> | undefined;

  test.each(topic.cases.map((one, index) => ({ ...one, index })))('$name', async ({ gives, fails, index }) => {
    outcome ??= ask(topic);
    const { probe, error } = observed(await outcome, 'answered', index);
    expect(error).toBeUndefined();
    expect(seen(probe, fails?.[1])).toEqual(fails ?? gives);
  });
});
