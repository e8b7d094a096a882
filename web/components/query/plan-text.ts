import type { Plan, PlanStep } from './plan.ts';

/** A plan as EXPLAIN writes it in text, without the figures nobody needs: for plans that came as JSON. */
export function planText({ root, summary }: Plan): string {
  return [...linesOf(root, 0), ...summary.map(([name, value]) => `${name}: ${value}`)].join('\n');
}

function linesOf(step: PlanStep, depth: number): string[] {
  const indent = depth === 0 ? '' : `${'      '.repeat(depth - 1)}  `;
  const deeper = `${depth === 0 ? '' : `${indent}    `}  `;
  return [
    ...(step.role === undefined ? [] : [`${indent}${step.role}`]),
    `${indent}${depth === 0 ? '' : '->  '}${headOf(step)}`,
    ...step.details.map(([name, value]) => `${deeper}${name}: ${value}`),
    ...step.children.flatMap((child) => linesOf(child, depth + 1)),
  ];
}

function headOf({ name, source, index, estimatedRows, actualRows, rounds, totalMs }: PlanStep): string {
  const bitmap = name === 'Bitmap Index Scan';
  const where = `${index === undefined ? '' : bitmap ? ` on ${index}` : ` using ${index}`}${source === undefined ? '' : ` on ${source}`}`;
  const estimated = estimatedRows === undefined ? '' : `  (estimated rows=${estimatedRows})`;
  if (rounds === 0) return `${name}${where}${estimated} (never executed)`;
  const time = totalMs === undefined || rounds === undefined ? '' : `time=${milliseconds(totalMs / rounds)} `;
  const actual = actualRows === undefined ? '' : ` (actual ${time}rows=${actualRows} loops=${rounds ?? 1})`;
  return `${name}${where}${estimated}${actual}`;
}

/** To a thousandth of a millisecond, as EXPLAIN measures. */
export function milliseconds(ms: number): string {
  return ms.toLocaleString('en', { maximumFractionDigits: 3 });
}
