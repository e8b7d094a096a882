import type { Drawing } from '../../server/contract/dataset.ts';
import { ScrollBox } from './scroll-box.tsx';

/** A place in the box of a table, in pixels. */
const LEFT = 10;
const NAME_LINE = 17;
const FIRST_KEY = 41;
const KEY_HEIGHT = 18;
const NAME_HEIGHT = 26;
const MARK_WIDTH = 21.6;

/** Tables with their keys, and an arrow from each foreign key to what it refers to. The same is said in words beside it. */
export function DatasetDiagram({ drawing, label }: { drawing: Drawing; label: string }) {
  const { width, height, tables, references } = drawing;
  const picture = { role: 'img', 'aria-label': `${label}. What it says is listed below.` } as const;
  return (
    <ScrollBox class="diagram" label={label}>
      <svg class="diagram__drawing" viewBox={`0 0 ${width} ${height}`} width={width} height={height} {...picture}>
        {references.map(({ line, arrow, optional }) => (
          <g class={optional ? 'diagram__reference diagram__reference--optional' : 'diagram__reference'}>
            <path class="diagram__line" d={line} />
            <path class="diagram__arrow" d={arrow} />
          </g>
        ))}
        {tables.map((table) => (
          <g class="diagram__table">
            <rect class="diagram__box" x={table.x} y={table.y} width={table.width} height={table.height} rx="6" />
            <text class="diagram__name" x={table.x + LEFT} y={table.y + NAME_LINE}>{table.name}</text>
            {table.keys.length > 0 && <path class="diagram__rule" d={`M${table.x} ${table.y + NAME_HEIGHT}h${table.width}`} />}
            {table.keys.map(({ name, primary, foreign }, index) => {
              const marks = [primary ? 'PK' : '', foreign ? 'FK' : ''].filter((mark) => mark !== '');
              const y = table.y + FIRST_KEY + index * KEY_HEIGHT;
              return (
                <>
                  <text class="diagram__mark" x={table.x + LEFT} y={y}>{marks.join(' ')}</text>
                  <text class="diagram__key" x={table.x + LEFT + marks.length * MARK_WIDTH} y={y}>{name}</text>
                </>
              );
            })}
          </g>
        ))}
      </svg>
    </ScrollBox>
  );
}
