import { useEffect, useRef, useState } from 'preact/hooks';
import type { ExerciseView } from '../../../server/contract/views.ts';
import { runtimeFacts } from '../../../server/contract/runtimes.ts';
import { paths } from '../../../server/contract/paths.ts';
import { Breadcrumbs } from '../breadcrumbs.tsx';
import { Icon } from '../icon.tsx';
import type { OpenEditor } from './code-editor.ts';
import { CodeField, plainLines, type CodeFieldHandle } from './code-field.tsx';
import { DraftLine, OtherVersions } from './draft-line.tsx';
import { draftStatus } from './draft-sync.ts';
import { FORM_ID } from './form.ts';
import { Keys } from './keys.tsx';
import { PaneTabs, Separator, type PaneName } from './panes.tsx';
import { Results } from './results.tsx';
import { isInFlight } from './run-state.ts';
import { Solved } from './solved.tsx';
import { Task } from './task.tsx';
import { History, Language, Reset } from './toolbar.tsx';
import { useWorkspace } from './use-workspace.ts';
import { countPassed, failingLine, inDuration } from './verdict.ts';

export interface WorkspaceProps {
  view: ExerciseView;
  /** Loads the code editor; absent on the server. */
  openEditor?: () => Promise<{ openEditor: OpenEditor }>;
}

/** The exercise page below the header: a form that works by itself, and the same components alive in the browser. */
export function Workspace({ view: given, openEditor }: WorkspaceProps) {
  const view = { ...given, code: plainLines(given.code) };
  const { exercise, track, lesson, place } = view;
  const field = useRef<CodeFieldHandle>(null);
  const work = useWorkspace(view, field);
  const [pane, setPane] = useState<PaneName>('task');
  const [solutionOpen, setSolutionOpen] = useState(false);
  const { live, run } = work;
  const inFlight = isInFlight(run);
  const report = run.outcome?.report;
  const mark = report && run.phase === 'judged' ? failingLine(report) : undefined;
  const marks = mark ? [mark] : [];
  const revealed = work.attempt === 'solved' || work.attempt === 'gave-up';

  const begin = (action: 'run' | 'submit') => {
    if (inFlight) return;
    work.begin(action);
    setPane('results');
  };
  const toggleSolution = (open: boolean) => {
    setSolutionOpen(open);
    if (open && live) void work.readSolution();
  };
  const goTo = live ? (line: number, column?: number) => {
    setPane('code');
    setTimeout(() => field.current?.goTo(line, column)); // in narrow windows the editor is not there before the render
  } : undefined;
  const commands = [
    { id: 'run', label: 'Groundwork: run the visible tests', shift: false, run: () => begin('run') },
    { id: 'submit', label: 'Groundwork: submit', shift: true, run: () => begin('submit') },
  ];
  useShortcuts(commands, work.save);

  return (
    <div class="workspace" data-pane={pane} data-live={live ? '' : undefined}>
      <div class="workspace__bar">
        <Breadcrumbs trail={[{ title: track.title, href: paths.track(track.id) }, { title: lesson.title, href: paths.lesson(lesson.id) }]} />
        <nav class="workspace__neighbours" aria-label="Exercises of this lesson">
          {view.previous && <a class="button button--plain button--small" rel="prev" href={paths.exercise(view.previous.id)} title={view.previous.title}><Icon name="previous" /><span class="workspace__neighbour-word">Previous</span></a>}
          <span class="meta tabular">{place.number} of {place.of}</span>
          {view.next && <a class="button button--plain button--small" rel="next" href={paths.exercise(view.next.id)} title={view.next.title}><span class="workspace__neighbour-word">Next</span><Icon name="next" /></a>}
        </nav>
      </div>
      <PaneTabs
        live={live} chosen={pane} onChoose={setPane}
        titles={{ task: 'Task', code: 'Code', results: report ? <>Results <span class="tabular">{countPassed(report.tests)}</span></> : 'Results' }}
      />
      <div class="panes">
        <h1 class="workspace__title">{exercise.title}</h1>
        <section class="pane pane--task" id="task" aria-label="Task">
          <Task
            view={{ ...view, runtime: work.runtime, attempt: work.attempt, solvedIn: work.solvedIn }} live={live} solutions={work.solutions} revealed={revealed}
            onGiveUp={() => { setSolutionOpen(true); void work.giveUp(); }} solutionOpen={solutionOpen} onSolutionToggle={toggleSolution}
          />
        </section>
        <Separator pane="task" label="Width of the task" controls="task" orientation="vertical" initial={38} least={20} most={65} />
        <div class="pane pane--work">
          <form class="code-pane" id={FORM_ID} method="post" action={paths.exercise(exercise.id)} onSubmit={(event) => { if (live && !leaves(event)) event.preventDefault(); }}>
            <input type="hidden" name="runtime" value={work.runtime} />
            <div class="toolbar" id="code">
              <Language
                exerciseId={exercise.id} runtimes={exercise.runtimes} chosen={work.runtime} solvedIn={work.solvedIn} history={work.history} live={live}
                onChoose={(runtime) => void work.chooseRuntime(runtime)}
              />
              <Reset live={live} onReset={work.reset} />
              <UndoButton work={work} canUndoReset={view.canUndoReset && work.runtime === view.runtime && work.sync.code === exercise.starter[view.runtime]} />
              <History exerciseId={exercise.id} runtime={work.runtime} history={work.history} live={live} onOpen={() => { if (live) void work.refreshHistory(); }} onReopen={(id) => void work.reopen(id)} />
              <DraftLine status={draftStatus(work.sync)} />
            </div>
            {work.notice && (
              <p class={`notice notice--${work.notice.kind} code-pane__notice`}>
                <Icon name={work.notice.kind} /><span>{work.notice.text}</span>
                {live && <button type="button" class="button button--plain button--small" onClick={work.dismissNotice}>Close</button>}
              </p>
            )}
            <OtherVersions others={work.sync.others} onTake={work.take} onDismiss={work.dismiss} />
            <CodeField
              handle={field} label={`Your code, ${runtimeFacts[work.runtime].label}`} code={view.code} runtime={work.runtime} marks={marks}
              commands={commands} onEdit={work.edit} openEditor={openEditor}
            />
            <div class="actions">
              <button class="button" name="action" value="run" aria-disabled={inFlight} onClick={(event) => taken(event, live, () => begin('run'))}>
                {running(run, 'run') ? <span class="spinner" aria-hidden="true" /> : <Icon name="play" />}{running(run, 'run') ? 'Running…' : 'Run'}
                <Keys live={live} />
              </button>
              <button class="button button--primary" name="action" value="submit" aria-disabled={inFlight} onClick={(event) => taken(event, live, () => begin('submit'))}>
                {running(run, 'submit') ? <span class="spinner" aria-hidden="true" /> : <Icon name="submit" />}{running(run, 'submit') ? 'Submitting…' : 'Submit'}
                <Keys live={live} shift />
              </button>
              {!live && <button class="button button--plain" name="action" value="save">Save</button>}
              {live && report && !inFlight && (
                <span class="actions__measure meta tabular">{inDuration(report.durationMs)}{report.memoryMb !== undefined && ` · ${Math.round(report.memoryMb)} MB`}</span>
              )}
            </div>
          </form>
          <Separator pane="results" label="Height of the results" controls="results" orientation="horizontal" initial={44} least={15} most={75} reversed />
          <section class="pane pane--results" id="results" aria-label="Results">
            <Results
              state={run} runtime={work.runtime} exercise={exercise} live={live} onOpen={(runtime) => void work.chooseRuntime(runtime)} onGoTo={goTo}
              whenSolved={<Solved view={view} runtime={work.runtime} solvedIn={work.solvedIn} onCompare={() => { setPane('task'); toggleSolution(true); }} />} onCancel={work.cancel}
            />
          </section>
        </div>
      </div>
      <output class="visually-hidden">{work.announced}</output>
    </div>
  );
}

