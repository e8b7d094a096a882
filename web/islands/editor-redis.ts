import * as monaco from 'monaco-editor/editor';

/**
 * Redis as redis-cli reads it: a command a line, its name first. Monaco's own definition knows no comments, takes names of keys for
 * keywords, and counts a quotation mark at the end of a line as open.
 */
export function defineRedis(): void {
  monaco.languages.register({ id: 'redis' });
  monaco.languages.setLanguageConfiguration('redis', {
    comments: { lineComment: '#' },
    wordPattern: /[^\s"']+/,
    autoClosingPairs: [{ open: '"', close: '"' }, { open: '\'', close: '\'' }],
    surroundingPairs: [{ open: '"', close: '"' }, { open: '\'', close: '\'' }],
  });
  monaco.languages.setMonarchTokensProvider('redis', {
    tokenizer: {
      root: [
        [/^(\s*#@)(\s*\S*)(.*)$/, ['keyword', 'type', 'comment']],
        [/^\s*#.*$/, 'comment'],
        [/^(\s*\d+\s+)([A-Za-z]+)/, ['number', 'keyword']],
        [/^\s*[A-Za-z]+/, 'keyword'],
        [/"(?:[^"\\]|\\.)*"?/, 'string'],
        [/'(?:[^'\\]|\\.)*'?/, 'string'],
        [/[A-Z]{2,}(?!\S)/, 'type'],
        [/[-+]?\d+(?:\.\d+)?(?!\S)/, 'number'],
        [/[^\s"']+/, 'identifier'],
      ],
    },
  });
}
