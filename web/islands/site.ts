// What every page gets from a script: the choice of theme, the list of shortcuts, times that stay current, and quizzes
// whose answers are spoken. A page without it loses none of its content.
import '../styles/tokens.css';
import '../styles/fonts.css';
import '../styles/base.css';
import '../styles/controls.css';
import '../styles/marks.css';
import '../styles/header.css';
import '../styles/layout.css';
import '../styles/dialog.css';
import '../styles/prose.css';
import '../styles/code.css';
import '../styles/progress.css';
import '../styles/map.css';
import '../styles/home.css';
import '../styles/track.css';
import '../styles/lesson.css';
import '../styles/lesson-nav.css';
import '../styles/exercise-card.css';
import '../styles/solutions.css';
import '../styles/quiz.css';
import '../styles/example.css';
import '../styles/api-docs.css';
import '../styles/problem.css';
import { exactTime, relativeTime } from '../relative-time.ts';
import { followTheme } from './theme-switch.ts';
import { openShortcutsOnKeys } from './shortcuts.ts';

const MINUTE_MS = 60_000; // the finest unit that the words for a time have

followTheme();
openShortcutsOnKeys();
keepTimesCurrent();
closeMenusFromOutside();
speakQuizAnswers();

function keepTimesCurrent(): void {
  refreshTimes();
  setInterval(refreshTimes, MINUTE_MS);
}

function refreshTimes(): void {
  for (const time of document.querySelectorAll<HTMLTimeElement>('time[data-ago]')) {
    const at = Date.parse(time.dateTime);
    time.textContent = relativeTime(at, Date.now());
    time.title = exactTime(at);
  }
}

function openMenus(): NodeListOf<HTMLDetailsElement> {
  return document.querySelectorAll('details[data-menu][open]');
}

function closeMenusFromOutside(): void {
  document.addEventListener('click', ({ target }) => {
    for (const menu of openMenus()) if (!(target instanceof Node && menu.contains(target))) menu.open = false;
  });
  document.addEventListener('focusin', ({ target }) => {
    for (const menu of openMenus()) if (!(target instanceof Node && menu.contains(target))) menu.open = false;
  });
  document.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape') return;
    for (const menu of openMenus()) {
      menu.open = false;
      menu.querySelector('summary')?.focus();
    }
  });
}

/** CSS shows the explanation of a chosen answer; here it is also said, politely. */
function speakQuizAnswers(): void {
  document.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement) || !target.checked) return;
    const explanation = target.closest('[data-quiz-option]')?.querySelector('[data-quiz-explanation]');
    const announcements = document.getElementById('announcements');
    if (explanation && announcements) announcements.textContent = explanation.textContent.replace(/\s+/g, ' ').trim();
  });
}
