import { useRef } from 'preact/hooks';
import type { SubmissionSummary } from '../../../server/contract/api.ts';
import { runtimeFacts, type Runtime } from '../../../server/contract/runtimes.ts';
import { paths } from '../../../server/contract/paths.ts';
import { Icon } from '../icon.tsx';
import { VerdictMark } from '../verdict-mark.tsx';
import { Ago } from './ago.tsx';
import { FileName, LanguageMenu, takeOver } from './language-menu.tsx';

interface LanguageProps { exerciseId: string; runtimes: Runtime[]; chosen: Runtime; solvedIn: Runtime[]; history: SubmissionSummary[]; live: boolean; onChoose: (runtime: Runtime) => void }

/** The language in use and its file; a menu where there are several. */
export function Language({ exerciseId, runtimes, chosen, solvedIn, history, live, onChoose }: LanguageProps) {
  if (runtimes.length === 1) return <><span class="toolbar__language">{runtimeFacts[chosen].label}</span><FileName runtime={chosen} /></>;
  return (
    <LanguageMenu
      runtimes={runtimes} chosen={chosen} live={live} onChoose={onChoose} addressOf={(runtime) => paths.exercise(exerciseId, { runtime })}
      stateOf={(runtime) => (solvedIn.includes(runtime) ? 'solved' : history.some((each) => each.runtime === runtime) ? 'started' : undefined)}
      note="The tests are the same in every language."
    />
  );
}

interface HistoryProps { exerciseId: string; runtime: Runtime; history: SubmissionSummary[]; live: boolean; onOpen: () => void; onReopen: (submissionId: string) => void }

/** Earlier submissions; each is a link that reopens its code. */
export function History({ exerciseId, runtime: chosen, history, live, onOpen, onReopen }: HistoryProps) {
  const own = history.filter(({ runtime }) => runtime === chosen);
  const groups = own.length === history.length ? [{ title: '', list: own }] : [
    { title: runtimeFacts[chosen].label, list: own },
    { title: 'In other languages', list: history.filter(({ runtime }) => runtime !== chosen) },
  ];
  return (
    <details class="menu history" data-menu onToggle={(event) => { if (event.currentTarget.open) onOpen(); }}>
      <summary class="button button--plain button--small"><Icon name="history" />History</summary>
      <div class="menu__panel history__panel">
        {history.length === 0 && <p class="meta history__nothing">Your submissions will be listed here, each with its code.</p>}
        {groups.map(({ title, list }) => (
          <section key={title} aria-label={title || undefined}>
            {title && <p class="menu__title">{title}</p>}
            {title && list.length === 0 && <p class="meta history__nothing">Nothing submitted yet.</p>}
            <ul>
              {list.map(({ id, createdAt, verdict, runtime }) => (
                <li key={id}>
                  <a class="menu__item history__item" href={paths.exercise(exerciseId, { submission: id })} onClick={(event) => takeOver(event, live, () => onReopen(id))}>
                    <VerdictMark verdict={verdict} />
                    <span class="meta">{runtime !== chosen && `${runtimeFacts[runtime].label}, `}<Ago at={createdAt} /></span>
                  </a>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </details>
  );
}

/** Reset, which asks first: in a dialog, or without a script in a fold. */
export function Reset({ live, onReset }: { live: boolean; onReset: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  if (!live) {
    return (
      <details class="menu" data-menu>
        <summary class="button button--plain button--small"><Icon name="reset" />Reset</summary>
        <div class="menu__panel ask-first">
          <p>Go back to the code that the exercise begins with? You can undo this.</p>
          <button class="button button--small" name="action" value="reset">Reset my code</button>
        </div>
      </details>
    );
  }
  return (
    <>
      <button type="button" class="button button--plain button--small" onClick={() => dialog.current?.showModal()}><Icon name="reset" />Reset</button>
      <dialog
        ref={dialog} class="dialog" closedby="any" aria-labelledby="reset-title" aria-describedby="reset-text"
      >
        <h2 class="dialog__title" id="reset-title">Begin again?</h2>
        <p id="reset-text">The editor goes back to the code that the exercise begins with. You can undo this.</p>
        <p class="dialog__actions">
          <button type="button" class="button" onClick={() => dialog.current?.close()}>Keep my code</button>
          <button type="button" class="button button--primary" onClick={() => { dialog.current?.close(); onReset(); }}>Reset my code</button>
        </p>
      </dialog>
    </>
  );
}
