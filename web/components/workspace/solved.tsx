import type { ExerciseView } from '../../../server/contract/views.ts';
import { paths } from '../../../server/contract/paths.ts';
import type { Runtime } from '../../../server/contract/runtimes.ts';
import { languageNames } from '../languages.tsx';
import { addressOf } from '../next-step.ts';
import { Icon } from '../icon.tsx';
import { SOLUTION_ID } from './solution.tsx';

/** What a pass says: what was practised, and one way on. */
export function Solved({ view, runtime, solvedIn, onCompare }: { view: ExerciseView; runtime: Runtime; solvedIn: Runtime[]; onCompare: () => void }) {
  const onward = wayOn(view);
  const left = view.exercise.runtimes.filter((each) => each !== runtime && !solvedIn.includes(each));
  return (
    <div class="solved">
      <p>
        Well done.{' '}
        {view.exercise.skills.length > 0 && <>You practised {listed(view.exercise.skills)}.</>}
        {left.length > 0 && <> The same tests wait for you in {languageNames(left)}.</>}
      </p>
      <p class="solved__ways">
        <a class="button button--primary" href={onward.href}>{onward.words}<Icon name="next" /></a>
        <a class="button button--plain" href={`#${SOLUTION_ID}`} onClick={onCompare}>Compare with the solution</a>
      </p>
    </div>
  );
}

/** The lesson's next exercise, else what the learner's progress suggests, else back to the lesson. */
function wayOn({ exercise, next, whatNext, lesson }: ExerciseView): { href: string; words: string } {
  if (next) return { href: paths.exercise(next.id), words: `Next: ${next.title}` };
  const address = addressOf(whatNext);
  if (address && whatNext.exerciseId !== exercise.id) return { href: address, words: `Next: ${whatNext.title}` };
  return whatNext.kind === 'all-done'
    ? { href: paths.progress(), words: 'That was the last one: see your progress' }
    : { href: paths.lesson(lesson.id), words: `Back to ${lesson.title}` };
}

function listed(skills: string[]): string {
  const words = skills.map((skill) => skill.replaceAll('-', ' '));
  return new Intl.ListFormat('en', { type: 'conjunction' }).format(words);
}
