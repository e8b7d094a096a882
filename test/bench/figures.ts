/**
 * One line of the table. `value`, `target` (at most) and `atLeast` are in `unit`; a figure without either is there to be compared
 * with, one without a value could not be measured here, and its note says why.
 */
export interface Figure { name: string; value?: number; unit: 'ms' | 's' | '×' | 'kB' | 'MB' | 'files' | '/s'; target?: number; atLeast?: number; note?: string }

/** The value that `share` of the samples do not exceed (0.5: the median), by the nearest rank. */
export function quantile(samples: number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const found = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (found === undefined) throw new Error('nothing was measured');
  return found;
}

/** A figure that was measured and is not what was promised. */
export function isMissed({ value, target, atLeast }: Figure): boolean {
  return value !== undefined && (target !== undefined && value > target || atLeast !== undefined && value < atLeast);
}

/** The figures as a Markdown table, which reads as well in a terminal. */
export function table(figures: Figure[]): string {
  const rows = figures.map((figure) => [figure.name, show(figure.value, figure.unit), promise(figure), outcome(figure), figure.note ?? '']);
  const lines = [['figure', 'measured', 'target', '', 'note'], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(3, ...lines.map((line) => line[column]?.length ?? 0)));
  const write = (line: string[]) => `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [write(lines[0] ?? []), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...lines.slice(1).map(write)].join('\n');
}

function promise({ unit, target, atLeast }: Figure): string {
  if (target !== undefined) return `≤ ${show(target, unit)}`;
  return atLeast === undefined ? '' : `≥ ${show(atLeast, unit)}`;
}

function outcome(figure: Figure): string {
  if (figure.value === undefined || (figure.target === undefined && figure.atLeast === undefined)) return '';
  return isMissed(figure) ? 'MISSED' : 'met';
}

function show(value: number | undefined, unit: Figure['unit']): string {
  if (value === undefined) return 'skipped';
  if (unit === 'files') return String(value);
  return `${value.toFixed(unit === 'kB' ? 1 : unit === '/s' || unit === 'MB' ? 0 : 2)} ${unit}`;
}
