import { isMap, isScalar, isSeq } from 'yaml';
import type { Node, YAMLMap } from 'yaml';
import { z } from 'zod';
import type { QueryCase, SourcePosition, Tests } from '../contract/exercise.ts';
import { caseKeys, optional, readFromNode } from './case-keys.ts';
import type { YamlSource } from './yaml-source.ts';

/** A name that an exercise's tests use, and where it stands. */
export interface Used { name: string; position: SourcePosition }

/** What `query` tests name and another file holds: the database, and the dataset of each case, in their order. */
export interface UsedData { database?: Used; datasets: Used[] }

/** The keys that stand beside `query:`. */
export const queryKeys = ['schema', 'datasets'] as const;

const NAME = /^[a-z][a-z0-9-]*$/;

const queryCaseSchema = z.object({
  ...caseKeys,
  dataset: z.string().regex(NAME).optional().describe('the name of a dataset, such as `small`, or leave it out for a database without rows'),
  ordered: z.boolean().default(false).describe('true when the order of rows counts'),
  named: z.boolean().default(false).describe('true when the names of columns count'),
  probe: z.string().trim().min(1).optional().describe('a query that shows what the code has changed'),
  refuses: readFromNode,
  plan: readFromNode,
});
const refusalSchema = z.object({
  sql: z.string().trim().min(1).describe('a statement that must fail'),
  sqlstate: z.string().regex(/^[0-9A-Z]{5}$/).describe("its SQLSTATE in quotes, such as `'23505'`"),
});
const names = z.array(z.string().min(1)).min(1).optional();
const planSchema = z.object({
  uses: names.describe('a list of indexes, such as `[orders_customer_id]`'),
  noScanOf: names.describe('a list of tables, such as `[orders]`'),
});

/** The tests of an exercise in SQL, without what a database of the track adds to them. */
export function readQueryTests(source: YamlSource, map: YAMLMap, nodes: YAMLMap[]): { tests: Tests; used: UsedData } {
  const database = source.valueOf(map, 'query');
  const used: UsedData = { datasets: [] };
  if (isScalar(database) && typeof database.value === 'string' && NAME.test(database.value)) used.database = { name: database.value, position: source.positionOf(database) };
  else if (database && !(isScalar(database) && database.value === null)) source.problemAt(database, '`query` does not name a database', 'write the name of a folder in the track\'s `datasets`, such as `query: shop`, or nothing');
  const schema = readSql(source, source.valueOf(map, 'schema'), '`schema`');
  const datasets = readDatasets(source, source.valueOf(map, 'datasets'));
  const cases = nodes.flatMap((node) => {
    const read = readQueryCase(source, node);
    if (read && read.dataset !== '') used.datasets.push({ name: read.dataset, position: source.positionOf(source.valueOf(node, 'dataset') ?? node) });
    return read ?? [];
  });
  return { tests: { kind: 'query', schema, datasets, cases }, used };
}

function readQueryCase(source: YamlSource, node: YAMLMap): QueryCase | undefined {
  const read = source.read(node, queryCaseSchema, 'a `query` case');
  if (!read) return undefined;
  return {
    name: read.name, hidden: read.hidden, hint: read.hint, position: source.positionOf(node),
    dataset: read.dataset ?? '', ordered: read.ordered, named: read.named,
    ...optional('probe', read.probe),
    ...optional('refuses', readRefusals(source, source.valueOf(node, 'refuses'))),
    ...optional('plan', readPlan(source, source.valueOf(node, 'plan'))),
  };
}

function readRefusals(source: YamlSource, node: Node | undefined): QueryCase['refuses'] {
  if (!node) return undefined;
  const items = isSeq(node) ? node.items.map((item) => source.follow(item)) : [];
  if (items.length === 0 || !items.every((item) => isMap(item))) {
    source.problemAt(node, '`refuses` lists no statements', "write `refuses: [{ sql: \"insert into …\", sqlstate: '23505' }]`");
    return undefined;
  }
  return items.flatMap((item) => source.read(item, refusalSchema, 'an entry of `refuses`') ?? []);
}

function readPlan(source: YamlSource, node: Node | undefined): QueryCase['plan'] {
  if (!node) return undefined;
  const read = isMap(node) ? source.read(node, planSchema, '`plan`') : undefined;
  if (!isMap(node) || (read && !read.uses && !read.noScanOf)) source.problemAt(node, '`plan` says nothing about the plan', 'write `plan: { uses: [an_index] }`, `plan: { noScanOf: [a_table] }` or both');
  return read && { ...optional('uses', read.uses), ...optional('noScanOf', read.noScanOf) };
}

function readDatasets(source: YamlSource, node: Node | undefined): Record<string, string> {
  if (!node) return {};
  if (!isMap(node)) {
    source.problemAt(node, '`datasets` are names, each with its SQL', 'write `datasets:` and below it `small: |` with the SQL indented under it');
    return {};
  }
  return Object.fromEntries(node.items.flatMap(({ key }) => {
    const name = isScalar(key) ? String(key.value) : '';
    if (NAME.test(name)) return [[name, readSql(source, source.valueOf(node, name), `the dataset \`${name}\``)]];
    source.problemAt(source.follow(key) ?? node, `\`${name}\` cannot be the name of a dataset`, 'use lower-case letters, digits and hyphens, such as `small`');
    return [];
  }));
}

/** SQL as a text; empty, with a problem, when it is something else. */
function readSql(source: YamlSource, node: Node | undefined, what: string): string {
  if (!node || (isScalar(node) && node.value === null)) return '';
  if (isScalar(node) && typeof node.value === 'string') return node.value;
  source.problemAt(node, `${what} is no SQL`, 'write it as a block after `|`');
  return '';
}
