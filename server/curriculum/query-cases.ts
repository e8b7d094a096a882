import { isMap, isScalar, isSeq } from 'yaml';
import type { Node, YAMLMap } from 'yaml';
import { z } from 'zod';
import type { QueryCase, SourcePosition, Tests } from '../contract/exercise.ts';
import { type QueryRuntime, runtimeFacts } from '../contract/runtimes.ts';
import { caseKeys, optional, readFromNode } from './case-keys.ts';
import type { YamlSource } from './yaml-source.ts';

/** A name that an exercise's tests use, and where it stands. */
export interface Used { name: string; position: SourcePosition }

/**
 * What tests name and another file holds: the database, a program's Redis, and the dataset of each case, in their order. `position` is where
 * a program's databases are named.
 */
export interface UsedData { database?: Used; redis?: Used; datasets: Used[]; position?: SourcePosition }

/** The keys that stand beside `query:`. */
export const queryKeys = ['schema', 'datasets'] as const;

/** How the tests of a runtime begin: `query: shop`. */
export const queryHeads = { sql: 'query', documents: 'documents', keyvalue: 'keyvalue' } as const satisfies Record<QueryRuntime, string>;

const NAME = /^[a-z][a-z0-9-]*$/;

/** The dataset of a case. */
export const datasetName = z.string().regex(NAME).optional().describe('the name of a dataset, such as `small`, or leave it out for an empty database');

const withDataset = {
  ...caseKeys,
  dataset: datasetName,
  probe: z.string().trim().min(1).optional().describe('a query that shows what the code has changed'),
};
const withRows = {
  ...withDataset,
  ordered: z.boolean().default(false).describe('true when the order of rows counts'),
  refuses: readFromNode,
};
const sqlCaseSchema = z.object({ ...withRows, named: z.boolean().default(false).describe('true when the names of columns count'), plan: readFromNode });
const documentsCaseSchema = z.object(withRows);
/** The order of replies always counts; where a reply's own order says nothing, the runtime sorts it. */
const keyvalueCaseSchema = z.object(withDataset);
const statement = z.string().trim().min(1).describe('a statement that must fail');
/** Refusals as they are written. */
const sqlRefusalSchema = z.object({ sql: statement, sqlstate: z.string().regex(/^[0-9A-Z]{5}$/).describe("its SQLSTATE in quotes, such as `'23505'`") });
const documentsRefusalSchema = z.object({ run: statement, code: z.union([z.number().int(), z.string().regex(/^\w+$/)]).describe("the code of MongoDB's error, such as `11000`") });
const refusalExamples: Record<'sql' | 'documents', string> = { sql: '{ sql: "insert into …", sqlstate: \'23505\' }', documents: '{ run: "db.books.insertOne(…)", code: 11000 }' };
const names = z.array(z.string().min(1)).min(1).optional();
const planSchema = z.object({
  uses: names.describe('a list of indexes, such as `[orders_customer_id]`'),
  noScanOf: names.describe('a list of tables, such as `[orders]`'),
});

/** The tests of an exercise about a database, without what a database of the track adds to them. */
export function readQueryTests(source: YamlSource, map: YAMLMap, nodes: YAMLMap[], runtime: QueryRuntime): { tests: Tests; used: UsedData } {
  const head = queryHeads[runtime];
  const database = source.valueOf(map, head);
  const used: UsedData = { datasets: [] };
  if (isScalar(database) && typeof database.value === 'string' && NAME.test(database.value)) used.database = { name: database.value, position: source.positionOf(database) };
  else if (database && !(isScalar(database) && database.value === null)) source.problemAt(database, `\`${head}\` does not name a database`, `write the name of a folder in the track's \`datasets\`, such as \`${head}: shop\`, or nothing`);
  const language = runtimeFacts[runtime].label;
  const schema = readCode(source, source.valueOf(map, 'schema'), '`schema`', language);
  const datasets = readDatasets(source, source.valueOf(map, 'datasets'), language);
  const cases = nodes.flatMap((node) => {
    const read = readQueryCase(source, node, runtime);
    if (read && read.dataset !== '') used.datasets.push({ name: read.dataset, position: source.positionOf(source.valueOf(node, 'dataset') ?? node) });
    return read ?? [];
  });
  return { tests: { kind: 'query', runtime, schema, datasets, cases }, used };
}

