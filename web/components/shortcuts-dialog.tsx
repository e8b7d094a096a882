import { Icon } from './icon.tsx';

const groups: { title: string; shortcuts: { keys: string[][]; does: string }[] }[] = [
  {
    title: 'Anywhere',
    shortcuts: [
      { keys: [['?']], does: 'Show this list' },
      { keys: [['N']], does: 'Next lesson or exercise' },
      { keys: [['P']], does: 'Previous lesson or exercise' },
    ],
  },
  {
    title: 'In the editor',
    shortcuts: [
      { keys: [['Ctrl', 'Enter'], ['⌘', 'Enter']], does: 'Run' },
      { keys: [['Ctrl', 'Shift', 'Enter'], ['⌘', 'Shift', 'Enter']], does: 'Submit' },
      { keys: [['Esc']], does: 'Leave the editor' },
      { keys: [['Ctrl', 'M']], does: 'Let Tab move on instead of indenting' },
      { keys: [['F1']], does: 'Every command of the editor' },
    ],
  },
];

/** Opened by `?` or from the footer. The single keys can be switched off, for speech input and stray keys (WCAG 2.1.4). */
export function ShortcutsDialog() {
  return (
    <dialog id="shortcuts" class="dialog" aria-labelledby="shortcuts-title">
      <div class="dialog__head">
        <h2 id="shortcuts-title" class="dialog__title">Keyboard shortcuts</h2>
        <form method="dialog"><button class="button button--plain button--icon" aria-label="Close"><Icon name="close" /></button></form>
      </div>
      {groups.map((group) => (
        <section class="shortcuts">
          <h3 class="shortcuts__title">{group.title}</h3>
          <dl class="shortcuts__list">
            {group.shortcuts.map(({ keys, does }) => (
              <div class="shortcuts__row">
                <dt>{does}</dt>
                <dd>{keys.map((combination, index) => <>{index > 0 && <span class="shortcuts__or"> or </span>}{combination.map((key) => <kbd>{key}</kbd>)}</>)}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <label class="check"><input type="checkbox" data-single-keys /> Use the single keys <kbd>?</kbd> <kbd>N</kbd> <kbd>P</kbd></label>
    </dialog>
  );
}
