import type { ComponentChildren } from 'preact';
import type { Frame } from '../server/contract/views.ts';
import { paths } from '../server/contract/paths.ts';
import { Icon } from './components/icon.tsx';
import { PageIcon } from './components/page-icon.tsx';
import { Mark } from './components/mark.tsx';
import { addressOf, stepVerbs } from './components/next-step.ts';
import { ProgressRing } from './components/progress-ring.tsx';
import { ShortcutsDialog } from './components/shortcuts-dialog.tsx';
import { SITE_NAME } from './document.tsx';
import { themeChoices } from './theme.ts';

export interface LayoutProps {
  frame: Frame;
  /** `workspace` gives the page the whole window below the header, and no footer. */
  variant?: 'page' | 'workspace';
  children: ComponentChildren;
}

/** What stands around every page: skip link, header, main, footer. Pages bring what goes into main. */
export function Layout({ frame, variant = 'page', children }: LayoutProps) {
  return (
    <>
      <a class="skip-link" href="#main">Skip to the content</a>
      <Header frame={frame} variant={variant} />
      <main id="main" class={`main main--${variant}`} tabIndex={-1}>{children}</main>
      {variant === 'page' && <Footer />}
      <ShortcutsDialog />
      <div id="announcements" class="visually-hidden" aria-live="polite" />
    </>
  );
}

function Header({ frame, variant }: Required<Pick<LayoutProps, 'frame' | 'variant'>>) {
  const { path, tracks, next, solved } = frame;
  const nextAddress = addressOf(next);
  return (
    <header class={`site-header site-header--${variant}`}>
      <div class="site-header__row">
        <a class="site-header__name" href={paths.home()} aria-current={path === paths.home() ? 'page' : undefined}>
          <Mark />
          <span class="site-header__word">{SITE_NAME}</span>
        </a>
        <nav class="site-nav" aria-label="Site">
          {tracks.length > 0 && (
            <details class="menu" data-menu>
              <summary class="site-nav__link">Tracks <Icon name="chevron-down" /></summary>
              <ul class="menu__panel">
                {tracks.map((track) => (
                  <li><a class="menu__item" href={paths.track(track.id)} aria-current={path === paths.track(track.id) ? 'page' : undefined}>{track.title}</a></li>
                ))}
              </ul>
            </details>
          )}
          <a class="site-nav__link site-nav__link--wide" href={paths.playground()} aria-current={path === paths.playground() ? 'page' : undefined}>Playground</a>
        </nav>
        <div class="site-header__tools">
          {nextAddress && nextAddress !== path && (
            <a class="site-header__next" href={nextAddress}>
              <span class="site-header__next-words"><span class="site-header__next-verb">{stepVerbs[next.kind]}</span> {next.title}</span>
              <Icon name="next" />
            </a>
          )}
          <a class="site-header__progress" href={paths.progress()} aria-current={path === paths.progress() ? 'page' : undefined}>
            {solved && <ProgressRing size="small" solved={solved.solved} total={solved.total} />}
            <span class={solved ? 'visually-hidden' : undefined}>Progress</span>
            {solved && (
              <span class="tabular">
                {solved.solved}<span class="site-header__of"> of {solved.total}</span><span class="visually-hidden"> exercises solved</span>
              </span>
            )}
          </a>
          <ThemeSwitch />
        </div>
      </div>
    </header>
  );
}

const themeWords = { system: 'As the system', light: 'Light', dark: 'Dark' } as const;

/** A real select, so that it works with every keyboard and reader; islands/site.ts fills in the choice and follows it. */
function ThemeSwitch() {
  return (
    <div class="theme-switch needs-script">
      <label>
        <span class="visually-hidden">Theme</span>
        <select class="theme-switch__select" data-theme-switch>
          {themeChoices.map((choice) => <option value={choice}>{themeWords[choice]}</option>)}
        </select>
      </label>
      <span class="theme-switch__picture theme-switch__picture--light"><PageIcon name="sun" /></span>
      <span class="theme-switch__picture theme-switch__picture--dark"><PageIcon name="moon" /></span>
    </div>
  );
}

function Footer() {
  return (
    <footer class="site-footer">
      <div class="site-footer__row">
        <p>{SITE_NAME} is open source under the <abbr title="GNU Affero General Public License, version 3 or later">AGPL</abbr>.</p>
        <nav aria-label="More">
          <ul class="site-footer__links">
            <li><a href={paths.playground()}>Playground</a></li>
            <li><a href={paths.progress()}>Progress</a></li>
            <li><a href={paths.apiDocs()}>API</a></li>
            <li class="needs-script"><button type="button" class="site-footer__button" data-opens-shortcuts>Keyboard shortcuts</button></li>
          </ul>
        </nav>
      </div>
    </footer>
  );
}
