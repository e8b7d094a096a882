import type { Exercise, QueryCase, SourcePosition } from '../contract/exercise.ts';
import type { Sandbox } from '../contract/sandbox.ts';
import { referencesOf } from '../judge/reference.ts';
import type { CurriculumProblem } from './problem.ts';

/**
 * What only running finds about the expectations of an exercise about a database, which are what its own solution answers: that it cannot be
 * run on every dataset, that it answers nothing a learner's code could miss, that a case compares nothing at all.
 * @param place where the solution stands
 */
export async function findReferenceProblems(sandbox: Sandbox, exercise: Exercise, place: SourcePosition): Promise<CurriculumProblem[]> {
  const { tests } = exercise;
  if (tests.kind !== 'query') return [];
  const found = await referencesOf(sandbox).find(exercise);
  if ('fault' in found) {
    const where = found.caseName === undefined ? '' : ` in the case "${found.caseName}"`;
    return [{ ...place, what: `the solution for \`${tests.runtime}\` does not run${where}: ${found.fault.slice(0, 500)}`, remedy: 'mend the solution, the dataset, or the case' }];
  }
  const resultOf = ({ name, probe }: QueryCase) => (probe === undefined ? found.answers.get(name)?.rows : found.answers.get(name)?.probe);
  const problems: CurriculumProblem[] = tests.cases.flatMap((testCase) => {
    const result = resultOf(testCase);
    if (!result && !testCase.refuses && !testCase.plan) return [{ ...testCase.position, what: `the case "${testCase.name}" compares nothing: the solution answers ${tests.runtime === 'sql' ? 'no rows' : 'nothing'}`, remedy: tests.runtime === 'keyvalue' ? 'add a `probe:` that shows what the code has changed' : 'add a `probe:` that shows what the code has changed, or `refuses:`' }];
    if (result && result.rowCount > result.rows.length) return [{ ...testCase.position, what: `the case "${testCase.name}" has ${result.rowCount} rows, of which only ${result.rows.length} can be compared`, remedy: 'use a smaller dataset, or ask for fewer rows' }];
    return [];
  });
  const results = tests.cases.map(resultOf).filter((result) => result !== undefined);
  if (results.length > 0 && results.every(({ rows }) => rows.length === 0)) problems.push({ ...place, what: 'the solution answers no rows on any dataset, so a query that never finds anything passes', remedy: 'add a case on a dataset that has what the task asks for' });
  return problems;
}
