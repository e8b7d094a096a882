import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Frame } from '../server/contract/views.ts';
import { paths } from '../server/contract/paths.ts';
import { headScript } from './theme.ts';

export const SITE_NAME = 'Groundwork';

export interface DocumentParts {
  frame: Frame;
  /** What this page is; the site's name is added. */
  title: string;
  /** One or two sentences for search results and shared links. */
  description: string;
  /** The browser entry that makes this page livelier; the page reads without it. */
  island?: 'lesson' | 'workspace' | 'playground';
  /** What the island starts from; it finds it as JSON in `#island-view`. */
  islandView?: unknown;
  /** A page from web/pages, which brings its own Layout. */
  children: ComponentChildren;
}

/** The whole HTML document as text. Pages hold their own frame (header, main, footer); this adds only what surrounds the body. */
export function renderDocument({ frame, title, description, island, islandView, children }: DocumentParts): string {
  const entries = [frame.assets.entry('site'), ...(island ? [frame.assets.entry(island)] : [])];
  const styles = [...new Set(entries.flatMap((entry) => entry.styles))];
  const fonts = [...new Set(entries.flatMap((entry) => entry.fonts ?? []))];
  return '<!doctype html>' + renderToString(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title === SITE_NAME ? title : `${title} · ${SITE_NAME}`}</title>
        <meta name="description" content={description} />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" media="(prefers-color-scheme: light)" content="#ffffff" />
        <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#151a1d" />
        <link rel="icon" type="image/svg+xml" href={paths.asset('favicon.svg')} />
        <script nonce={frame.nonce} dangerouslySetInnerHTML={{ __html: headScript }} />
        {fonts.map((font) => <link rel="preload" as="font" type="font/woff2" crossorigin="anonymous" href={font} />)}
        {styles.map((style) => <link rel="stylesheet" nonce={frame.nonce} href={style} />)}
        {entries.map((entry) => <script type="module" nonce={frame.nonce} src={entry.script} />)}
      </head>
      <body>
        {children}
        {islandView !== undefined && (
          <script type="application/json" id="island-view" nonce={frame.nonce} dangerouslySetInnerHTML={{ __html: jsonForScript(islandView) }} />
        )}
      </body>
    </html>,
  );
}

/**
 * JSON that may stand inside a script element: `<` is written as an escape, so that no text within it can close the
 * element or open a comment (HTML Standard, "Restrictions for contents of script elements").
 */
function jsonForScript(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
