// The only importer of Monaco, itself imported only when a page asks for an editor.
import './style-nonce.ts';
import * as monaco from 'monaco-editor/editor';
import 'monaco-editor/features/register.all';
import { runtimeFacts, type Runtime } from '../../server/contract/runtimes.ts';
import type { CodeEditor, EditorOptions, Mark } from '../components/workspace/code-editor.ts';
import { readPalette } from './editor-palette.ts';
import { themeOf } from './editor-theme.ts';
import { wordsOf, type Words } from './editor-words/words.ts';

/** Loads a language's tokeniser (and, for JavaScript and TypeScript, its checker) when an exercise is written in it. */
const languages: Partial<Record<string, () => Promise<unknown>>> = {
  javascript: () => Promise.all([import('monaco-editor/languages/definitions/javascript/register'), checked()]),
  typescript: () => Promise.all([import('monaco-editor/languages/definitions/typescript/register'), checked()]),
  python: () => Promise.all([import('monaco-editor/languages/definitions/python/register'), import('./editor-words/python.ts').then(({ python }) => offer('python', python))]),
  php: () => Promise.all([import('monaco-editor/languages/definitions/php/register'), import('./editor-words/php.ts').then(({ php }) => offer('php', php))]),
  java: () => import('monaco-editor/languages/definitions/java/register'),
  sql: () => Promise.all([import('monaco-editor/languages/definitions/pgsql/register'), import('./editor-sql.ts').then(({ offerSql }) => offerSql('pgsql'))]),
  redis: () => Promise.all([import('./editor-redis.ts').then(({ defineRedis }) => { defineRedis(); }), import('./editor-words/redis.ts').then(({ redis }) => offer('redis', redis))]),
  shell: () => import('monaco-editor/languages/definitions/shell/register'),
  xml: () => import('monaco-editor/languages/definitions/xml/register'),
  yaml: () => import('monaco-editor/languages/definitions/yaml/register'),
};

/** What a runtime brings beyond its language. */
const additions: Partial<Record<Runtime, () => Promise<unknown>>> = {
  documents: () => import('./editor-documents.ts').then(({ offerDocuments }) => offerDocuments(`**/${runtimeFacts.documents.fileName}`)),
};

const MARK_OWNER = 'groundwork';

/** What one indentation is where the code itself does not show it: PEP 8 and PSR-12 say four spaces. */
const INDENTATION: Partial<Record<Runtime, number>> = { python: 4, php: 4, java: 4 };

/** Escape closes whatever is open in the editor first; only when nothing is does it leave. */
const NOTHING_OPEN = [
  'editorTextFocus', '!suggestWidgetVisible', '!findWidgetVisible', '!parameterHintsVisible', '!renameInputVisible', '!inSnippetMode',
  '!editorHasMultipleSelections', '!editorHasSelection', '!inlineSuggestionVisible', '!markersNavigationVisible', '!referenceSearchVisible',
  '!editorHoverVisible', '!codeActionMenuVisible',
].join(' && ');

// Workers are files of our own origin; without this Monaco would start them from blobs.
globalThis.MonacoEnvironment = {
  getWorker: (_module, label) => (label === 'typescript' || label === 'javascript'
    ? new Worker(new URL('monaco-editor/languages/features/typescript/ts.worker.js', import.meta.url), { type: 'module' })
    : new Worker(new URL('monaco-editor/editor/editor.worker.js', import.meta.url), { type: 'module' })),
};

