import * as monaco from 'monaco-editor/editor';
import { contentOfPage } from './editor-data.ts';
import { sql, types } from './editor-words/sql.ts';
import { type Offer, sqlOffers } from './editor-words/sql-places.ts';

const { Class, Field, Function: Call, Keyword, Snippet, Text } = monaco.languages.CompletionItemKind;
const kinds: Record<Offer['kind'], monaco.languages.CompletionItemKind> = { table: Class, column: Field, keyword: Keyword, function: Call, written: Text };
/** Columns before tables, and both before words: sorted by this letter, then in the order of the offers. */
const ranks: Record<Offer['kind'], string> = { column: 'a', table: 'b', keyword: 'c', function: 'd', written: 'e' };

let offered = false;

/**
 * Completes SQL with the tables that the page shows, their columns, and the language's words, which are coloured, too: Monaco has only
 * what Postgres reserves as names, and that is neither INSERT nor BY. Wait for it before there is code to colour.
 */
export async function offerSql(language: string): Promise<void> {
  if (offered) return;
  offered = true;
  const grammar = await import('monaco-editor/languages/definitions/pgsql/pgsql');
  grammar.language.keywords.push(...sql.words.trim().split(/\s+/).filter((word) => !types.includes(word)));
  grammar.language.builtinFunctions.push(...types);
  void contentOfPage(); // it is there when the first word is typed
  monaco.languages.registerCompletionItemProvider(language, {
    triggerCharacters: ['.'],
    async provideCompletionItems(model, position) {
      const { word, startColumn, endColumn } = model.getWordUntilPosition(position);
      const { lineNumber } = position;
      const range = new monaco.Range(lineNumber, startColumn, lineNumber, endColumn);
      const { tables } = await contentOfPage();
      const before = model.getValueInRange(new monaco.Range(1, 1, lineNumber, startColumn), monaco.editor.EndOfLinePreference.LF);
      const { offers, shapes } = sqlOffers({ code: model.getValue(monaco.editor.EndOfLinePreference.LF), before, typing: word, tables });
      return {
        suggestions: [
          ...offers.map(({ kind, name, detail }, index) => ({
            label: detail === undefined ? name : { label: name, description: detail }, kind: kinds[kind], insertText: name, sortText: `${ranks[kind]}${String(index).padStart(5, '0')}`, range,
          })),
          ...shapes.map(({ name, does, body }) => ({
            label: { label: name, description: does }, kind: Snippet, insertText: body, insertTextRules: monaco.languages.CompletionItemInsertTextRule.InsertAsSnippet, sortText: `f ${name}`, range,
          })),
        ],
      };
    },
  });
}
