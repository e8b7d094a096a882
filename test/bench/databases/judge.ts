import type { QueryCase, Tests } from '../../../server/contract/exercise.ts';
import type { ResultSet, RunOutcome } from '../../../server/contract/observation.ts';
import { judgeRun } from '../../../server/judge/judge.ts';
import { type Figure, quantile } from '../figures.ts';

const ROWS = 10_000;
const JUDGE_MS = 50;
const COLUMNS = [['id', 'int4'], ['placed_at', 'timestamptz'], ['total', 'numeric'], ['rate', 'float8'], ['paid', 'bool'], ['note', 'text']] as const;

/** The rows of many orders, each as Postgres writes it; `more` is added to every total. */
function orders(more = 0): ResultSet {
  const rows = Array.from({ length: ROWS }, (_, id) => [
    String(id), new Date(Date.UTC(2026, 0, 1) + id * 61_000).toISOString().slice(0, 19).replace('T', ' ') + '+00', (id * 1.25 + more).toFixed(2), String(id / 7),
    id % 2 === 0 ? 't' : 'f', id % 9 === 0 ? null : `Order number ${id}`,
  ]);
  return { columns: COLUMNS.map(([name, type]) => ({ name, type })), rows, rowCount: ROWS, command: 'SELECT', durationMs: 1 };
}

/** The same rows in an order that has nothing to do with the first one: 4,801 and 10,000 share no divisor. */
function shuffled(result: ResultSet): ResultSet {
  return { ...result, rows: result.rows.map((_, index) => result.rows[index * 4_801 % ROWS]!) };
}

/** Totals with more zeros than needed, times in another zone, as a query written in another way answers them. */
function writtenOtherwise(result: ResultSet): ResultSet {
  const anHourLater = (at: string) => `${new Date(Date.parse(`${at.slice(0, 10)}T${at.slice(11, 19)}Z`) + 3_600_000).toISOString().slice(0, 19).replace('T', ' ')}+01`;
  return { ...result, rows: result.rows.map(([id, at, total, ...rest]) => [id!, anHourLater(at!), `${total}000`, ...rest]) };
}

/** From a run's answer as it comes from a runner to the finished report: reading it, comparing it, printing what is shown of it. */
export function measureJudge(rounds: number): Figure[] {
  const expected = orders();
  const ways: { name: string; actual: ResultSet; ordered?: boolean; verdict: 'passed' | 'failed' }[] = [
    { name: 'the same rows', actual: orders(), verdict: 'passed' },
    { name: 'in the order that is asked for', actual: orders(), ordered: true, verdict: 'passed' },
    { name: 'in another order', actual: shuffled(orders()), verdict: 'passed' },
    { name: 'in another order, and written otherwise', actual: writtenOtherwise(shuffled(orders())), verdict: 'passed' },
    { name: 'with another value in every row', actual: orders(1), verdict: 'failed' },
    { name: 'with other values, in another order', actual: shuffled(orders(1)), verdict: 'failed' },
    { name: 'with a row too few', actual: { ...orders(), rows: orders().rows.slice(0, -1), rowCount: ROWS - 1 }, verdict: 'failed' },
  ];
  return ways.map(({ name, actual, ordered = false, verdict }) => {
    const testCase: QueryCase = { name, hidden: false, position: { file: 'bench.md', line: 1, column: 1 }, dataset: '', ordered, named: false };
    const tests: Tests = { kind: 'query', runtime: 'sql', schema: '', datasets: {}, cases: [testCase] };
    const samples: number[] = [];
    for (let round = -2; round < rounds; round += 1) {
      // What comes from a runner is new each time, and no two of its texts are the same in memory.
      const outcome = JSON.parse(JSON.stringify({
        observations: [{ index: 0, stdout: '', stderr: '', durationMs: 1, ended: 'answered', results: [actual], notices: [], attempts: [] }], stop: { reason: 'finished' }, stdout: '', stderr: '', durationMs: 1,
      })) as RunOutcome;
      const started = performance.now();
      const { report } = judgeRun(tests, [testCase], outcome, new Map([[name, { rows: expected }]]));
      if (round >= 0) samples.push(performance.now() - started);
      if (report.verdict !== verdict) throw new Error(`${name}: ${report.verdict}, ${report.message}`);
    }
    return { name: `judging ${ROWS.toLocaleString('en')} rows, ${name}: median`, value: quantile(samples, 0.5), unit: 'ms', target: JUDGE_MS };
  });
}
