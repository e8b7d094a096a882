import type { ChosenRuntime } from '../contract/chosen-runtime.ts';
import type { Exercise } from '../contract/exercise.ts';
import type { Runtime } from '../contract/runtimes.ts';
import type { LearnerEvents } from '../progress/events.ts';

/**
 * The language to open an exercise in when none is asked for: the one used or chosen there last, else the one used or
 * chosen last anywhere that the exercise knows, else the exercise's first.
 */
export function runtimeToOpen({ id, runtimes }: Pick<Exercise, 'id' | 'runtimes'>, { submissions, drafts }: LearnerEvents, chosen: ChosenRuntime | undefined): Runtime {
  const uses = [...submissions.map(({ exerciseId, runtime, createdAt }) => ({ exerciseId, runtime, at: createdAt })), ...drafts, ...(chosen ? [chosen] : [])]
    .filter(({ runtime }) => runtimes.includes(runtime));
  const last = latest(uses.filter(({ exerciseId }) => exerciseId === id)) ?? latest(uses);
  const runtime = last?.runtime ?? runtimes[0];
  if (!runtime) throw new Error(`The exercise ${id} has no runtime`);
  return runtime;
}

function latest<Use extends { at: Date }>(uses: Use[]): Use | undefined {
  return uses.reduce<Use | undefined>((found, use) => (found && found.at > use.at ? found : use), undefined);
}
