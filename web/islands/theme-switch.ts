import { isThemeChoice, THEME_KEY, type ThemeChoice } from '../theme.ts';

/** Shows the kept choice in the header's select, follows a new one at once, and tells the page (event `themechange`) which of light and dark now holds. */
export function followTheme(): void {
  const systemIsDark = matchMedia('(prefers-color-scheme: dark)');
  const select = document.querySelector<HTMLSelectElement>('[data-theme-switch]');
  if (select) {
    select.value = keptChoice();
    select.addEventListener('change', () => {
      const choice: ThemeChoice = isThemeChoice(select.value) ? select.value : 'system';
      if (choice === 'system') delete document.documentElement.dataset.theme;
      else document.documentElement.dataset.theme = choice;
      keep(choice);
      tell();
    });
  }
  systemIsDark.addEventListener('change', tell);
  if (document.documentElement.dataset.theme) colourBrowserFrame();

  function tell(): void {
    colourBrowserFrame();
    const theme = document.documentElement.dataset.theme ?? (systemIsDark.matches ? 'dark' : 'light');
    document.dispatchEvent(new CustomEvent('themechange', { detail: theme }));
  }
}

/** The browser's own frame takes the colour of the header, whatever the system prefers. */
function colourBrowserFrame(): void {
  const header = document.querySelector('.site-header');
  if (!header) return;
  const colour = getComputedStyle(header).backgroundColor;
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) meta.content = colour;
}

function keptChoice(): ThemeChoice {
  try {
    const kept = localStorage.getItem(THEME_KEY);
    return isThemeChoice(kept) ? kept : 'system';
  } catch {
    return 'system'; // storage is forbidden here: the choice lasts for this page
  }
}

function keep(choice: ThemeChoice): void {
  try {
    if (choice === 'system') localStorage.removeItem(THEME_KEY);
    else localStorage.setItem(THEME_KEY, choice);
  } catch {
    // storage is forbidden here: the choice lasts for this page
  }
}
