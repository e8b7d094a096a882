import type { PlanExpectation } from '../contract/exercise.ts';
import type { PlanNode } from '../contract/observation.ts';
import { clip } from './print.ts';

const MOST_NODES = 2_000;
const PRINTED_NODES = 40;
const PRINTED_NAME = 80;

/** The nodes of a plan with their depth, from the top; what is no node is left out, and a forged endless plan is cut. */
function nodesOf(plan: unknown): { node: PlanNode; depth: number }[] {
  const nodes: { node: PlanNode; depth: number }[] = [];
  const waiting: { node: unknown; depth: number }[] = [{ node: plan, depth: 0 }];
  for (let next = waiting.pop(); next && nodes.length < MOST_NODES; next = waiting.pop()) {
    const { node, depth } = next;
    if (typeof node !== 'object' || node === null || typeof (node as PlanNode)['Node Type'] !== 'string') continue;
    nodes.push({ node: node as PlanNode, depth });
    const below: unknown = (node as PlanNode).Plans;
    if (Array.isArray(below)) waiting.push(...below.slice(0, MOST_NODES).map((one: unknown) => ({ node: one, depth: depth + 1 })).reverse());
  }
  return nodes;
}

/** What about a plan is not as it should be, and a word that tells such faults apart. */
export function findPlanFault(wanted: PlanExpectation, plan: PlanNode | undefined): { kind: string; message: string } | undefined {
  const nodes = nodesOf(plan);
  if (nodes.length === 0) return { kind: 'no plan', message: 'there is no plan to look at: the last statement should be a query' };
  const scanned = wanted.noScanOf?.find((table) => nodes.some(({ node }) => node['Node Type'] === 'Seq Scan' && node['Relation Name'] === table));
  const unused = wanted.uses?.find((index) => !nodes.some(({ node }) => node['Index Name'] === index));
  if (scanned === undefined && unused === undefined) return undefined;
  const faults = [
    unused === undefined ? [] : [`does not use the index ${unused}`],
    scanned === undefined ? [] : [`reads ${scanned} from one end to the other (Seq Scan)`],
  ].flat();
  return { kind: `plan${unused === undefined ? '' : ` without ${unused}`}${scanned === undefined ? '' : ` scans ${scanned}`}`, message: `the plan ${faults.join(', and ')}` };
}

/** What of a plan is kept in a report: its nodes up to a number, with their texts, figures and lists of such. */
export function shownPlan(plan: PlanNode): Record<string, unknown> | undefined {
  const open: Record<string, unknown>[] = [];
  for (const { node, depth } of nodesOf(plan).slice(0, SHOWN_NODES)) {
    const shown = Object.fromEntries(Object.entries(node).slice(0, SHOWN_PROPERTIES).flatMap(([key, value]): [string, unknown][] => {
      if (Array.isArray(value) && key !== 'Plans') return [[key, value.slice(0, SHOWN_PROPERTIES).filter(isShort)]];
      return isShort(value) ? [[key, value]] : [];
    }));
    const above = depth === 0 ? undefined : open[depth - 1];
    if (above) above.Plans = [...(Array.isArray(above.Plans) ? above.Plans : []), shown];
    open[depth] = shown;
  }
  return open[0];
}

const SHOWN_NODES = 200;
const SHOWN_PROPERTIES = 60;

function isShort(value: unknown): boolean {
  return typeof value === 'string' ? value.length <= 500 : typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));
}

export function printPlanExpectation({ uses = [], noScanOf = [] }: PlanExpectation): string {
  return [...uses.map((index) => `uses the index ${index}`), ...noScanOf.map((table) => `no Seq Scan on ${table}`)].join('\n');
}

/** A plan as an indented list of what is done with which table and index. */
export function printPlan(plan: PlanNode | undefined): string {
  const nodes = nodesOf(plan);
  const lines = nodes.slice(0, PRINTED_NODES).map(({ node, depth }) => {
    const name = (key: string, before: string) => (typeof node[key] === 'string' ? `${before}${clip(node[key], PRINTED_NAME)}` : '');
    return `${'  '.repeat(Math.min(depth, PRINTED_NODES))}${clip(node['Node Type'], PRINTED_NAME)}${name('Index Name', ' using ')}${name('Relation Name', ' on ')}`;
  });
  if (nodes.length > PRINTED_NODES) lines.push(`… ${nodes.length - PRINTED_NODES} more`);
  return lines.join('\n');
}
