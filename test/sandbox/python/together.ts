import { beforeAll } from 'vitest';
import type { CaseInput } from '../../../server/contract/exercise.ts';
import type { RunOutcome } from '../../../server/contract/observation.ts';
import type { useSandbox } from '../support.ts';

type Run = ReturnType<typeof useSandbox>['run'];
/** A little more than there are runners, so that none of them waits. */
const AT_A_TIME = 4;

export interface Job { code: string; inputs: CaseInput[]; given?: Parameters<Run>[2] }

/** Runs all jobs before the tests, several at a time; each test then looks at one outcome, by the index of its job. */
export function useOutcomes(run: Run, jobs: Job[]): (index: number) => RunOutcome {
  const outcomes: RunOutcome[] = [];
  beforeAll(async () => {
    let next = 0;
    await Promise.all(Array.from({ length: AT_A_TIME }, async () => {
      for (let index = next++; index < jobs.length; index = next++) {
        const { code, inputs, given } = jobs[index]!;
        outcomes[index] = await run(code, inputs, { runtime: 'python', ...given });
      }
    }));
  }, 120_000);
  return (index) => outcomes[index]!;
}
