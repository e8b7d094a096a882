import { deparseSync } from 'pgsql-parser';

// Postgres's own tree of a statement, as its parser writes it in JSON: a node is an object of one key, its type, that holds its fields.

export type Json = string | number | boolean | null | undefined | Json[] | Tree;
export interface Tree { [key: string]: Json }

/** What may be written instead of a node. `what` tells it from every other change of the same statement, mostly. */
export interface Change { what: string; to: Tree }

/** A node with its place: `path` are the keys that lead to it, `above` the nodes that it lies in, the nearest first. */
export interface Spot { type: string; is: Tree; path: (string | number)[]; above: Spot[] }

export type Operator = (spot: Spot) => Change[];

export function node(type: string, fields: Tree): Tree {
  return { [type]: fields };
}

export function isTree(value: Json): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function typeOf(value: Json): string | undefined {
  if (!isTree(value)) return undefined;
  const keys = Object.keys(value);
  return keys.length === 1 && /^[A-Z]/.test(keys[0]!) && isTree(value[keys[0]!]) ? keys[0] : undefined;
}

/** The fields of a node of this type; empty for anything else. */
export function fieldsOf(value: Json, type: string): Tree {
  const fields = isTree(value) ? value[type] : undefined;
  return isTree(fields) ? fields : {};
}

export function list(value: Json): Json[] {
  return Array.isArray(value) ? value : [];
}

/** A list without one of its items; undefined, which is how the parser writes it, when nothing is left. */
export function without(value: Json, index: number): Json {
  const left = list(value).toSpliced(index, 1);
  return left.length > 0 ? left : undefined;
}

/** The names in a list of strings, such as that of a function or an operator. */
export function names(value: Json): string[] {
  return list(value).map((item) => String(fieldsOf(item, 'String').sval ?? ''));
}

export function nameList(...texts: string[]): Json[] {
  return texts.map((sval) => node('String', { sval }));
}

/** A tree as SQL. */
export function written(tree: Tree): string {
  return deparseSync(tree as Parameters<typeof deparseSync>[0], { pretty: false }).replace(/;\s*$/, '');
}

/** A node as SQL on one line, for words about it. */
export function sql(value: Json): string {
  return written(value as Tree).replace(/\s+/g, ' ').trim();
}

/** Where nothing is that a learner would write in another way: types, names, and what Postgres notes for itself. */
const LEFT_ALONE = new Set(['typeName', 'argType', 'returnType', 'funcname', 'name', 'relation', 'infer', 'pktable', 'location', 'lockingClause']);
/** Selects that stand in another node without their type. */
const BARE_SELECTS = new Set(['larg', 'rarg']);

/** Every node of a tree, from the top. */
export function spotsOf(tree: Tree): Spot[] {
  const spots: Spot[] = [];
  const walk = (value: Json, path: (string | number)[], above: Spot[]): void => {
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) walk(item, [...path, index], above);
      return;
    }
    if (!isTree(value)) return;
    const type = typeOf(value);
    const key = path.at(-1);
    const isBare = type === undefined && typeof key === 'string' && BARE_SELECTS.has(key);
    if (type === undefined && !isBare) {
      for (const [name, held] of Object.entries(value)) if (!LEFT_ALONE.has(name)) walk(held, [...path, name], above);
      return;
    }
    const spot: Spot = isBare
      ? { type: 'SelectStmt', is: value, path, above }
      : { type: type!, is: fieldsOf(value, type!), path: [...path, type!], above };
    spots.push(spot);
    for (const [name, held] of Object.entries(spot.is)) if (!LEFT_ALONE.has(name)) walk(held, [...spot.path, name], [spot, ...above]);
  };
  walk(tree, [], []);
  return spots;
}

/** The tree with a node changed: `to` takes the place of the node, whose type it need not have. */
export function changed(tree: Tree, spot: Spot, to: Tree): Tree {
  const copy = structuredClone(tree);
  const bare = typeof spot.path.at(-1) === 'string' && BARE_SELECTS.has(String(spot.path.at(-1)));
  const path = bare ? spot.path : spot.path.slice(0, -1);
  let holder: Json = copy;
  for (const key of path.slice(0, -1)) holder = (holder as Tree)[key];
  (holder as Tree)[path.at(-1)!] = structuredClone(bare ? fieldsOf(to, 'SelectStmt') : to);
  return copy;
}

/** All nodes of a type within a value. */
export function within(value: Json, type: string): Tree[] {
  return spotsOf({ held: value }).flatMap((spot) => (spot.type === type ? [node(type, spot.is)] : []));
}
