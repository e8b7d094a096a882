import { MOST_DEPTH, MOST_STEPS, type Plan, type PlanStep } from './plan.ts';
import { defined } from './read-plan-text.ts';

// EXPLAIN (FORMAT JSON): the same as the text with a property for each figure, and some that the text leaves out.

/** What the text shows below a step as well, in its order. */
const DETAILS = [
  'Index Cond', 'Recheck Cond', 'Hash Cond', 'Merge Cond', 'Order By', 'Join Filter', 'Filter', 'One-Time Filter', 'TID Cond', 'Sort Key', 'Presorted Key', 'Group Key', 'Cache Key',
  'Conflict Resolution', 'Conflict Arbiter Indexes', 'Rows Removed by Index Recheck', 'Rows Removed by Join Filter', 'Rows Removed by Filter', 'Heap Fetches', 'Index Searches',
  'Sort Method', 'Sort Space Used', 'Hash Buckets', 'Peak Memory Usage', 'Exact Heap Blocks', 'Lossy Heap Blocks', 'Cache Hits', 'Cache Misses', 'Storage', 'Disabled',
];
const KILOBYTES = new Set(['Sort Space Used', 'Peak Memory Usage']);

/** The plan of a document of EXPLAIN (FORMAT JSON), or of its top node alone; undefined when it is something else. */
export function readPlanJson(raw: unknown): Plan | undefined {
  const document: unknown = Array.isArray(raw) ? raw[0] : raw;
  if (!isRecord(document)) return undefined;
  const top = isRecord(document.Plan) ? document.Plan : document;
  const steps = { left: MOST_STEPS };
  const root = readStep(top, 0, steps);
  const times = ['Planning Time', 'Execution Time'].flatMap((name): Plan['summary'] => (typeof document[name] === 'number' ? [[name, `${document[name]} ms`]] : []));
  return root && { root, summary: times };
}

function readStep(raw: Record<string, unknown>, depth: number, steps: { left: number }): PlanStep | undefined {
  if (typeof raw['Node Type'] !== 'string' || depth > MOST_DEPTH || steps.left <= 0) return undefined;
  steps.left -= 1;
  const text = (name: string) => (typeof raw[name] === 'string' ? raw[name] : undefined);
  const figure = (name: string) => (typeof raw[name] === 'number' && Number.isFinite(raw[name]) ? raw[name] : undefined);
  const [rounds, perRound] = [figure('Actual Loops'), figure('Actual Total Time')];
  const source = text('Relation Name') ?? text('Function Name') ?? text('CTE Name') ?? text('Alias');
  const alias = text('Alias');
  const below: unknown[] = Array.isArray(raw.Plans) ? raw.Plans : [];
  return {
    name: `${raw['Parallel Aware'] === true ? 'Parallel ' : ''}${nameOf(raw['Node Type'], text)}`,
    details: DETAILS.flatMap((name): PlanStep['details'] => {
      const value = wordsOf(raw[name]);
      return value === undefined || (name === 'Disabled' && value === 'false') ? [] : [[name, KILOBYTES.has(name) ? `${value} kB` : value]];
    }),
    ...defined({
      source: source !== undefined && alias !== undefined && alias !== source ? `${source} ${alias}` : source,
      index: text('Index Name'), role: text('Subplan Name'),
      cost: figure('Total Cost'), estimatedRows: figure('Plan Rows'), actualRows: rounds === 0 ? undefined : figure('Actual Rows'), rounds,
      totalMs: rounds === 0 ? 0 : perRound === undefined || rounds === undefined ? undefined : perRound * rounds,
    }),
    children: below.slice(0, steps.left).flatMap((child) => (isRecord(child) ? readStep(child, depth + 1, steps) ?? [] : [])),
  };
}

/** How an aggregate finds its groups, as its name begins. */
const strategies: Partial<Record<string, string>> = { Hashed: 'Hash', Sorted: 'Group', Mixed: 'Mixed' };

/** As the text names it: a join says which kind, an aggregate how it finds its groups, a change which one it is. */
function nameOf(type: string, text: (name: string) => string | undefined): string {
  const [join, strategy = '', mode] = [text('Join Type'), text('Strategy'), text('Partial Mode')];
  if (type === 'ModifyTable') return text('Operation') ?? type;
  if (type === 'SetOp') return `${strategy === 'Hashed' ? 'Hash' : ''}SetOp ${text('Command') ?? ''}`.trim();
  if (type === 'Aggregate') return `${mode === undefined || mode === 'Simple' ? '' : `${mode} `}${strategies[strategy] ?? ''}Aggregate`;
  if (type.endsWith('Scan') && text('Scan Direction') === 'Backward') return `${type} Backward`;
  if (join === undefined || join === 'Inner') return type;
  return type === 'Nested Loop' ? `${type} ${join} Join` : type.replace(/ ?Join$/, ` ${join} Join`);
}

function wordsOf(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(String).join(', ');
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
