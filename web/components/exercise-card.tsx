import type { ProgressState } from '../../server/contract/api.ts';
import { paths } from '../../server/contract/paths.ts';
import type { ExerciseCard } from '../../server/contract/views.ts';
import { Difficulty } from './difficulty.tsx';
import { PageIcon } from './page-icon.tsx';
import { Languages } from './languages.tsx';
import { StateMark } from './state-mark.tsx';

const verbs = { untouched: 'Start', started: 'Go on', solved: 'Open again' } as const satisfies Record<ProgressState, string>;

/** An exercise where the prose places it: what it is, how far the learner is with it, and one button. */
export function ExerciseCardView({ exercise }: { exercise: ExerciseCard }) {
  const titleId = `exercise-${exercise.id}`;
  return (
    <section class="exercise-card" data-state={exercise.state} aria-labelledby={titleId}>
      <div class="exercise-card__words">
        <p class="exercise-card__kind"><PageIcon name="code" /> Exercise</p>
        <h3 class="exercise-card__title" id={titleId}>{exercise.title}</h3>
        <ul class="exercise-card__facts">
          <li><StateMark state={exercise.state} /></li>
          <li><Difficulty level={exercise.difficulty} /></li>
          {exercise.minutes !== undefined && <li class="tabular">{exercise.minutes} min</li>}
          <li><Languages runtimes={exercise.runtimes} solvedIn={exercise.solvedIn} /></li>
        </ul>
      </div>
      <a class={exercise.state === 'solved' ? 'button' : 'button button--primary'} href={paths.exercise(exercise.id)}>
        {verbs[exercise.state]}<span class="visually-hidden">: {exercise.title}</span>
      </a>
    </section>
  );
}
