/** What one step of a query's plan does, as far as EXPLAIN told it. Rows are those of one round. */
export interface PlanStep {
  /** `Index Scan`, `Hash Left Join` … as EXPLAIN names it in its text. */
  name: string;
  /** The table, function or common table expression it reads. */
  source?: string;
  index?: string;
  /** What hangs it below its parent when that is no ordinary child: `InitPlan 1`, `CTE totals`. */
  role?: string;
  estimatedRows?: number;
  actualRows?: number;
  /** How often it ran; 0 = never, undefined = it was not measured. */
  rounds?: number;
  /** From its first to its last row in all rounds, in ms, with everything below it. */
  totalMs?: number;
  /** In Postgres's unit of cost, with everything below it. */
  cost?: number;
  /** Conditions, keys, and what was thrown away, in Postgres's words. */
  details: [name: string, value: string][];
  children: PlanStep[];
}

export interface Plan {
  root: PlanStep;
  /** Planning and execution time and the like. */
  summary: [name: string, value: string][];
}

/** Deeper or longer plans than anybody reads come only from somebody who forged one. */
export const MOST_STEPS = 200;
export const MOST_DEPTH = 40;

/**
 * What a step took by itself: its time without that of the steps below it, in ms. The steps of a WITH query hang below the whole
 * and work while they are read, so they count for nothing where they hang and are taken off where they are read. Never
 * negative, since clocks are coarse.
 */
export function ownMs({ name, source, totalMs, children }: PlanStep, root: PlanStep): number | undefined {
  if (totalMs === undefined) return undefined;
  const below = children.filter(({ role }) => !role?.startsWith('CTE ')).reduce((sum, child) => sum + (child.totalMs ?? 0), 0);
  const read = name === 'CTE Scan' ? findRole(root, `CTE ${source?.split(' ')[0]}`)?.totalMs ?? 0 : 0;
  return Math.max(0, totalMs - below - read);
}

function findRole(step: PlanStep, role: string): PlanStep | undefined {
  if (step.role === role) return step;
  for (const child of step.children) {
    const found = findRole(child, role);
    if (found) return found;
  }
  return undefined;
}

/** A step's own part of the whole, from 0 to 1; undefined where times were not measured. */
export function shareOf(step: PlanStep, root: PlanStep): number | undefined {
  const own = ownMs(step, root);
  return own === undefined || !root.totalMs ? undefined : Math.min(1, own / root.totalMs);
}

/** How many times more (or, negative, fewer) rows came than were estimated; undefined while it is not worth a word. */
export function misjudged({ estimatedRows, actualRows, rounds }: PlanStep): number | undefined {
  if (estimatedRows === undefined || actualRows === undefined || rounds === 0) return undefined;
  const [expected, came] = [Math.max(1, estimatedRows), Math.max(1, actualRows)];
  if (came >= expected * WORTH_A_WORD) return came / expected;
  return expected >= came * WORTH_A_WORD ? -expected / came : undefined;
}

/** An estimate that is off by less rarely makes Postgres choose another plan. */
const WORTH_A_WORD = 10;
