import type { ResultRows } from './result-rows.ts';
import type { Plan } from './plan.ts';
import { readPlanJson } from './read-plan-json.ts';
import { readPlanText } from './read-plan-text.ts';

/** Whether a result is what EXPLAIN answered, in whatever format. */
export function isExplained({ command, columns }: ResultRows): boolean {
  return command === 'EXPLAIN' && columns.length === 1;
}

/** What EXPLAIN answered, as it reads. */
export function explainedText({ rows }: ResultRows): string {
  return rows.map(([line]) => (typeof line === 'string' ? line : '')).join('\n');
}

/** The plan in what EXPLAIN answered as text or JSON; undefined for its other formats, and for one that was cut off. */
export function readExplained(result: ResultRows): Plan | undefined {
  const text = explainedText(result);
  if (/^\s*\[/.test(text)) {
    try {
      return readPlanJson(JSON.parse(text));
    } catch {
      return undefined; // too long to be in the report as a whole
    }
  }
  const whole = result.rowCount === undefined || result.rowCount <= result.rows.length;
  return whole ? readPlanText(text.split('\n')) : undefined;
}
