import * as monaco from 'monaco-editor/editor';
import { contentOfPage } from './editor-data.ts';
import { documentOffers, type DocumentOffer } from './editor-words/document-places.ts';

const { Class, Field, Keyword, Snippet } = monaco.languages.CompletionItemKind;
const kinds: Record<DocumentOffer['kind'], monaco.languages.CompletionItemKind> = { collection: Class, field: Field, word: Keyword };
const ranks: Record<DocumentOffer['kind'], string> = { collection: 'a', field: 'b', word: 'c' };

let offered = false;

/** Completes scripts for documents with the collections and fields that the page shows, and with mongosh's words. They are JavaScript, so only files of that name. */
export function offerDocuments(pattern: string): void {
  if (offered) return;
  offered = true;
  void contentOfPage(); // it is there when the first word is typed
  monaco.languages.registerCompletionItemProvider({ language: 'javascript', pattern }, {
    triggerCharacters: ['.', '$'],
    async provideCompletionItems(model, { lineNumber, column }) {
      const { word, startColumn, endColumn } = model.getWordUntilPosition({ lineNumber, column });
      const range = new monaco.Range(lineNumber, startColumn, lineNumber, endColumn);
      const before = model.getValueInRange(new monaco.Range(lineNumber, 1, lineNumber, startColumn));
      const { collections } = await contentOfPage();
      const { offers, shapes } = documentOffers({ code: model.getValue(), before, typing: word, collections });
      return {
        suggestions: [
          ...offers.map(({ kind, name, detail }, index) => ({
            label: detail === undefined ? name : { label: name, description: detail }, kind: kinds[kind], insertText: name, sortText: `${ranks[kind]}${String(index).padStart(5, '0')}`, range,
          })),
          ...shapes.map(({ name, does, body }) => ({
            label: { label: name, description: does }, kind: Snippet, insertText: body, insertTextRules: monaco.languages.CompletionItemInsertTextRule.InsertAsSnippet, sortText: `d${name}`, range,
          })),
        ],
      };
    },
  });
}
