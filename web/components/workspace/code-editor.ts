import type { Runtime } from '../../../server/contract/runtimes.ts';

// What the pages ask of an editor. The textarea is one; islands/editor.ts brings Monaco as another.

export interface Mark { line: number; column?: number; message: string }

export interface CodeEditor {
  /** Puts other code in; the editor's own undo can bring the old back. */
  replace(code: string): void;
  /** Takes up another runtime, with its own code and its own undo. */
  show(runtime: Runtime, code: string): void;
  mark(marks: Mark[]): void;
  /** Puts the cursor there and takes the focus; both count from 1. */
  goTo(line: number, column?: number): void;
  focus(): void;
  /** What a screen reader calls it. */
  name(label: string): void;
  dispose(): void;
}

export interface EditorCommand {
  id: string;
  label: string;
  shift: boolean;
  run: () => void;
}

export interface EditorOptions {
  host: HTMLElement;
  /** What to load the language of; `takeOver` has the last word. */
  runtime: Runtime;
  label: string;
  /** Called at the moment the editor takes over, so that nothing typed until then is lost. Offsets count UTF-16 units. */
  takeOver: () => { runtime: Runtime; code: string; selection: { start: number; end: number }; focused: boolean; scrollTop: number };
  onEdit: (code: string) => void;
  /** Escape, when the editor itself has no use for it. */
  onLeave: () => void;
  /** Whether Tab moves the focus instead of indenting. */
  onTabMode: (movesFocus: boolean) => void;
  /** Bound to Ctrl/Cmd+Enter, with Shift where they say so. */
  commands: EditorCommand[];
}

export type OpenEditor = (options: EditorOptions) => Promise<CodeEditor>;