/** Opens Monaco in `host`, over whatever `takeOver` says was typed until now. Rejects when a part of it does not load. */
export async function openEditor(options: EditorOptions): Promise<CodeEditor> {
  await Promise.all([load(options.runtime), document.fonts.load('14px "JetBrains Mono Variable"')]);
  applyTheme();
  document.addEventListener('themechange', applyTheme);

  const before = options.takeOver();
  let model = openModel(before.runtime, before.code);
  if (before.runtime !== options.runtime) colour(model, before.runtime);
  const editor = monaco.editor.create(options.host, {
    model,
    ariaLabel: options.label,
    accessibilitySupport: 'auto',
    automaticLayout: true,
    bracketPairColorization: { enabled: false },
    detectIndentation: true,
    fixedOverflowWidgets: true,
    fontFamily: '"JetBrains Mono Variable", "JetBrains Mono fallback", ui-monospace, monospace',
    fontLigatures: false,
    fontSize: 14,
    glyphMargin: false,
    guides: { indentation: false },
    lineDecorationsWidth: 8,
    lineHeight: 22,
    lineNumbersMinChars: 3,
    minimap: { enabled: false },
    occurrencesHighlight: 'off',
    overviewRulerLanes: 0,
    padding: { top: 12, bottom: 12 },
    renderFinalNewline: 'on',
    renderLineHighlight: 'line',
    renderLineHighlightOnlyWhenFocus: true,
    renderWhitespace: 'none',
    scrollBeyondLastLine: false,
    showUnused: false, // it fades what is not used yet below a readable contrast
    scrollbar: { alwaysConsumeMouseWheel: false, verticalScrollbarSize: 10, horizontalScrollbarSize: 10 },
    smoothScrolling: false,
    stickyScroll: { enabled: false },
    suggest: { showInlineDetails: false }, // what they show is missing from the entry's name, and a screen reader has it anyway
  });
  const errorLines = editor.createDecorationsCollection();

  editor.setSelection(monaco.Range.fromPositions(model.getPositionAt(before.selection.start), model.getPositionAt(before.selection.end)));
  editor.setScrollTop(before.scrollTop);
  if (before.focused) editor.focus();

  editor.onDidChangeModelContent(() => {
    const code = model.getValue();
    void addTypesFor(code);
    options.onEdit(code);
  });
  editor.addCommand(monaco.KeyCode.Escape, options.onLeave, NOTHING_OPEN);
  for (const { id, label, shift, run } of options.commands) {
    const keys = monaco.KeyMod.CtrlCmd | (shift ? monaco.KeyMod.Shift : 0) | monaco.KeyCode.Enter;
    editor.addAction({ id: `groundwork.${id}`, label, keybindings: [keys], run });
  }
  // Monaco's own command for this tells nobody what it did, and on a Mac it wants Shift as well.
  let tabMoves = false;
  editor.addAction({
    id: 'groundwork.tab',
    label: 'Groundwork: switch between Tab that indents and Tab that moves on',
    keybindings: [(isMac() ? monaco.KeyMod.WinCtrl : monaco.KeyMod.CtrlCmd) | monaco.KeyCode.KeyM],
    run() {
      tabMoves = !tabMoves;
      editor.updateOptions({ tabFocusMode: tabMoves });
      options.onTabMode(tabMoves);
    },
  });
  void addTypesFor(before.code);

  return {
    replace(code) {
      if (code === model.getValue()) return;
      editor.pushUndoStop();
      editor.executeEdits(MARK_OWNER, [{ range: model.getFullModelRange(), text: code, forceMoveMarkers: true }]);
      editor.pushUndoStop();
      editor.setPosition({ lineNumber: 1, column: 1 });
      editor.revealLine(1);
    },
    show(runtime, code) {
      model = openModel(runtime, code);
      editor.setModel(model);
      colour(model, runtime);
      void addTypesFor(code);
    },
    mark(marks) {
      monaco.editor.setModelMarkers(model, MARK_OWNER, marks.map((mark) => toMarker(model, mark)));
      errorLines.set(marks.map(({ line }) => ({
        range: new monaco.Range(Math.min(line, model.getLineCount()), 1, Math.min(line, model.getLineCount()), 1),
        options: { isWholeLine: true, className: 'code-field__failing-line', linesDecorationsClassName: 'code-field__failing-mark' },
      })));
      const [first] = marks;
      if (first) editor.revealLineInCenterIfOutsideViewport(Math.min(first.line, model.getLineCount()));
    },
    goTo(line, column = 1) {
      const position = model.validatePosition({ lineNumber: line, column });
      editor.setPosition(position);
      editor.revealPositionInCenterIfOutsideViewport(position);
      editor.focus();
    },
    focus: () => editor.focus(),
    name: (label) => editor.updateOptions({ ariaLabel: label }),
    dispose() {
      document.removeEventListener('themechange', applyTheme);
      editor.dispose();
      model.dispose();
    },
  };
}

function isMac(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent);
}

const loaded = new Set<Runtime>();

async function load(runtime: Runtime): Promise<void> {
  await Promise.all([languages[runtimeFacts[runtime].editorLanguage]?.(), additions[runtime]?.()]);
  loaded.add(runtime);
}

/** Monaco asks for a language once; a model that names it before it is there stays without colours. So it is told afterwards. */
function colour(model: monaco.editor.ITextModel, runtime: Runtime): void {
  load(runtime).then(() => monaco.editor.setModelLanguage(model, languageOf(runtime)), () => undefined); // uncoloured code is no loss of work
}

function languageOf(runtime: Runtime): string {
  const { editorLanguage } = runtimeFacts[runtime];
  return editorLanguage === 'sql' ? 'pgsql' : editorLanguage;
}

