import type { ResultSet } from '../contract/observation.ts';
import { printDocument } from './print-document.ts';
import { printReplyCell } from './print-reply.ts';
import { printTable } from './print-table.ts';
import { count } from './print.ts';

const MOST = 20;
/** Shown before the one that it is about. */
const BEFORE = 3;

/** A result as its own world prints it: a table in the manner of psql, documents in that of mongosh, replies in that of redis-cli; of long ones what is around `about` (from 0). */
export function printResult(result: Pick<ResultSet, 'columns' | 'rows' | 'rowCount'>, about = 0): string {
  const type = result.columns.length === 1 ? result.columns[0]?.type : undefined;
  if (type !== 'document' && type !== 'reply') return printTable(result, about);
  const { rows } = result;
  const from = rows.length <= MOST ? 0 : Math.max(0, Math.min(about - BEFORE, rows.length - MOST));
  const shown = rows.slice(from, from + MOST).map(([cell]) => (type === 'reply' ? printReplyCell(cell) : printDocument(cell ?? 'null')));
  if (rows.length === 0) return type === 'document' ? '(no documents)' : '(no reply)';
  return [...shown, ...(shown.length < rows.length ? [`(${from + 1} to ${from + shown.length} of ${count(rows.length, type === 'reply' ? 'reply' : 'document')})`] : [])].join('\n');
}
