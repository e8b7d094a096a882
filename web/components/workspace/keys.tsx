/**
 * The shortcut on a button. The server cannot know the learner's keyboard, so Macs get their sign once the page is alive.
 * Screen readers hear it from the list of shortcuts.
 */
export function Keys({ live, shift = false }: { live: boolean; shift?: boolean }) {
  const command = live && /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl ';
  return <span class="actions__keys needs-script" aria-hidden="true">{command}{shift && '⇧ '}↵</span>;
}
