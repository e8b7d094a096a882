import { z } from '@hono/zod-openapi';

export const verdicts = ['passed', 'failed', 'error', 'timed-out', 'out-of-memory', 'output-limit', 'crashed'] as const;
export const verdictSchema = z.enum(verdicts).openapi('Verdict');
export type Verdict = z.infer<typeof verdictSchema>;

/**
 * One side of a test that compares rows: as many as are shown, with their places. `missing` rows have no equal among those that
 * came, `surplus` ones none among the expected, `differs` stands on both sides of a pair with other values, `moved` rows are
 * right but stand elsewhere.
 */
export const comparedRowsSchema = z.object({
  columns: z.array(z.string()),
  types: z.array(z.string()),
  rows: z.array(z.object({
    /** The row's place in the whole result, from 1. */
    number: z.number().int(),
    values: z.array(z.string().nullable()),
    mark: z.enum(['missing', 'surplus', 'differs', 'moved']).optional(),
    /** The columns, from 0, whose values differ. */
    differing: z.array(z.number().int()).optional(),
  })),
  /** How many rows there are in all. */
  rowCount: z.number().int(),
  /** `number` of the first row that differs. */
  first: z.number().int().optional(),
}).openapi('ComparedRows');
export type ComparedRows = z.infer<typeof comparedRowsSchema>;

/** `input`, `expected` and `actual` are readable text; they, the rows and the plan are absent for hidden cases. */
export const testResultSchema = z.object({
  name: z.string(),
  status: z.enum(['passed', 'failed', 'error', 'skipped']),
  hidden: z.boolean(),
  message: z.string().optional(),
  /** The author's hint, given for the first case that fails. */
  hint: z.string().optional(),
  input: z.string().optional(),
  expected: z.string().optional(),
  actual: z.string().optional(),
  /** The same as tables, for a test that compares rows. */
  expectedRows: comparedRowsSchema.optional(),
  actualRows: comparedRowsSchema.optional(),
  /** The top node of EXPLAIN (FORMAT JSON), for a test that looks at the plan. */
  plan: z.record(z.string(), z.unknown()).optional(),
  /** Where expected and actual first differ, such as `items[2].price`. */
  path: z.string().optional(),
  line: z.number().int().optional(),
  stdout: z.string().optional(),
  durationMs: z.number(),
}).openapi('TestResult');
export type TestResult = z.infer<typeof testResultSchema>;

export const httpResponseSchema = z.object({
  status: z.number().int(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
}).openapi('HttpResponse');

/** `rowCount` is how many rows were answered or changed, `rows` as many as are shown: values as Postgres writes them, null for NULL. */
export const resultRowsSchema = z.object({
  columns: z.array(z.string()),
  /** Postgres's names, one for each column. */
  types: z.array(z.string()).optional(),
  rows: z.array(z.array(z.unknown())),
  rowCount: z.number().int().optional(),
  /** Its place among all results, from 1, where the first ones were left out. */
  number: z.number().int().optional(),
  /** `SELECT`, `INSERT`, `CREATE TABLE` … */
  command: z.string().optional(),
  durationMs: z.number().optional(),
}).openapi('ResultRows');

export const runReportSchema = z.object({
  verdict: verdictSchema,
  message: z.string().optional(),
  line: z.number().int().optional(),
  column: z.number().int().optional(),
  exitCode: z.number().int().optional(),
  limit: z.object({ name: z.enum(['time', 'memory', 'output']), value: z.number(), unit: z.enum(['ms', 'MB', 'KiB']) }).optional(),
  stdout: z.string(),
  stderr: z.string(),
  durationMs: z.number(),
  memoryMb: z.number().optional(),
  /** The sentence of a mistake that this code matches: `text` as the author wrote it in Markdown, `html` rendered and sanitised. */
  advice: z.object({ title: z.string(), text: z.string(), html: z.string() }).optional(),
  tests: z.array(testResultSchema),
  responses: z.array(httpResponseSchema).optional(),
  /** What SQL answered for the first visible test, or in the playground: a result for each statement, bounded. */
  rows: z.array(resultRowsSchema).optional(),
  notices: z.array(z.string()).optional(),
  /** The top node of EXPLAIN (FORMAT JSON), where the test asks for the plan. */
  plan: z.record(z.string(), z.unknown()).optional(),
}).openapi('RunReport');
export type RunReport = z.infer<typeof runReportSchema>;
