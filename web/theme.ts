// The learner's choice of light or dark: kept in this browser, applied before the first paint.

export const THEME_KEY = 'groundwork-theme';
export const themeChoices = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof themeChoices)[number];

export function isThemeChoice(value: unknown): value is ThemeChoice {
  return themeChoices.some((choice) => choice === value);
}

/**
 * Runs in the head, before the body exists, so that neither the theme nor the controls that need a script flash.
 * It may not throw where storage is forbidden.
 */
export const headScript =
  `(function(r){r.dataset.scripted='';try{var t=localStorage.getItem('${THEME_KEY}');` +
  `if(t==='light'||t==='dark')r.dataset.theme=t}catch(e){}})(document.documentElement)`;