/** One model per runtime, so that each keeps its own undo. */
function openModel(runtime: Runtime, code: string): monaco.editor.ITextModel {
  const { fileName } = runtimeFacts[runtime];
  const uri = monaco.Uri.parse(`file:///${fileName}`);
  const known = monaco.editor.getModel(uri);
  if (known) {
    if (known.getValue() !== code) known.setValue(code);
    return known;
  }
  const model = monaco.editor.createModel(code, loaded.has(runtime) ? languageOf(runtime) : 'plaintext', uri);
  model.detectIndentation(true, INDENTATION[runtime] ?? 2);
  return model;
}

const offered = new Set<string>();

/** Completes a language that has no checker here with its own words, those of the code, and a few shapes to fill in. */
function offer(language: string, words: Words): void {
  if (offered.has(language)) return;
  offered.add(language);
  const { Keyword, Snippet, Text } = monaco.languages.CompletionItemKind;
  monaco.languages.registerCompletionItemProvider(language, {
    provideCompletionItems(model, { lineNumber, column }) {
      const { word, startColumn, endColumn } = model.getWordUntilPosition({ lineNumber, column });
      const range = new monaco.Range(lineNumber, startColumn, lineNumber, endColumn);
      const before = model.getValueInRange(new monaco.Range(lineNumber, 1, lineNumber, startColumn));
      const { known, written, shapes } = wordsOf(words, { code: model.getValue(), before, typing: word });
      return {
        suggestions: [
          ...shapes.map(({ name, does, body }) => ({ label: { label: name, description: does }, kind: Snippet, insertText: body, insertTextRules: monaco.languages.CompletionItemInsertTextRule.InsertAsSnippet, range })),
          ...known.map((label) => ({ label, kind: Keyword, insertText: label, range })),
          ...written.map((label) => ({ label, kind: Text, insertText: label, range })),
        ],
      };
    },
  });
}

function toMarker(model: monaco.editor.ITextModel, { line, column, message }: Mark): monaco.editor.IMarkerData {
  const lineNumber = Math.min(line, model.getLineCount());
  const startColumn = Math.min(column ?? model.getLineFirstNonWhitespaceColumn(lineNumber), model.getLineMaxColumn(lineNumber));
  const word = column === undefined ? null : model.getWordAtPosition({ lineNumber, column: startColumn });
  return {
    severity: monaco.MarkerSeverity.Error, message, source: 'last run',
    startLineNumber: lineNumber, startColumn: word?.startColumn ?? Math.max(1, startColumn),
    endLineNumber: lineNumber, endColumn: word?.endColumn ?? model.getLineMaxColumn(lineNumber),
  };
}

type Checker = typeof import('monaco-editor/languages/features/typescript/register');
let checker: Promise<Checker> | undefined;

/** The TypeScript language service, set up for what a learner's program meets in the sandbox: modules, no DOM. */
function checked(): Promise<Checker> {
  checker ??= (async () => {
    const [typescript, { default: globals }] = await Promise.all([
      import('monaco-editor/languages/features/typescript/register'),
      import('./editor-globals.ts'),
    ]);
    const program = {
      target: typescript.ScriptTarget.ESNext, module: typescript.ModuleKind.ESNext, moduleResolution: typescript.ModuleResolutionKind.NodeJs,
      moduleDetection: 3, // "force": a program is a module also while it imports nothing
      lib: ['lib.esnext.d.ts'], types: [], noEmit: true, skipLibCheck: true, allowNonTsExtensions: true, esModuleInterop: true,
    };
    typescript.typescriptDefaults.setCompilerOptions({ ...program, strict: true });
    // JavaScript is checked for what is certainly wrong (syntax, double declarations), not for types.
    typescript.javascriptDefaults.setCompilerOptions({ ...program, allowJs: true, checkJs: false });
    typescript.javascriptDefaults.setDiagnosticsOptions({ noSemanticValidation: false, noSyntaxValidation: false, noSuggestionDiagnostics: true });
    for (const defaults of [typescript.typescriptDefaults, typescript.javascriptDefaults]) {
      defaults.setEagerModelSync(true);
      defaults.addExtraLib(globals, 'file:///sandbox-globals.d.ts');
    }
    return typescript;
  })();
  return checker;
}

let honoAdded = false;

/** Hono's own declarations, once a program mentions it. */
async function addTypesFor(code: string): Promise<void> {
  if (honoAdded || !checker || !/['"]hono/.test(code)) return;
  honoAdded = true;
  const [typescript, { default: files }] = await Promise.all([checker, import('virtual:hono-types')]);
  for (const defaults of [typescript.typescriptDefaults, typescript.javascriptDefaults]) {
    for (const [path, text] of Object.entries(files)) defaults.addExtraLib(text, path);
  }
}

function applyTheme(): void {
  const palette = readPalette();
  monaco.editor.defineTheme('groundwork', themeOf(palette));
  monaco.editor.setTheme('groundwork');
}
