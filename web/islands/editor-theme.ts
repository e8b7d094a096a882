import type { Palette } from './editor-palette.ts';

interface Theme {
  base: 'vs' | 'vs-dark';
  inherit: boolean;
  rules: { token: string; foreground: string; fontStyle?: string }[];
  /** `#rrggbb` or `#rrggbbaa`. */
  colors: Record<string, string>;
}

/** The editor in the site's colours, as Monaco's `defineTheme` takes it. */
export function themeOf({ dark, colour }: Palette): Theme {
  const bare = (name: Parameters<typeof colour>[0]) => colour(name).slice(1, 7);
  const token = (names: string[], name: Parameters<typeof colour>[0], fontStyle?: string) => names.map((each) => ({ token: each, foreground: bare(name), ...(fontStyle && { fontStyle }) }));
  return {
    base: dark ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [
      ...token([''], '--code-text'),
      ...['metatag', 'metatag.php'].map((name) => ({ token: name, foreground: bare('--tok-keyword'), fontStyle: '' })),
      ...token(['keyword', 'storage', 'keyword.json'], '--tok-keyword'),
      ...token(['string', 'string.value.json', 'string.sql', 'attribute.value', 'string.escape.python'], '--tok-string'), // Monaco calls Python's quotation marks escapes
      ...token(['comment', 'comment.doc'], '--tok-comment', 'italic'),
      ...token(['type', 'type.identifier', 'predefined', 'predefined.sql', 'string.key.json', 'tag', 'attribute.name'], '--tok-function'),
      ...token(['number', 'constant', 'regexp', 'string.escape', 'string.invalid', 'variable.predefined'], '--tok-constant'),
      ...token(['delimiter', 'delimiter.bracket', 'operator'], '--tok-punctuation'),
      // What the base theme colours of its own accord: NULL, JOIN and the like.
      ...token(['operator.sql'], '--tok-keyword'),
      ...token(['variable', 'identifier'], '--code-text'),
    ],
    colors: {
      'editor.background': colour('--surface'),
      'editor.foreground': colour('--code-text'),
      'editorLineNumber.foreground': colour('--text-faint'),
      'editorLineNumber.activeForeground': colour('--text'),
      'editorCursor.foreground': colour('--accent'),
      'editor.selectionBackground': `${colour('--accent').slice(0, 7)}40`,
      'editor.lineHighlightBackground': colour('--sunken'),
      'editor.lineHighlightBorder': '#00000000',
      ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((depth) => [`editorBracketHighlight.foreground${depth}`, colour('--tok-punctuation')])),
      'editorWidget.background': colour('--raised'),
      'editorWidget.foreground': colour('--text'),
      'editorWidget.border': colour('--line'),
      'editorSuggestWidget.selectedBackground': colour('--hover'),
      'editorSuggestWidget.selectedForeground': colour('--text'),
      'editorSuggestWidget.highlightForeground': colour('--accent'),
      'editorSuggestWidget.focusHighlightForeground': colour('--accent-strong'),
      'editorHoverWidget.background': colour('--raised'),
      'editorHoverWidget.border': colour('--line'),
      'quickInput.background': colour('--raised'),
      'quickInput.foreground': colour('--text'),
      'quickInputList.focusBackground': colour('--hover'),
      'quickInputList.focusForeground': colour('--text'),
      'list.hoverBackground': colour('--hover'),
      'list.highlightForeground': colour('--accent'),
      'input.background': colour('--surface'),
      'input.foreground': colour('--text'),
      'input.border': colour('--edge'),
      'focusBorder': colour('--accent'),
      'editorError.foreground': colour('--failed'),
      'editorWarning.foreground': colour('--caution'),
      'scrollbarSlider.background': `${colour('--text-faint').slice(0, 7)}55`,
      'scrollbarSlider.hoverBackground': `${colour('--text-faint').slice(0, 7)}88`,
      'widget.shadow': '#00000022',
    },
  };
}
