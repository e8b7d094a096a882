import type { AttemptState } from '../contract/views.ts';
import type { Standing } from './state.ts';

//   unseen ──writes or submits──▶ trying ──passes──▶ solved
//      └────────asks for the solution───▶ gave-up ──passes──▶ solved

export const mayRevealSolution = { unseen: false, trying: false, 'gave-up': true, solved: true } satisfies Record<AttemptState, boolean>;

/** How far the learner is with one exercise. */
export function attemptState(standing: Standing, exerciseId: string): AttemptState {
  const state = standing.ofExercise(exerciseId);
  if (state === 'solved') return 'solved';
  if (standing.events.giveUps.some((giveUp) => giveUp.exerciseId === exerciseId)) return 'gave-up';
  return state === 'started' ? 'trying' : 'unseen';
}
