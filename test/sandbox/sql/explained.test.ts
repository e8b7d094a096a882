import { expect, test } from 'vitest';
import { limitsFor } from '../../../server/contract/limits.ts';
import { shownResults } from '../../../server/judge/shown-results.ts';
import type { PlanStep } from '../../../web/components/query/plan.ts';
import { stepWords } from '../../../web/components/query/plan-words.ts';
import { readExplained } from '../../../web/components/query/read-explained.ts';
import { useSandbox } from '../support.ts';

// Postgres itself says what the text of a plan means: the same plan as JSON.

const tools = useSandbox(1, { aheadMb: 2_000 });
const SETUP = `
  CREATE TABLE a (id integer PRIMARY KEY, b integer, t text);
  CREATE INDEX a_b ON a (b);
  INSERT INTO a SELECT n, n % 100, 'text ' || n FROM generate_series(1, 2000) AS n;
  CREATE TABLE c (a_id integer REFERENCES a, note text);
  INSERT INTO c SELECT n * 3, 'note' FROM generate_series(1, 300) AS n;
  ANALYZE;
`;
const QUERIES = [
  'SELECT 1', 'SELECT * FROM a WHERE id = 7', 'SELECT * FROM a WHERE b = 3 AND t LIKE \'%  X: 1%\'', 'SELECT b FROM a WHERE b < 2 ORDER BY b DESC', 'SELECT b, count(*) FROM a GROUP BY b HAVING count(*) > 3 ORDER BY 2 LIMIT 3',
  'SELECT * FROM a JOIN c ON c.a_id = a.id WHERE a.b = 5', 'SELECT * FROM a LEFT JOIN c ON c.a_id = a.id', 'SELECT * FROM a x FULL JOIN a y ON x.id = y.b', 'SELECT * FROM a WHERE id IN (SELECT a_id FROM c) AND NOT EXISTS (SELECT 1 FROM c WHERE a_id = b)',
  'WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 5) SELECT * FROM r', 'WITH m AS MATERIALIZED (SELECT b, max(id) AS top FROM a GROUP BY b) SELECT * FROM m JOIN m AS other USING (b)',
  'SELECT *, row_number() OVER (PARTITION BY b ORDER BY id) FROM a WHERE id < (SELECT max(a_id) FROM c)', 'SELECT (SELECT count(*) FROM c WHERE a_id = a.id) FROM a WHERE id < 4', 'SELECT id FROM a UNION SELECT a_id FROM c', 'SELECT id FROM a EXCEPT SELECT a_id FROM c',
  'SELECT * FROM (VALUES (1), (2)) AS v(n), generate_series(1, n)', 'SELECT DISTINCT b FROM a WHERE id = 1 OR b = 2', 'UPDATE a SET t = t WHERE id < 3', 'INSERT INTO c VALUES (1, \'x\'), (2, \'y\')', 'DELETE FROM c WHERE a_id = 3', 'SELECT * FROM a WHERE false', 'SELECT b, sum(id) FROM a GROUP BY ROLLUP (b)',
];

test.each(['', ', ANALYZE, TIMING OFF'])('the text of a plan%s means what Postgres says as JSON', async (more) => {
  const explain = (format: string) => QUERIES.map((query) => `BEGIN; EXPLAIN (FORMAT ${format}${more}) ${query}; ROLLBACK;`).join('\n');
  const [text, json] = await Promise.all(['TEXT', 'JSON'].map(async (format) => {
    const outcome = await tools.run(explain(format), [{ kind: 'query', setup: SETUP, attempts: [], explain: false }], { runtime: 'sql', limits: limitsFor('sql', { timeMs: 10_000 }) });
    const observation = outcome.observations[0];
    if (observation?.ended !== 'answered' || observation.error) throw new Error(JSON.stringify(outcome));
    // A report holds the last results only, so each is shown by itself.
    return observation.results.filter(({ command }) => command === 'EXPLAIN').map((result) => readExplained(shownResults({ ...observation, results: [result] }).rows![0]!));
  }));
  const plans = (side: typeof text) => QUERIES.map((query, index) => ({ query, plan: side?.[index] && comparable(side[index].root) }));
  expect(plans(text).filter(({ plan }) => plan === undefined)).toEqual([]);
  expect(plans(text)).toEqual(plans(json));
  expect(text!.flatMap((plan) => unexplained(plan!.root))).toEqual([]);
});

/** What both formats tell in the same words. */
function comparable({ name, source, index, role, estimatedRows, actualRows, rounds, cost, details, children }: PlanStep): unknown {
  const condition = details.find(([what]) => /Cond|Filter$/.test(what) && !what.startsWith('Rows'));
  // JSON has no need for the quotes of names.
  return { name, source: source?.replaceAll('"', ''), index, role, estimatedRows, actualRows, rounds, cost, condition, children: children.map(comparable) };
}

function unexplained({ name, children }: PlanStep): string[] {
  return [...(stepWords(name) === undefined ? [name] : []), ...children.flatMap(unexplained)];
}
