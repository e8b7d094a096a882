import type { Table } from '../../server/contract/dataset.ts';
import { ResultTable, rowsShown } from './query/result-table.tsx';

/** The first rows of a table, as the answers of queries look. `title` names it where nothing else does. */
export function DatasetRows({ table: { columns, rows, rowCount }, label, title }: { table: Table; label: string; title?: string }) {
  const name = title !== undefined && <strong class="mono">{title}</strong>;
  if (rows.length === 0) return <p class="meta">{name} {title === undefined ? 'It has no rows.' : 'has no rows.'}</p>;
  return (
    <div class="dataset__rows">
      <p class="meta">{name} {rowsShown(rows.length, rowCount)}</p>
      <ResultTable columns={columns.map((column) => column.name)} types={columns.map(({ base }) => base)} rows={rows} label={label} />
    </div>
  );
}
