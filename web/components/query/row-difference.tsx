import type { ComparedRows } from '../../../server/contract/report.ts';
import { count } from './count.ts';
import { Cell, DataTable, rowsShown } from './result-table.tsx';

type ComparedRow = ComparedRows['rows'][number];

/** A sign besides the colour, and the word that says it. */
const marks = {
  missing: { sign: '−', word: 'missing' }, surplus: { sign: '+', word: 'not expected' }, differs: { sign: '≠', word: 'differs' }, moved: { sign: '↕', word: 'other place' },
} as const satisfies Record<NonNullable<ComparedRow['mark']>, { sign: string; word: string }>;

/** The rows that were expected and those that came, with every row marked that has no equal on the other side. */
export function RowDifference({ expected, actual }: { expected: ComparedRows | undefined; actual: ComparedRows | undefined }) {
  return (
    <div class="row-difference">
      {expected && <Side name="Expected" result={expected} />}
      {actual && <Side name="Got" result={actual} />}
    </div>
  );
}

function Side({ name, result }: { name: string; result: ComparedRows }) {
  const { columns, types, rows, rowCount, first } = result;
  const shown = rowsShown(rows.length, rowCount);
  return (
    <figure class="row-difference__side">
      <figcaption class="result-set__title"><strong>{name}</strong> <span class="meta tabular">{shown}</span></figcaption>
      <DataTable columns={columns} types={types} label={`${name}: ${shown}`} before={<th scope="col" class="data-table__head"><span class="data-table__name">row</span></th>}>
        {rows.map((row, index) => (
          <>
            <Gap rows={row.number - (rows[index - 1]?.number ?? 0) - 1} columns={columns.length} />
            <Row key={row.number} row={row} types={types} first={row.number === first} />
          </>
        ))}
        <Gap rows={rowCount - (rows.at(-1)?.number ?? 0)} columns={columns.length} />
      </DataTable>
    </figure>
  );
}

function Row({ row: { number, values, mark, differing }, types, first }: { row: ComparedRow; types: string[] | undefined; first: boolean }) {
  return (
    <tr class={mark && `data-table__row data-table__row--${mark}${first ? ' data-table__row--first' : ''}`}>
      <th scope="row" class="data-table__place">
        {number.toLocaleString('en')}
        {mark && <span class="data-table__mark"> {marks[mark].sign} {marks[mark].word}</span>}
        {first && <span class="visually-hidden">, the first difference</span>}
      </th>
      {values.map((value, index) => <Cell key={index} value={value} type={types?.[index]} differs={differing?.includes(index)} />)}
    </tr>
  );
}

/** Rows between those that are shown. */
function Gap({ rows, columns }: { rows: number; columns: number }) {
  return rows > 0 ? <tr><td class="data-table__gap meta" colSpan={columns + 1}>… {count(rows, 'row')} not shown</td></tr> : null;
}
