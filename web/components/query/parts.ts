// What shows the answers of databases. Loaded when there is one to show; see workspace/parts.ts.
export { PlanOfTest } from './plan-of-test.tsx';
export { ResultSets } from './result-sets.tsx';
export { RowDifference } from './row-difference.tsx';
