import type { CaseInput, HttpResponse } from '../../../../contract/exercise.ts';
import type { ProgramError } from '../../../../contract/observation.ts';
import type { Ended } from '../../../messages.ts';

/** What is known of a case when nothing of it is left to happen. */
interface Known { failure: ProgramError | undefined; exitCode: number | undefined; seen: Ended | undefined; responses: HttpResponse[] }

/** How a program or an app ended. */
export function endOf(kind: CaseInput['kind'], { failure, exitCode, seen, responses }: Known): Ended {
  if (kind === 'program') {
    if (exitCode !== undefined) return { ended: 'exited', exitCode };
    if (failure) return { ended: 'exited', exitCode: 1, error: failure };
  } else if (failure) {
    return { ended: 'responded', responses, error: failure };
  } else if (exitCode !== undefined) {
    return { ended: 'responded', responses, error: { name: 'Error', message: `Your app called process.exit(${exitCode}) instead of answering.` } };
  }
  return seen ?? { ended: 'waits-forever' };
}
