/** One line of the table. `value` and `target` are in `unit`; a figure without a target is there to be compared with. */
export interface Figure { name: string; value: number; unit: 'ms' | '×' | 'kB' | 'files'; target?: number; note?: string }

/** The value that `share` of the samples do not exceed (0.5: the median), by the nearest rank. */
export function quantile(samples: number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const found = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (found === undefined) throw new Error('nothing was measured');
  return found;
}

/** The figures as a Markdown table, which reads as well in a terminal. */
export function table(figures: Figure[]): string {
  const rows = figures.map(({ name, value, unit, target, note }) => [
    name, show(value, unit), target === undefined ? '' : `≤ ${show(target, unit)}`, target === undefined ? '' : value <= target ? 'met' : 'MISSED', note ?? '',
  ]);
  const lines = [['figure', 'measured', 'target', '', 'note'], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(3, ...lines.map((line) => line[column]?.length ?? 0)));
  const write = (line: string[]) => `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [write(lines[0] ?? []), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...lines.slice(1).map(write)].join('\n');
}

function show(value: number, unit: Figure['unit']): string {
  if (unit === 'files') return String(value);
  return `${value.toFixed(unit === 'kB' ? 1 : 2)} ${unit}`;
}
