import type { NextStep } from '../../server/contract/api.ts';
import { paths } from '../../server/contract/paths.ts';

/** Where a step leads; undefined when everything is done. */
export function addressOf(step: NextStep): string | undefined {
  if (step.kind === 'all-done') return undefined;
  if (step.exerciseId) return paths.exercise(step.exerciseId);
  if (step.lessonId) return paths.lesson(step.lessonId);
  return undefined;
}

/** The verb a step's button begins with; the step's title follows it. */
export const stepVerbs = {
  begin: 'Begin with', continue: 'Go on with', next: 'Next:', 'all-done': 'All done',
} as const satisfies Record<NextStep['kind'], string>;
