import type { ResultSet } from '../contract/observation.ts';
import type { ComparedRows } from '../contract/report.ts';
import { clip } from './print.ts';
import type { RowMark } from './row-marks.ts';

// A report holds both sides of a test as tables, so each is as small as it can be and still shows what differs.

const MOST_ROWS = 30;
const MOST_MARKED_ROWS = 20;
const MOST_COLUMNS = 30;
const VALUE_CHARACTERS = 200;
const ALL_CHARACTERS = 8 * 1024;
/** Rows shown before and after the one that a table is about. */
const AROUND = 3;

/**
 * One side of a comparison, as it is shown: of a long result the first rows, those that are marked and those around `first`
 * (from 0). Undefined for what is no table: documents and replies are shown in the manner of their own world.
 */
export function comparedRows({ columns, rows, rowCount }: ResultSet, marks: RowMark[] = [], first?: number): ComparedRows | undefined {
  if (columns.some(({ type }) => type === 'document' || type === 'reply')) return undefined;
  const shown: ComparedRows['rows'] = [];
  let left = ALL_CHARACTERS;
  for (const row of chooseRows(rows.length, marks, first)) {
    if (left <= 0) break;
    const values = (rows[row] ?? []).slice(0, MOST_COLUMNS).map((value) => (value === null ? null : clip(value, VALUE_CHARACTERS)));
    left -= values.reduce((sum, value) => sum + (value?.length ?? 4), 0);
    const marked = marks.find((one) => one.row === row);
    shown.push({ number: row + 1, values, ...(marked && { mark: marked.mark }), ...(marked?.differing && { differing: marked.differing.filter((column) => column < MOST_COLUMNS) }) });
  }
  const kept = columns.slice(0, MOST_COLUMNS);
  return {
    columns: kept.map(({ name }) => clip(name, 100)), types: kept.map(({ type }) => clip(type, 100)), rows: shown.toSorted((a, b) => a.number - b.number), rowCount: Math.max(rowCount, rows.length),
    ...(first !== undefined && marks.some(({ row }) => row === first) && { first: first + 1 }),
  };
}

/** The places, from 0, of the rows to show: first those that must not be missing when their values are long. */
function chooseRows(many: number, marks: RowMark[], first: number | undefined): number[] {
  const beginning = Array.from({ length: MOST_ROWS }, (_, row) => row);
  const around = first === undefined ? [] : [first, ...Array.from({ length: 2 * AROUND + 1 }, (_, step) => first - AROUND + step)];
  const wanted = [...around.slice(0, 1), ...marks.slice(0, MOST_MARKED_ROWS).map(({ row }) => row), ...around, ...beginning];
  return [...new Set(wanted)].filter((row) => row >= 0 && row < many).slice(0, MOST_ROWS);
}
