import type { Ref } from 'preact';
import { useEffect, useImperativeHandle, useRef, useState } from 'preact/hooks';
import type { Runtime } from '../../../server/contract/runtimes.ts';
import type { CodeEditor, EditorCommand, EditorOptions, Mark, OpenEditor } from './code-editor.ts';

export interface CodeFieldHandle {
  replace(code: string): void;
  show(runtime: Runtime, code: string): void;
  focus(): void;
  goTo(line: number, column?: number): void;
  /** What the field holds now, also before anything was typed under our eyes. */
  code(): string;
}

interface CodeFieldProps {
  handle: Ref<CodeFieldHandle>;
  label: string;
  /** Where the field begins; afterwards it changes only through its handle. */
  code: string;
  runtime: Runtime;
  marks: Mark[];
  commands: EditorCommand[];
  onEdit: (code: string) => void;
  /** Absent on the server, and for whoever wants only the textarea. */
  openEditor?: () => Promise<{ openEditor: OpenEditor }>;
}

type Stage = 'textarea' | 'editor' | 'unavailable';

/**
 * A textarea that Monaco replaces, in the same box, once it has loaded. The textarea stays in the form and keeps the
 * code, so that the form can always be sent.
 */
export function CodeField({ handle, label, code, runtime, marks, commands, onEdit, openEditor }: CodeFieldProps) {
  const textarea = useRef<HTMLTextAreaElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const hint = useRef<HTMLParagraphElement>(null);
  const editor = useRef<CodeEditor>(null);
  const [stage, setStage] = useState<Stage>('textarea');
  const [tabMoves, setTabMoves] = useState<boolean>();
  // The editor outlives many renders and must reach what the latest of them was given.
  const latest = useRef({ onEdit, commands, runtime });
  latest.current = { onEdit, commands, runtime };

  const edited = (text: string) => {
    if (textarea.current) textarea.current.value = text;
    latest.current.onEdit(text);
  };

  useImperativeHandle(handle, () => ({
    replace(text) {
      if (textarea.current) textarea.current.value = text;
      editor.current?.replace(text);
    },
    show(next, text) {
      if (textarea.current) textarea.current.value = text;
      latest.current.runtime = next; // an editor that takes over before the next render
      editor.current?.show(next, text);
    },
    focus() {
      if (editor.current) editor.current.focus();
      else textarea.current?.focus();
    },
    goTo(line, column = 1) {
      if (editor.current) return editor.current.goTo(line, column);
      const start = lineStart(textarea.current?.value ?? '', line);
      textarea.current?.focus();
      textarea.current?.setSelectionRange(start, start);
    },
    code: () => textarea.current?.value ?? '',
  }), []);

  useEffect(() => {
    if (!openEditor) return;
    let gone = false;
    void (async () => {
      try {
        const { openEditor: open } = await openEditor();
        if (gone || !host.current) return;
        const opened = await open({
          host: host.current, runtime: latest.current.runtime, label,
          takeOver: () => takeOver(latest.current.runtime, textarea.current),
          onEdit: edited,
          onLeave: () => hint.current?.focus(),
          onTabMode: setTabMoves,
          commands: latest.current.commands.map((command) => ({
            ...command, run: () => latest.current.commands.find(({ id }) => id === command.id)?.run(),
          })),
        });
        if (gone) return opened.dispose();
        editor.current = opened;
        setStage('editor');
      } catch (error) {
        console.error(error);
        setStage('unavailable');
      }
    })();
    return () => {
      gone = true;
      editor.current?.dispose();
    };
  }, []);

  useEffect(() => editor.current?.mark(marks), [marks, stage]);
  useEffect(() => editor.current?.name(label), [label, stage]);

  return (
    <div class="code-field">
      <div class="code-field__box" data-stage={stage} data-runtime={runtime}>
        <textarea
          ref={textarea} class="code-field__textarea" name="code" aria-label={label} defaultValue={code} hidden={stage === 'editor'}
          spellcheck={false} autocomplete="off" autocapitalize="off" autocorrect="off" wrap="off"
          onInput={(event) => edited(event.currentTarget.value)}
        />
        <div class="code-field__host" ref={host} hidden={stage === 'unavailable'} />
      </div>
      <p class="code-field__hint meta" ref={hint} tabIndex={-1}>
        {stage === 'editor' && (
          <>
            <kbd>Esc</kbd> leaves the editor. <kbd>Ctrl</kbd><kbd>M</kbd> {tabMoves ? 'lets Tab indent again; now Tab moves on.' : 'lets Tab move on.'} <kbd>F1</kbd> lists every command.
          </>
        )}
        {stage === 'unavailable' && 'The code editor did not load, so this is a plain text field. Everything else works; reload the page to try again.'}
        {stage === 'textarea' && 'Tab moves on from here.'}
      </p>
      <output class="visually-hidden">{tabMoves !== undefined && (tabMoves ? 'Tab now moves on.' : 'Tab now indents.')}</output>
    </div>
  );
}

function takeOver(runtime: Runtime, textarea: HTMLTextAreaElement | null): ReturnType<EditorOptions['takeOver']> {
  if (!textarea) return { runtime, code: '', selection: { start: 0, end: 0 }, focused: false, scrollTop: 0 };
  const { value, selectionStart, selectionEnd, scrollTop } = textarea;
  return { runtime, code: value, selection: { start: selectionStart, end: selectionEnd }, focused: document.activeElement === textarea, scrollTop };
}

function lineStart(text: string, line: number): number {
  return text.split('\n').slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
}

/** Code as every editor here holds it: a form sends `\r\n` where a textarea shows `\n` (HTML Standard, "form-data set"). */
export function plainLines(code: string): string {
  return code.replace(/\r\n?/g, '\n');
}
