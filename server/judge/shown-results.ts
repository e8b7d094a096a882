import type { Observation } from '../contract/observation.ts';
import type { RunReport } from '../contract/report.ts';
import { shownPlan } from './plan.ts';
import { clip } from './print.ts';

// A report is kept and sent: of what SQL answered it holds as much as anybody looks at.

const MOST_RESULTS = 20;
const MOST_ROWS = 200;
const MOST_COLUMNS = 100;
const VALUE_CHARACTERS = 1_000;
/** A plan as JSON is one value, and cut it is no plan any more. */
const PLAN_CHARACTERS = 32 * 1024;
const ALL_CHARACTERS = 128 * 1024;
const MOST_NOTICES = 50;

/** The result sets, notices and plan of one run of SQL, each up to a bound; `rowCount` says how many rows there were. */
export function shownResults(observation: Observation | undefined): Pick<RunReport, 'rows' | 'notices' | 'plan'> {
  if (observation?.ended !== 'answered') return {};
  const { notices, plan } = observation;
  // What documents and replies are is shown by their output.
  const results = observation.results.filter(({ columns: [column] }) => column?.type !== 'document' && column?.type !== 'reply');
  const leftOut = Math.max(0, results.length - MOST_RESULTS);
  let left = ALL_CHARACTERS;
  const rows = results.slice(leftOut).map(({ columns, rows: all, rowCount, command, durationMs }, index) => {
    const shown: (string | null)[][] = [];
    const most = command === 'EXPLAIN' ? PLAN_CHARACTERS : VALUE_CHARACTERS;
    for (const row of all.slice(0, MOST_ROWS)) {
      if (left <= 0) break;
      const values = row.slice(0, MOST_COLUMNS).map((value) => (value === null ? null : clip(value, most)));
      left -= values.reduce((sum, value) => sum + (value?.length ?? 4), 0);
      shown.push(values);
    }
    const kept = columns.slice(0, MOST_COLUMNS);
    return { columns: kept.map(({ name }) => clip(name, 100)), types: kept.map(({ type }) => clip(type, 100)), rows: shown, rowCount, command: clip(command, 100), durationMs, ...(leftOut > 0 && { number: leftOut + index + 1 }) };
  });
  return {
    rows,
    ...(notices.length === 0 ? {} : { notices: notices.slice(0, MOST_NOTICES).map((notice) => clip(notice, VALUE_CHARACTERS)) }),
    ...(plan === undefined ? {} : { plan: shownPlan(plan) }),
  };
}
