import { z } from '@hono/zod-openapi';

// The tables of a database as its catalogue tells them. Names are written as SQL has to write them: quoted where that is needed.

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

export const datasetSchema = z.object({
  /** Empty for the tables alone. */
  name: z.string(),
  tables: z.array(tableSchema),
}).openapi('Dataset');
export type Dataset = z.infer<typeof datasetSchema>;

export const datasetsSchema = z.object({
  /** Those that visible tests run on, the one that is shown first. */
  datasets: z.array(datasetSchema),
}).openapi('Datasets');
export type Datasets = z.infer<typeof datasetsSchema>;

/** Where the tables of a diagram stand and how the lines between them run; all in pixels from its upper left corner. */
export interface Drawing {
  width: number;
  height: number;
  tables: { name: string; x: number; y: number; width: number; height: number; keys: { name: string; primary: boolean; foreign: boolean }[] }[];
  /** `line` and `arrow` are the data of SVG paths; the arrow stands at the table that is referred to. `optional`: the columns may be NULL. */
  references: { line: string; arrow: string; optional: boolean }[];
}
