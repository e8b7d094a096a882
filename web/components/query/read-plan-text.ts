import { MOST_DEPTH, MOST_STEPS, type Plan, type PlanStep } from './plan.ts';

/*
 * The text that EXPLAIN answers, https://www.postgresql.org/docs/current/using-explain.html: a line for each step, those
 * below it indented and behind an arrow, its details indented deeper than itself.
 *
 *   Sort  (cost=83.92..84.04 rows=50 width=8) (actual time=0.412..0.414 rows=20.00 loops=1)
 *     Sort Key: total
 *     ->  Seq Scan on orders  (cost=…
 *           Filter: (total > 100)
 *     SubPlan 1
 *       ->  Index Only Scan using …
 *   Execution Time: 0.5 ms
 */

const ESTIMATED = /\(cost=[\d.]+\.\.(?<cost>[\d.]+) rows=(?<rows>\d+) width=\d+\)/;
const MEASURED = /\(actual (?:time=[\d.]+\.\.(?<ms>[\d.]+) )?rows=(?<rows>[\d.]+) loops=(?<loops>\d+)\)/;
const KEYED = /^([A-Z][^:]*): +(.*)$/;
/** Figures that belong together share a line: `Sort Method: quicksort  Memory: 25kB`. */
const NEXT_PAIR = / {2}(?=[A-Z][A-Za-z ]*: \S+(?: {2}|$))/;
const ROLE = /^(?:InitPlan|SubPlan|CTE) [^:]*$/;

/** The plan that the lines tell of, or undefined when they are something else. */
export function readPlanText(lines: string[]): Plan | undefined {
  const open: { step: PlanStep; indent: number }[] = [];
  const summary: Plan['summary'] = [];
  let root: PlanStep | undefined;
  let role: string | undefined;
  let steps = 0;
  let latest: PlanStep['details'] = [];
  for (const line of lines) {
    const text = line.trimStart();
    const indent = line.length - text.length;
    if (text === '') continue;
    const arrow = text.startsWith('->');
    if (!root || arrow) {
      steps += 1;
      if (steps > MOST_STEPS || open.length >= MOST_DEPTH) return undefined;
      while (open.length > 0 && open.at(-1)!.indent >= indent) open.pop();
      const above = open.at(-1)?.step;
      if (root && !above) return undefined;
      const step = readHead(arrow ? text.slice(2).trim() : text, role);
      if (!step || (!root && line !== text)) return undefined;
      above?.children.push(step);
      root ??= step;
      role = undefined;
      open.push({ step, indent });
      continue;
    }
    if (!KEYED.test(text) && !ROLE.test(text) && !text.endsWith(':')) {
      // The rest of a value that has a line break stands wherever its own spaces put it.
      const last = latest.at(-1);
      if (last) last[1] += ` ${text}`;
      continue;
    }
    while (open.length > 0 && open.at(-1)!.indent >= indent) open.pop();
    const step = open.at(-1)?.step;
    if (ROLE.test(text) && step) role = text;
    latest = step?.details ?? (indent === 0 ? summary : []);
    latest.push(...detailsOf(text));
  }
  return root && isPlan(root) ? { root, summary } : undefined;
}

/** `Index Scan using visits_member_id on visits v  (cost=0.29..8.31 rows=20 width=16) (actual time=… rows=20.00 loops=1)` */
function readHead(text: string, role: string | undefined): PlanStep | undefined {
  const [what = '', ...rest] = text.split(/ {2}(?=\()/);
  const figures = rest.join('');
  const estimated = ESTIMATED.exec(figures)?.groups;
  const named = /^(?<name>[A-Z][A-Za-z ]*?)(?: using (?<index>\S+|".*?"))?(?: on (?<source>\S.*))?$/.exec(what)?.groups;
  if (!named?.name) return undefined;
  const measured = MEASURED.exec(figures)?.groups;
  const rounds = figures.includes('(never executed)') ? 0 : number(measured?.loops);
  const perRound = number(measured?.ms);
  // A bitmap is made from an index, which its text names where others name their table.
  const ofIndex = named.name === 'Bitmap Index Scan';
  return {
    name: named.name, details: [], children: [],
    ...defined({
      index: ofIndex ? named.source : named.index, source: ofIndex ? undefined : named.source, role, rounds,
      cost: number(estimated?.cost), estimatedRows: number(estimated?.rows), actualRows: rounds === 0 ? undefined : number(measured?.rows),
      totalMs: rounds === 0 ? 0 : perRound === undefined || rounds === undefined ? undefined : perRound * rounds,
    }),
  };
}

function detailsOf(text: string): PlanStep['details'] {
  return text.split(NEXT_PAIR).flatMap((pair): PlanStep['details'] => {
    const [, name, value] = KEYED.exec(pair) ?? [];
    return name !== undefined && value !== undefined ? [[name, value]] : [];
  });
}

/** A single line without figures and without an arrow below it may be any text at all. */
function isPlan(root: PlanStep): boolean {
  return root.cost !== undefined || root.rounds !== undefined || root.children.length > 0 || / (?:Scan|Join|Loop)$|^(?:Result|Aggregate|Limit|Sort)$/.test(root.name);
}

function number(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

/** Without the entries that hold nothing. */
export function defined<Entries extends object>(entries: Entries): { [Key in keyof Entries]?: Exclude<Entries[Key], undefined> } {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as { [Key in keyof Entries]?: Exclude<Entries[Key], undefined> };
}