function readQueryCase(source: YamlSource, node: YAMLMap, runtime: QueryRuntime): QueryCase | undefined {
  const what = `a \`${queryHeads[runtime]}\` case`;
  const rest = (read: z.infer<z.ZodObject<typeof withDataset>>) => ({
    name: read.name, hidden: read.hidden, hint: read.hint, position: source.positionOf(node), dataset: read.dataset ?? '', ...optional('probe', read.probe),
  });
  if (runtime === 'keyvalue') {
    const read = source.read(node, keyvalueCaseSchema, what);
    return read && { ...rest(read), ordered: true, named: false };
  }
  const refuses = optional('refuses', readRefusals(source, source.valueOf(node, 'refuses'), runtime));
  if (runtime === 'documents') {
    const read = source.read(node, documentsCaseSchema, what);
    return read && { ...rest(read), ordered: read.ordered, named: false, ...refuses };
  }
  const read = source.read(node, sqlCaseSchema, what);
  return read && { ...rest(read), ordered: read.ordered, named: read.named, ...refuses, ...optional('plan', readPlan(source, source.valueOf(node, 'plan'))) };
}

type Refusal = NonNullable<QueryCase['refuses']>[number];

function readRefusals(source: YamlSource, node: Node | undefined, runtime: keyof typeof refusalExamples): QueryCase['refuses'] {
  if (!node) return undefined;
  const items = isSeq(node) ? node.items.map((item) => source.follow(item)) : [];
  if (items.length === 0 || !items.every((item) => isMap(item))) {
    source.problemAt(node, '`refuses` lists no statements', `write \`refuses: [${refusalExamples[runtime]}]\``);
    return undefined;
  }
  return items.flatMap((item) => (runtime === 'sql' ? readSqlRefusal(source, item) : readDocumentsRefusal(source, item)) ?? []);
}

function readSqlRefusal(source: YamlSource, item: YAMLMap): Refusal | undefined {
  const read = source.read(item, sqlRefusalSchema, 'an entry of `refuses`');
  return read && { statement: read.sql, code: read.sqlstate };
}

function readDocumentsRefusal(source: YamlSource, item: YAMLMap): Refusal | undefined {
  const read = source.read(item, documentsRefusalSchema, 'an entry of `refuses`');
  return read && { statement: read.run, code: String(read.code) };
}

function readPlan(source: YamlSource, node: Node | undefined): QueryCase['plan'] {
  if (!node) return undefined;
  const read = isMap(node) ? source.read(node, planSchema, '`plan`') : undefined;
  if (!isMap(node) || (read && !read.uses && !read.noScanOf)) source.problemAt(node, '`plan` says nothing about the plan', 'write `plan: { uses: [an_index] }`, `plan: { noScanOf: [a_table] }` or both');
  return read && { ...optional('uses', read.uses), ...optional('noScanOf', read.noScanOf) };
}

export function readDatasets(source: YamlSource, node: Node | undefined, language: string): Record<string, string> {
  if (!node) return {};
  if (!isMap(node)) {
    source.problemAt(node, `\`datasets\` are names, each with what fills it`, `write \`datasets:\` and below it \`small: |\` with the ${language} code indented under it`);
    return {};
  }
  return Object.fromEntries(node.items.flatMap(({ key }) => {
    const name = isScalar(key) ? String(key.value) : '';
    if (NAME.test(name)) return [[name, readCode(source, source.valueOf(node, name), `the dataset \`${name}\``, language)]];
    source.problemAt(source.follow(key) ?? node, `\`${name}\` cannot be the name of a dataset`, 'use lower-case letters, digits and hyphens, such as `small`');
    return [];
  }));
}

/** Code as a text; empty, with a problem, when it is something else. */
export function readCode(source: YamlSource, node: Node | undefined, what: string, language: string): string {
  if (!node || (isScalar(node) && node.value === null)) return '';
  if (isScalar(node) && typeof node.value === 'string') return node.value;
  source.problemAt(node, `${what} is no ${language === 'SQL' ? 'SQL' : 'code'}`, 'write it as a block after `|`');
  return '';
}
