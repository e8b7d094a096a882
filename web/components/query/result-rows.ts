import type { RunReport } from '../../../server/contract/report.ts';

/** What one statement answered. */
export type ResultRows = NonNullable<RunReport['rows']>[number];
