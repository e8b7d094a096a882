import type { ComponentChildren } from 'preact';
import { ScrollBox } from '../scroll-box.tsx';
import { isNumeric, typeWords, valueText } from './column-type.ts';
import { count } from './count.ts';

export interface Columns {
  columns: string[];
  /** Postgres's names, one for each column. */
  types?: string[];
}

interface ResultTableProps extends Columns {
  rows: unknown[][];
  /** What a screen reader calls the table and the box it scrolls in. */
  label: string;
}

/** Rows as a table that scrolls in a box of its own; the box takes the focus, so that a keyboard can scroll it (WCAG 2.1.1). */
export function ResultTable({ columns, types, rows, label }: ResultTableProps) {
  return (
    <DataTable columns={columns} types={types} label={label}>
      {rows.map((row, index) => <tr key={index}>{columns.map((_, at) => <Cell key={at} value={row[at]} type={types?.[at]} />)}</tr>)}
    </DataTable>
  );
}

interface DataTableProps { columns: string[]; types: string[] | undefined; label: string; children: ComponentChildren; /** Heads a first column that is none of the result's. */ before?: ComponentChildren }

/** The frame of a table: its box, and the names and types of its columns. */
export function DataTable({ columns, types, label, before, children }: DataTableProps) {
  return (
    <ScrollBox class="data-table" label={label}>
      <table class="data-table__table">
        <caption class="visually-hidden">{label}</caption>
        <thead>
          <tr>
            {before}
            {columns.map((name, index) => (
              <th key={index} scope="col" class={classOf('data-table__head', types?.[index])}>
                <span class="data-table__name">{name}</span>{types?.[index] && <> <span class="data-table__type">{typeWords(types[index])}</span></>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </ScrollBox>
  );
}

/** One value: NULL is a mark, so that nobody takes it for the text 'NULL' or for empty text. */
export function Cell({ value, type, differs = false }: { value: unknown; type: string | undefined; differs?: boolean }) {
  const shown = <Value value={value} type={type} />;
  return <td class={classOf('data-table__cell', type)}>{differs ? <mark class="data-table__other">{shown}</mark> : shown}</td>;
}

function Value({ value, type }: { value: unknown; type: string | undefined }) {
  if (value === null || value === undefined) return <span class="null">NULL<span class="visually-hidden"> (no value)</span></span>;
  if (value === '') return <span class="visually-hidden">empty text</span>;
  return <>{valueText(typeof value === 'string' ? value : JSON.stringify(value), type)}</>;
}

function classOf(name: string, type: string | undefined): string {
  return isNumeric(type) ? `${name} ${name}--number` : name;
}

/** `3 of 1,200 rows shown`, or how many there are when they all are. */
export function rowsShown(shown: number, all: number | undefined): string {
  return all !== undefined && all > shown ? `${shown.toLocaleString('en')} of ${count(all, 'row')} shown` : count(shown, 'row');
}