type Work = ReturnType<typeof useWorkspace>;

/** Brings back what a reset or a reopened submission replaced; the server remembers a reset made without a script. */
function UndoButton({ work, canUndoReset }: { work: Work; canUndoReset: boolean }) {
  const undo = work.sync.undo;
  if (undo) {
    return (
      <button type="button" class="button button--plain button--small" onClick={work.undo}>
        {undo.after === 'reset' ? 'Undo reset' : 'Back to my code'}
      </button>
    );
  }
  return canUndoReset ? <button class="button button--plain button--small" name="action" value="undo-reset">Undo reset</button> : null;
}

function running(run: Work['run'], action: 'run' | 'submit'): boolean {
  return isInFlight(run) && run.asked.action === action;
}

/** Lets the island do what the form would. */
function taken(event: Event, live: boolean, act: () => void): void {
  if (!live) return;
  event.preventDefault();
  act();
}

/** The only action that the page itself cannot do: undoing a reset that the server remembers. */
function leaves(event: SubmitEvent): boolean {
  return event.submitter instanceof HTMLButtonElement && event.submitter.value === 'undo-reset';
}

/** Ctrl/Cmd+Enter and Ctrl/Cmd+S outside the editor; inside, Monaco takes the same commands. */
function useShortcuts(commands: { shift: boolean; run: () => void }[], save: () => void): void {
  const latest = useRef({ commands, save });
  latest.current = { commands, save };
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented) return;
      if (event.key === 's' && !event.shiftKey) {
        event.preventDefault();
        latest.current.save();
      } else if (event.key === 'Enter' && !event.repeat) {
        event.preventDefault();
        latest.current.commands.find(({ shift }) => shift === event.shiftKey)?.run();
      }
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, []);
}
