import { useRef } from 'preact/hooks';
import type { SubmissionSummary } from '../../../server/contract/api.ts';
import { runtimeFacts, type Runtime } from '../../../server/contract/runtimes.ts';
import { paths } from '../../../server/contract/paths.ts';
import { Icon } from '../icon.tsx';
import { VerdictMark } from '../verdict-mark.tsx';
import { Ago } from './ago.tsx';

interface LanguageProps { exerciseId: string; runtimes: Runtime[]; chosen: Runtime; live: boolean; onChoose: (runtime: Runtime) => void }

/** The language in use; a menu where there are several. Its entries are links, so that it works without a script. */
export function Language({ exerciseId, runtimes, chosen, live, onChoose }: LanguageProps) {
  if (runtimes.length === 1) return <span class="toolbar__language">{runtimeFacts[chosen].label}</span>;
  return (
    <details class="menu" data-menu>
      <summary class="button button--plain button--small toolbar__language">
        <span class="visually-hidden">Language: </span>{runtimeFacts[chosen].label} <Icon name="chevron-down" />
      </summary>
      <ul class="menu__panel">
        {runtimes.map((runtime) => (
          <li key={runtime}>
            <a
              class="menu__item" href={paths.exercise(exerciseId, { runtime })} aria-current={runtime === chosen ? 'true' : undefined}
              onClick={(event) => {
                if (!live || event.ctrlKey || event.metaKey || event.shiftKey) return;
                event.preventDefault();
                closeMenu(event.currentTarget);
                onChoose(runtime);
              }}
            >
              {runtimeFacts[runtime].label}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}

interface HistoryProps { exerciseId: string; history: SubmissionSummary[]; live: boolean; onOpen: () => void; onReopen: (submissionId: string) => void }

/** Earlier submissions; each is a link that reopens its code. */
export function History({ exerciseId, history, live, onOpen, onReopen }: HistoryProps) {
  return (
    <details class="menu history" data-menu onToggle={(event) => { if (event.currentTarget.open) onOpen(); }}>
      <summary class="button button--plain button--small"><Icon name="history" />History</summary>
      <div class="menu__panel history__panel">
        {history.length === 0 && <p class="meta history__nothing">Your submissions will be listed here, each with its code.</p>}
        <ul>
          {history.map(({ id, createdAt, verdict, runtime }) => (
            <li key={id}>
              <a
                class="menu__item history__item" href={paths.exercise(exerciseId, { submission: id })}
                onClick={(event) => {
                  if (!live || event.ctrlKey || event.metaKey || event.shiftKey) return;
                  event.preventDefault();
                  closeMenu(event.currentTarget);
                  onReopen(id);
                }}
              >
                <VerdictMark verdict={verdict} />
                <span class="meta">{runtimeFacts[runtime].label}, <Ago at={createdAt} /></span>
              </a>
            </li>
          ))}
        </ul>
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

function closeMenu(item: HTMLElement): void {
  const menu = item.closest('details');
  if (!menu) return;
  menu.open = false;
  menu.querySelector('summary')?.focus();
}
