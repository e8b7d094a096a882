const SINGLE_KEYS_KEY = 'groundwork-single-keys';

/** `?` opens the list of shortcuts, N and P follow the page's links to what comes next and before. */
export function openShortcutsOnKeys(): void {
  const dialog = document.getElementById('shortcuts');
  if (!(dialog instanceof HTMLDialogElement)) return;
  for (const opener of document.querySelectorAll('[data-opens-shortcuts]')) opener.addEventListener('click', () => dialog.showModal());
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close(); // the backdrop
  });

  const singleKeys = dialog.querySelector<HTMLInputElement>('[data-single-keys]');
  if (singleKeys) {
    singleKeys.checked = singleKeysAreOn();
    singleKeys.addEventListener('change', () => rememberSingleKeys(singleKeys.checked));
  }

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || dialog.open || isTyping(event.target) || !singleKeysAreOn()) return;
    if (event.key === '?') {
      event.preventDefault();
      dialog.showModal();
    } else if (event.key === 'n' || event.key === 'p') {
      document.querySelector<HTMLAnchorElement>(event.key === 'n' ? 'a[rel="next"]' : 'a[rel="prev"]')?.click();
    }
  });
}

/** Monaco types into a textarea or an edit context with role textbox; both count. */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement
    && (target.isContentEditable || target.closest('input:not([type="radio"], [type="checkbox"]), textarea, select, [role="textbox"]') !== null);
}

function singleKeysAreOn(): boolean {
  try {
    return localStorage.getItem(SINGLE_KEYS_KEY) !== 'off';
  } catch {
    return true; // storage is forbidden here
  }
}

function rememberSingleKeys(on: boolean): void {
  try {
    localStorage.setItem(SINGLE_KEYS_KEY, on ? 'on' : 'off');
  } catch {
    // storage is forbidden here: the choice cannot be kept
  }
}
