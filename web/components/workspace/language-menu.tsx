import type { ProgressState } from '../../../server/contract/api.ts';
import { runtimeFacts, type Runtime } from '../../../server/contract/runtimes.ts';
import { Icon } from '../icon.tsx';
import { StateMark } from '../state-mark.tsx';

interface LanguageMenuProps {
  runtimes: Runtime[];
  chosen: Runtime;
  live: boolean;
  onChoose: (runtime: Runtime) => void;
  /** Where a language is opened without a script. */
  addressOf: (runtime: Runtime) => string;
  /** How far the learner is in it. */
  stateOf?: (runtime: Runtime) => ProgressState | undefined;
  note?: string;
}

/** The language in use, and the others in a menu. Its entries are links, so that it works without a script. */
export function LanguageMenu({ runtimes, chosen, live, onChoose, addressOf, stateOf, note }: LanguageMenuProps) {
  return (
    <>
      <details class="menu" data-menu>
        <summary class="button button--plain button--small toolbar__language">
          <span class="visually-hidden">Language: </span>{runtimeFacts[chosen].label} {stateOf?.(chosen) === 'solved' && <StateMark state="solved" wordHidden />}<Icon name="chevron-down" />
        </summary>
        <ul class="menu__panel language-menu">
          {runtimes.map((runtime) => {
            const state = stateOf?.(runtime);
            return (
              <li key={runtime}>
                <a
                  class="menu__item language-menu__item" href={addressOf(runtime)} aria-current={runtime === chosen ? 'true' : undefined}
                  onClick={(event) => takeOver(event, live, () => onChoose(runtime))}
                >
                  {runtimeFacts[runtime].label}{state && <StateMark state={state} />}
                </a>
              </li>
            );
          })}
          {note && <li class="language-menu__note meta">{note}</li>}
        </ul>
      </details>
      <FileName runtime={chosen} />
    </>
  );
}

/** As error messages call the learner's file. */
export function FileName({ runtime }: { runtime: Runtime }) {
  return <span class="toolbar__file meta mono">{runtimeFacts[runtime].fileName}</span>;
}

/** Does in the page what the link would do with a new one, and closes the menu; a click that asks for a new tab gets it. */
export function takeOver(event: MouseEvent & { currentTarget: HTMLElement }, live: boolean, act: () => void): void {
  if (!live || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const menu = event.currentTarget.closest('details');
  if (menu) {
    menu.open = false;
    menu.querySelector('summary')?.focus();
  }
  act();
}
