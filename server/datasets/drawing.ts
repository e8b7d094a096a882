import { graphlib, layout } from '@dagrejs/dagre';
import type { Drawing, Reference, Table } from '../contract/dataset.ts';

interface Point { x: number; y: number }
interface Box extends Point { width: number; height: number }

/** A character of the monospaced face at 12 px; JetBrains Mono's are 0.6 of the size, and so are its fallback's. */
const CHARACTER = 7.2;
const PADDING = 10;
/** What stands before the name of a key: `PK` or `FK`, and a space. */
const MARK = 3 * CHARACTER;
/** As the diagram is drawn: web/components/dataset-diagram.tsx. */
const NAME_HEIGHT = 26;
const KEY_HEIGHT = 18;
const ARROW = { length: 8, half: 4 };
/** Around everything. */
const MARGIN = 12;
/** How far the line of a table that refers to itself goes beyond its upper right corner. */
const LOOP = 16;

/**
 * Places tables so that the one that is referred to stands above those that refer to it, each with the columns of its keys; undefined
 * when no table refers to another, since there is nothing to see then.
 */
export function draw(tables: Table[]): Drawing | undefined {
  const shown = tables.filter(({ kind }) => kind === 'table');
  const names = new Set(shown.map(({ name }) => name));
  const references = shown.flatMap((table) => table.references.filter(({ table: to }) => names.has(to)).map((reference) => ({ from: table, reference })));
  if (references.length === 0) return undefined;

  const graph = new graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 32, ranksep: 36, edgesep: 16 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const table of shown) graph.setNode(table.name, { label: table.name, ...sizeOf(table) });
  // From above to below; the arrow points the other way.
  for (const [index, { from, reference }] of references.entries()) {
    if (reference.table !== from.name) graph.setEdge(reference.table, from.name, {}, String(index));
  }
  layout(graph);

  const boxes = new Map(shown.map(({ name }) => {
    const { x, y, width, height } = graph.node(name) as Box;
    return [name, { x: x - width / 2, y: y - height / 2, width, height }];
  }));
  const lines = references.map(({ from, reference }, index) => (reference.table === from.name
    ? loop(boxes.get(from.name)!)
    : (graph.edge(reference.table, from.name, String(index)) as { points: Point[] }).points.toReversed()));
  // Lines may run outside of what the layout takes for its size.
  const all = [...lines.flat(), ...[...boxes.values()].flatMap(({ x, y, width, height }) => [{ x, y }, { x: x + width, y: y + height }])];
  const [left, top] = [Math.min(...all.map(({ x }) => x)) - MARGIN, Math.min(...all.map(({ y }) => y)) - MARGIN];
  const moved = ({ x, y }: Point): Point => ({ x: round(x - left), y: round(y - top) });
  return {
    width: Math.ceil(Math.max(...all.map(({ x }) => x)) - left + MARGIN), height: Math.ceil(Math.max(...all.map(({ y }) => y)) - top + MARGIN),
    tables: shown.map((table) => ({ name: table.name, ...boxes.get(table.name)!, ...moved(boxes.get(table.name)!), keys: keysOf(table) })),
    references: references.map(({ from, reference }, index) => ({ ...drawn(lines[index]!.map(moved)), optional: isOptional(from, reference) })),
  };
}

/** Out of the right side, around the corner, and in from above. */
function loop({ x, y, width }: Box): Point[] {
  const right = x + width;
  return [{ x: right, y: y + LOOP }, { x: right + LOOP, y: y + LOOP }, { x: right + LOOP, y: y - LOOP }, { x: right - LOOP, y: y - LOOP }, { x: right - LOOP, y }];
}

function keysOf({ columns, primaryKey, references }: Table): Drawing['tables'][number]['keys'] {
  const foreign = new Set(references.flatMap((reference) => reference.columns));
  const keys = columns.map(({ name }) => ({ name, primary: primaryKey.includes(name), foreign: foreign.has(name) }));
  return keys.filter((key) => key.primary || key.foreign);
}

function sizeOf(table: Table): { width: number; height: number } {
  const keys = keysOf(table);
  const widest = Math.max(table.name.length * CHARACTER * 1.05, ...keys.map(({ name, primary, foreign }) => MARK * (primary && foreign ? 2 : 1) + name.length * CHARACTER));
  return { width: Math.ceil(widest + 2 * PADDING), height: NAME_HEIGHT + keys.length * KEY_HEIGHT + (keys.length > 0 ? 6 : 0) };
}

/** Whether a row may refer to nothing. */
function isOptional({ columns }: Table, reference: Reference): boolean {
  return reference.columns.some((name) => !columns.find((column) => column.name === name)?.required);
}

/** A line through the points with its corners rounded, and the arrow at its end. */
function drawn(points: Point[]): { line: string; arrow: string } {
  const last = points.at(-1)!;
  const before = points.findLast(({ x, y }) => Math.hypot(last.x - x, last.y - y) > 1) ?? last;
  const length = Math.hypot(last.x - before.x, last.y - before.y) || 1;
  const along = { x: (last.x - before.x) / length, y: (last.y - before.y) / length };
  const foot = { x: last.x - along.x * ARROW.length, y: last.y - along.y * ARROW.length };
  const across = { x: -along.y * ARROW.half, y: along.x * ARROW.half };
  const [first, ...rest] = [...points.slice(0, -1), foot];
  const bends = rest.slice(0, -1).map((point, index) => {
    const next = rest[index + 1]!;
    const end = index === rest.length - 2 ? next : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 };
    return `Q${at(point)} ${at(end)}`;
  });
  return {
    line: `M${at(first!)}${bends.length > 0 ? bends.join('') : `L${at(foot)}`}`,
    arrow: `M${at(last)}L${at({ x: foot.x + across.x, y: foot.y + across.y })}L${at({ x: foot.x - across.x, y: foot.y - across.y })}Z`,
  };
}

function at({ x, y }: Point): string {
  return `${round(x)} ${round(y)}`;
}

function round(length: number): number {
  return Math.round(length * 10) / 10;
}
