import { z } from '@hono/zod-openapi';
import { runtimeSchema } from './runtimes.ts';

// What a database holds, as it tells itself. Names of tables and columns are written as SQL has to write them: quoted where that is needed.

const name = z.string();

export const columnSchema = z.object({
  name,
  /** As it is written in CREATE TABLE, such as `numeric(8,2)` or `timestamptz`. */
  type: z.string(),
  /** Postgres's own name of the type without its parameters, as results have it: `numeric`, `timestamptz`, `int4`. */
  base: z.string(),
  /** NOT NULL. */
  required: z.boolean(),
  /** The expression of DEFAULT, or of a generated column. */
  default: z.string().nullable(),
  generated: z.enum(['', 'identity', 'stored', 'virtual']),
}).openapi('Column');
export type Column = z.infer<typeof columnSchema>;

export const referenceSchema = z.object({
  columns: z.array(name),
  table: name,
  /** The columns there, one for each of `columns`. */
  to: z.array(name),
}).openapi('Reference');
export type Reference = z.infer<typeof referenceSchema>;

export const tableSchema = z.object({
  name,
  kind: z.enum(['table', 'view', 'materialized view']),
  columns: z.array(columnSchema),
  primaryKey: z.array(name),
  /** Beside the primary key. */
  unique: z.array(z.array(name)),
  references: z.array(referenceSchema),
  /** The conditions of CHECK and EXCLUDE, as Postgres writes them. */
  checks: z.array(z.string()),
  /** Those that no key brings with it. */
  indexes: z.array(z.object({ name, unique: z.boolean(), on: z.array(z.string()), where: z.string().nullable() })),
  /** All of them; `rows` holds the first. */
  rowCount: z.number().int(),
  /** Values as Postgres writes them, null for NULL; a long one is cut and ends with `…`. */
  rows: z.array(z.array(z.string().nullable())),
}).openapi('Table');
export type Table = z.infer<typeof tableSchema>;

/** Of a database of documents. */
export const collectionSchema = z.object({
  name: z.string(),
  documentCount: z.number().int(),
  /** On the first level, in the order in which they are met; `documents` is how many of the first thousand have it, `types` what is in it there. */
  fields: z.array(z.object({ name: z.string(), types: z.array(z.string()), documents: z.number().int() })),
  /** Besides the one on `_id`. */
  indexes: z.array(z.object({ name: z.string(), on: z.array(z.string()), unique: z.boolean() })),
  /** The first, as mongosh prints them. */
  documents: z.array(z.string()),
}).openapi('Collection');
export type Collection = z.infer<typeof collectionSchema>;

export const contentSchema = z.object({ tables: z.array(tableSchema), collections: z.array(collectionSchema) });
/** What is in a database: tables of SQL, or collections of documents. */
export type Content = z.infer<typeof contentSchema>;

export const datasetSchema = contentSchema.extend({
  /** Empty for a database without rows. */
  name: z.string(),
}).openapi('Dataset');
export type Dataset = z.infer<typeof datasetSchema>;

export const datasetsSchema = z.object({
  /** Those that visible tests run on, the one that is shown first. */
  datasets: z.array(datasetSchema),
}).openapi('Datasets');
export type Datasets = z.infer<typeof datasetsSchema>;

/** A dataset of a track, on which the playground and examples may begin. */
export const sharedDatasetSchema = z.object({
  runtime: runtimeSchema,
  /** Track, database and dataset: `databases/shop/small`. */
  name: z.string(),
}).openapi('SharedDataset');
export type SharedDatasetName = z.infer<typeof sharedDatasetSchema>;

export const sharedDatasetsSchema = z.object({ datasets: z.array(sharedDatasetSchema) }).openapi('SharedDatasets');

/** With its tables or collections, if it has any, and all of it as a page shows it. */
export const shownDatasetSchema = sharedDatasetSchema.extend({ datasets: z.array(datasetSchema), html: z.string() }).openapi('ShownDataset');
export type ShownDataset = z.infer<typeof shownDatasetSchema>;

/** Where the tables of a diagram stand and how the lines between them run; all in pixels from its upper left corner. */
export interface Drawing {
  width: number;
  height: number;
  tables: { name: string; x: number; y: number; width: number; height: number; keys: { name: string; primary: boolean; foreign: boolean }[] }[];
  /** `line` and `arrow` are the data of SVG paths; the arrow stands at the table that is referred to. `optional`: the columns may be NULL. */
  references: { line: string; arrow: string; optional: boolean }[];
}
