import { useState } from 'preact/hooks';
import { runtimeFacts, type Runtime } from '../../../server/contract/runtimes.ts';
import { paths } from '../../../server/contract/paths.ts';
import { Icon } from '../icon.tsx';
import type { Solutions } from './ask.ts';
import { Tabs } from './tabs.tsx';
import { FORM_ID } from './form.ts';

interface SolutionProps {
  exerciseId: string;
  solutions: Solutions | undefined;
  revealed: boolean;
  live: boolean;
  runtime: Runtime;
  testsHidden: boolean;
  onGiveUp: () => void;
  /** Whether it is shown, once it may be. */
  open: boolean;
  onShow: () => void;
  onHide: () => void;
}

/** Within the fold, so that a link to it opens the fold without a script too. */
export const SOLUTION_ID = 'solution';

/** The author's solution: behind a question until the exercise is solved or given up, behind a click afterwards. */
export function Solution({ exerciseId, solutions, revealed, live, runtime, testsHidden, open, onGiveUp, onShow, onHide }: SolutionProps) {
  if (!revealed) {
    return (
      <details class="fold task__solution">
        <summary class="fold__summary"><Icon name="chevron-right" />Show the solution</summary>
        <div class="fold__body">
          <p>You can still solve the exercise afterwards, and your code stays as it is.{testsHidden && ' The hidden tests stay hidden.'} Your progress notes that you looked.</p>
          <p class="fold__actions">
            <button
              class="button button--small" form={FORM_ID} name="action" value="give-up"
              onClick={(event) => { if (live) { event.preventDefault(); onGiveUp(); } }}
            >
              Show me the solution
            </button>
          </p>
        </div>
      </details>
    );
  }
  return (
    <details class="fold task__solution" open={open} onToggle={(event) => { if (event.currentTarget.open) onShow(); else onHide(); }}>
      <summary class="fold__summary"><Icon name="chevron-right" />Solution</summary>
      <div class="fold__body" id={SOLUTION_ID} tabIndex={-1}>{solutions ? <Shown key={runtime} exerciseId={exerciseId} solutions={solutions} runtime={runtime} live={live} /> : <p class="meta">The solution is on its way…</p>}</div>
    </details>
  );
}

function Shown({ exerciseId, solutions, runtime, live }: { exerciseId: string; solutions: Solutions; runtime: Runtime; live: boolean }) {
  const [chosen, choose] = useState<Runtime>(solutions.some((each) => each.runtime === runtime) ? runtime : (solutions[0]?.runtime ?? runtime));
  const [only] = solutions;
  const ownFirst = [...solutions].sort((one, other) => Number(other.runtime === runtime) - Number(one.runtime === runtime));
  if (solutions.length === 1 && only) return <div class="solution__code" dangerouslySetInnerHTML={{ __html: only.html }} />;
  return (
    <Tabs<Runtime>
      name="solution" label="Languages of the solution" live={live} chosen={chosen} onChoose={choose}
      aside={<a class="button button--plain button--small" href={paths.solution(exerciseId, { runtime: chosen })}>Side by side<Icon name="next" /></a>}
      tabs={ownFirst.map(({ runtime: id, html }) => ({
        id, title: runtimeFacts[id].label, heading: runtimeFacts[id].label,
        content: <div class="solution__code" dangerouslySetInnerHTML={{ __html: html }} />,
      }))}
    />
  );
}
