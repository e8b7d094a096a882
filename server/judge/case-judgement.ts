import type { ComparedRows } from '../contract/report.ts';

/** What became of one test case. `kind` is the same for the same kind of fault, and tells mistakes apart. */
export interface CaseJudgement {
  status: 'passed' | 'failed' | 'error' | 'skipped';
  kind: string;
  /** What differs, in words. */
  message?: string;
  path?: string;
  expected?: string;
  actual?: string;
  /** Both sides as tables, where rows are compared. */
  expectedRows?: ComparedRows;
  actualRows?: ComparedRows;
  /** As `shownPlan` cuts it, where the plan is looked at. */
  plan?: Record<string, unknown>;
  line?: number;
  column?: number;
}

/** What came back is the answer to another kind of question. */
export function unfitting(): CaseJudgement {
  return { status: 'failed', kind: 'nothing to read', message: 'What came back does not fit this kind of test, so it counts as failed.' };
}
