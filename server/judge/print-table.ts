import type { ResultSet, SqlValue } from '../contract/observation.ts';
import { count } from './print.ts';
import { isNumeric } from './sql-value.ts';

const MOST_ROWS = 20;
const MOST_COLUMNS = 12;
const MOST_CHARACTERS = 32;
/** Rows shown before the one that a table is about. */
const BEFORE = 3;

/**
 * A result as an aligned table, in the manner of psql; of long ones the rows around `about` (from 0), of wide ones the first
 * columns, and below it how many rows there are.
 */
export function printTable(result: Pick<ResultSet, 'columns' | 'rows' | 'rowCount'>, about = 0): string {
  const { rows } = result;
  const from = rows.length <= MOST_ROWS ? 0 : Math.max(0, Math.min(about - BEFORE, rows.length - MOST_ROWS));
  const shown = rows.slice(from, from + MOST_ROWS);
  const columns = result.columns.slice(0, MOST_COLUMNS);
  const cells = shown.map((row) => columns.map((_, index) => cell(row[index] ?? null)));
  const names = columns.map(({ name }) => cell(name));
  const widths = names.map((name, index) => Math.max(name.length, ...cells.map((row) => row[index]!.length)));
  const more = result.columns.length > columns.length;
  const line = (row: string[], toRight: (index: number) => boolean) => `${row.map((text, index) => (toRight(index) ? text.padStart(widths[index]!) : text.padEnd(widths[index]!))).join(' | ')}${more ? ' | …' : ''}`.trimEnd();
  const lines = [line(names, () => false), widths.map((width) => '-'.repeat(width)).join('-+-'), ...cells.map((row) => line(row, (index) => isNumeric(columns[index]!.type)))];
  const all = Math.max(result.rowCount, rows.length);
  lines.push(shown.length === all ? `(${count(all, 'row')})` : `(rows ${from + 1} to ${from + shown.length} of ${all.toLocaleString('en')})`);
  return lines.join('\n');
}

function cell(value: SqlValue): string {
  if (value === null) return 'NULL';
  const line = value.replaceAll(/\s*\n\s*/g, ' ↵ ');
  return line.length <= MOST_CHARACTERS ? line : `${line.slice(0, MOST_CHARACTERS - 1)}…`;
}
