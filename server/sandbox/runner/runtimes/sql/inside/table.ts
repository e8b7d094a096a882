import type { ResultSet } from '../../../../../contract/observation.ts';

/** Rows that are printed of a result; the rest is only counted. */
const PRINTED_ROWS = 100;
const NUMBERS = new Set(['int2', 'int4', 'int8', 'numeric', 'float4', 'float8', 'oid', 'xid', 'money']);

/** A result as psql shows it: https://www.postgresql.org/docs/current/app-psql.html, format aligned, with NULL written out. */
export function printed({ columns, rows, rowCount, command }: ResultSet, answersRows: boolean, tag: string): string {
  if (!answersRows) return `${tag}\n`;
  const shown = rows.slice(0, PRINTED_ROWS).map((row) => row.map((value) => (value ?? 'NULL').split('\n')));
  const widths = columns.map(({ name }, index) => Math.max(width(name), ...shown.map((row) => Math.max(...row[index]!.map((line, number) => width(line) + (number < row[index]!.length - 1 ? 1 : 0))))));
  const lines = [
    columns.map(({ name }, index) => ` ${centred(name, widths[index]!)} `).join('|').trimEnd(),
    widths.map((each) => '-'.repeat(each + 2)).join('+'),
    ...shown.flatMap((row) => linesOf(row, columns.map(({ type }) => NUMBERS.has(type)), widths)),
  ];
  const more = rowCount - shown.length;
  if (more > 0) lines.push(` … ${more} more`);
  lines.push(`(${rowCount} ${rowCount === 1 ? 'row' : 'rows'})`);
  if (!['SELECT', 'EXPLAIN', 'SHOW', 'FETCH', 'VALUES', 'TABLE'].includes(command)) lines.push('', tag);
  return `${lines.join('\n')}\n\n`;
}

/** A row whose values have several lines takes several; `+` says that one goes on. */
function linesOf(row: string[][], right: boolean[], widths: number[]): string[] {
  const height = Math.max(1, ...row.map((lines) => lines.length));
  return Array.from({ length: height }, (_, number) => row.map((lines, index) => {
    const line = lines[number] ?? '';
    const room = ' '.repeat(Math.max(0, widths[index]! - width(line)));
    if (number < lines.length - 1) return ` ${line}${' '.repeat(Math.max(0, widths[index]! - width(line)))}+`;
    return right[index] ? ` ${room}${line} ` : ` ${line}${room} `;
  }).join('|').trimEnd());
}

function centred(text: string, room: number): string {
  const left = Math.floor((room - width(text)) / 2);
  return `${' '.repeat(left)}${text}${' '.repeat(room - width(text) - left)}`;
}

function width(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index += 1) if ((text.charCodeAt(index) & 0xfc00) !== 0xdc00) count += 1;
  return count;
}
