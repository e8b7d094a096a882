import type { Exercise } from '../../../server/contract/exercise.ts';
import { CPU_MS } from '../../../server/contract/limits.ts';
import type { Verdict } from '../../../server/contract/report.ts';
import type { Sandbox } from '../../../server/contract/sandbox.ts';
import { executeExercise } from '../../../server/judge/execute.ts';
import { equivalents } from './equivalents.ts';
import { type Mutant, mutantsOf } from './mutants.ts';

/**
 * What became of a mutant: `refused` by a case's data, `survived` all of them, `broken` (it cannot run at all, so it proves
 * nothing), `equivalent` (it passes, and is listed as one that must).
 */
export type Fate = 'refused' | 'survived' | 'broken' | 'equivalent';

export interface Judged { exercise: Exercise; fates: { mutant: Mutant; fate: Fate }[]; problems: string[] }

/** All mutants of an exercise's solution. */
export async function mutantsOfExercise({ solution, tests }: Exercise): Promise<{ original: string; mutants: Mutant[] }> {
  if (tests.kind !== 'query' || tests.runtime !== 'sql') throw new Error(`${tests.kind} tests have no SQL to change`);
  return mutantsOf(solution.sql ?? '', { schema: tests.schema, ordered: tests.cases.some(({ ordered }) => ordered) });
}

/** Runs, one after the other, the mutants that `choose` picks, and every listed equivalent, against all cases. `problems` are what would make the figures lie. */
export async function judgeMutants(sandbox: Sandbox, exercise: Exercise, choose: (mutants: Mutant[]) => Mutant[]): Promise<Judged> {
  const { original, mutants } = await mutantsOfExercise(exercise);
  const listed = equivalents[exercise.id] ?? {};
  const known = new Set(mutants.map(({ id }) => id));
  const problems = Object.keys(listed).filter((id) => !known.has(id)).map((id) => `the equivalent "${id}" is no mutant any more`);
  // Whatever is refused below is refused for its change, not for the way in which the tree was written out.
  const whole = await outcome(sandbox, exercise, original);
  if (whole !== 'survived') problems.push(`the solution itself, parsed and written again, is ${whole}`);
  const chosen = new Set([...choose(mutants.filter(({ id }) => !Object.hasOwn(listed, id))), ...mutants.filter(({ id }) => Object.hasOwn(listed, id))]);
  const fates: Judged['fates'] = [];
  for (const mutant of chosen) {
    const came = await outcome(sandbox, exercise, mutant.sql);
    const isListed = Object.hasOwn(listed, mutant.id);
    if (isListed && came !== 'survived') problems.push(`"${mutant.id}" is listed as equivalent, and is ${came}`);
    fates.push({ mutant, fate: isListed && came === 'survived' ? 'equivalent' : came });
  }
  return { exercise, fates, problems };
}

/**
 * Errors that the data has no part in: in the syntax and what names and types demand (class 42), of what Postgres does not offer (0A),
 * and in constants (2200…, 22P02). https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const CANNOT_RUN = /^error: code (42...|0A...|22007|22008|22P02)$/;

/** Whether the judge's words for such errors are still the ones above: else everything broken would count as refused. */
export async function provesBroken(sandbox: Sandbox, exercise: Exercise): Promise<boolean> {
  return await outcome(sandbox, exercise, 'select nothing from nowhere') === 'broken';
}

const STOPPED = new Set<Verdict>(['timed-out', 'out-of-memory']);

async function outcome(sandbox: Sandbox, exercise: Exercise, code: string): Promise<'refused' | 'survived' | 'broken'> {
  const run = (limits: Exercise['limits']) => executeExercise(sandbox, { ...exercise, limits }, { runtime: 'sql', code }, 'all', { owner: 'mutants' });
  let { report, fingerprint } = await run(exercise.limits);
  // A busy machine stops what would have ended; what never ends, or never has enough, shows itself once more.
  if (STOPPED.has(report.verdict) && !report.tests.some(({ status }) => status === 'failed')) ({ report, fingerprint } = await run({ ...exercise.limits, timeMs: CPU_MS.ceiling }));
  if (report.verdict === 'crashed') throw new Error(`${exercise.id}: ${report.message}\n${code}`);
  if (report.verdict === 'passed') return 'survived';
  return fingerprint.cases.every(({ kind }) => CANNOT_RUN.test(kind)) ? 'broken' : 'refused';
}
