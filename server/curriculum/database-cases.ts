import { isMap, isScalar, isSeq } from 'yaml';
import type { Node, YAMLMap } from 'yaml';
import { z } from 'zod';
import type { CaseData, ProgramData } from '../contract/exercise.ts';
import { optional, readFromNode } from './case-keys.ts';
import { isMatcher, readExpected } from './expected-values.ts';
import { datasetName, readCode, readDatasets, type Used, type UsedData } from './query-cases.ts';
import type { YamlSource } from './yaml-source.ts';

// The databases of programs: of `call`, `program` and `http` tests.

/** The keys of the tests that say which databases a program has, and what is in them. */
export const dataHeads = ['database', 'redis'] as const;
export const dataKeys = [...dataHeads, 'schema', 'datasets'] as const;

/** The keys that a case has beside those of its kind. */
export const dataCaseKeys = {
  dataset: datasetName,
  redis: z.string().trim().min(1).optional().describe('Redis commands, one on a line, as a block after `|`'),
  probe: z.string().trim().min(1).optional().describe('a query that shows what the program has changed, with `rows:` beside it'),
  rows: readFromNode,
  queries: readFromNode,
};
const queriesSchema = z.object({ atMost: z.number().int().min(0).describe('how many statements the program may send at most, such as 2') });
/** Which databases the program of a case has. */
export interface Stores { database: boolean; redis: boolean }

type ReadCase = Pick<CaseData, 'redis'> & { dataset?: string | undefined; probe?: string | undefined };

/** Whether programs of these tests have a database. */
export function hasData(map: YAMLMap): boolean {
  return dataHeads.some((head) => map.has(head));
}

/** What the programs of these tests find in their databases, without what the track adds to it. */
export function readProgramData(source: YamlSource, map: YAMLMap, nodes: YAMLMap[]): { data: ProgramData; used: UsedData } | undefined {
  if (!hasData(map)) return undefined;
  const schema = readCode(source, source.valueOf(map, 'schema'), '`schema`', 'SQL');
  const datasets = readDatasets(source, source.valueOf(map, 'datasets'), 'SQL');
  const own = ['schema', 'datasets'].find((key) => map.has(key));
  if (own && !map.has('database')) source.problemAt(source.keyOf(map, own) ?? map, `\`${own}\` stands without \`database:\``, 'write `database:` above it');
  const database = readHead(source, map, 'database');
  const redis = readHead(source, map, 'redis');
  return {
    data: { ...(map.has('database') ? { sql: { schema, datasets } } : {}), ...(map.has('redis') ? { redis: { schema: '', datasets: {} } } : {}) },
    used: { ...optional('database', database), ...optional('redis', redis), datasets: nodes.flatMap((node) => readUse(source, node) ?? []), position: source.positionOf(source.keyOf(map, map.has('database') ? 'database' : 'redis') ?? map) },
  };
}

function readHead(source: YamlSource, map: YAMLMap, head: (typeof dataHeads)[number]): Used | undefined {
  const node = source.valueOf(map, head);
  if (!node || (isScalar(node) && node.value === null)) return undefined;
  if (isScalar(node) && datasetName.safeParse(node.value).success) return { name: String(node.value), position: source.positionOf(node) };
  source.problemAt(node, `\`${head}\` does not name a database`, `write the name of a folder in the track's \`datasets\`, such as \`${head}: shop\`, or nothing`);
  return undefined;
}

function readUse(source: YamlSource, node: YAMLMap): Used | undefined {
  const dataset = source.valueOf(node, 'dataset');
  return isScalar(dataset) && typeof dataset.value === 'string' ? { name: dataset.value, position: source.positionOf(dataset) } : undefined;
}

/** What a case says of its databases; undefined when its program has none. */
export function readCaseData(source: YamlSource, node: YAMLMap, read: ReadCase, stores: Stores): CaseData | undefined {
  const needs = { dataset: stores.database || stores.redis, redis: stores.redis, probe: stores.database, rows: stores.database, queries: stores.database };
  for (const [key, there] of Object.entries(needs)) {
    if (node.has(key) && !there) source.problemAt(source.keyOf(node, key) ?? node, `\`${key}\` stands in the tests of a program that has no ${key === 'redis' ? 'Redis' : 'database'}`, `write \`${key === 'redis' ? 'redis' : 'database'}:\` above \`cases:\`, with the name of one or nothing behind it`);
  }
  if (node.has('probe') !== node.has('rows')) source.problemAt(source.keyOf(node, node.has('probe') ? 'probe' : 'rows') ?? node, '`probe` and `rows` belong together', 'write the query as `probe:` and what it must answer as `rows: [[1, Ada]]`');
  if (!stores.database && !stores.redis) return undefined;
  const rows = node.has('rows') ? readRows(source, source.valueOf(node, 'rows')) : undefined;
  return {
    dataset: read.dataset ?? '', ...optional('redis', read.redis), ...optional('queries', readQueries(source, source.valueOf(node, 'queries'))),
    ...(read.probe !== undefined && rows !== undefined ? { probe: { sql: read.probe, rows } } : {}),
  };
}

function readQueries(source: YamlSource, node: Node | undefined): CaseData['queries'] {
  if (!node) return undefined;
  if (isMap(node)) return source.read(node, queriesSchema, '`queries`');
  source.problemAt(node, '`queries` says no number', 'write `queries: { atMost: 2 }`');
  return undefined;
}

/** A list of rows, each a list of values; or a matcher for it. */
function readRows(source: YamlSource, node: Node | undefined): NonNullable<CaseData['probe']>['rows'] | undefined {
  const rows = readExpected(source, node);
  if (isMap(node) && rows !== undefined && isMatcher(rows)) return rows;
  if (isSeq(node) && node.items.every((item) => isSeq(source.follow(item)) || isMap(source.follow(item)))) return rows;
  source.problemAt(node ?? 0, '`rows` is no list of rows', 'write each row as a list of values: `rows: [[1, Ada], [2, Ben]]`, and `[]` for none');
  return undefined;
}
