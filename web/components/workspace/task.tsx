import { useState } from 'preact/hooks';
import type { ExerciseView } from '../../../server/contract/views.ts';
import { Difficulty } from '../difficulty.tsx';
import { Icon } from '../icon.tsx';
import { languageNames } from '../languages.tsx';
import { Solution } from './solution.tsx';
import type { Solutions } from './ask.ts';
import { ScrollText } from './scroll-text.tsx';

interface TaskProps {
  view: ExerciseView;
  live: boolean;
  solutions: Solutions | undefined;
  /** Whether the learner may see the solution already. */
  revealed: boolean;
  onGiveUp: () => void;
  solutionOpen: boolean;
  onSolutionToggle: (open: boolean) => void;
}

/** What is asked, what is given, and the help there is. */
export function Task({ view, live, solutions, revealed, onGiveUp, solutionOpen, onSolutionToggle }: TaskProps) {
  const { exercise } = view;
  const files = Object.entries(exercise.files);
  return (
    <>
      <p class="task__facts meta">
        <Difficulty level={exercise.difficulty} />
        {exercise.minutes !== undefined && <span>{exercise.minutes} min</span>}
        <Attempt view={view} />
      </p>
      <div class="prose prose--task task__prose" dangerouslySetInnerHTML={{ __html: exercise.taskHtml }} />
      {view.datasetHtml && <div dangerouslySetInnerHTML={{ __html: view.datasetHtml }} />}
      {files.length > 0 && (
        <section class="task__files" aria-label="Files given to your program">
          {files.map(([name, text]) => (
            <details class="fold" key={name}>
              <summary class="fold__summary"><Icon name="chevron-right" />{name}</summary>
              <ScrollText class="labelled__text" label={name} text={text} />
            </details>
          ))}
        </section>
      )}
      {exercise.hintsHtml.length > 0 && (
        <section class="task__help" aria-labelledby="hints-title">
          <h2 class="task__heading" id="hints-title">Hints</h2>
          <Hints hints={exercise.hintsHtml} from={0} />
        </section>
      )}
      <Solution
        exerciseId={exercise.id} solutions={solutions} revealed={revealed} live={live} runtime={view.runtime} testsHidden={exercise.tests.some(({ hidden }) => hidden)}
        open={solutionOpen} onGiveUp={onGiveUp} onShow={() => onSolutionToggle(true)} onHide={() => onSolutionToggle(false)}
      />
    </>
  );
}

function Attempt({ view }: { view: ExerciseView }) {
  if (view.attempt === 'solved') return <span class="state state--passed"><Icon name="solved" /> Solved{view.exercise.runtimes.length > 1 && ` in ${languageNames(view.solvedIn)}`}</span>;
  if (view.attempt === 'unseen') return null;
  return <span class="state state--caution"><Icon name="started" /> Started</span>;
}

/** The next hint stands inside the one before it, so that they open one by one, with a script or without. */
function Hints({ hints, from }: { hints: string[]; from: number }) {
  const [open, setOpen] = useState(false);
  const hint = hints[from];
  if (hint === undefined) return null;
  return (
    <details class="fold" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary class="fold__summary"><Icon name="chevron-right" />Hint {from + 1} <span class="meta">of {hints.length}</span></summary>
      <div class="fold__body">
        <div class="prose prose--task" dangerouslySetInnerHTML={{ __html: hint }} />
      </div>
      <Hints hints={hints} from={from + 1} />
    </details>
  );
}
