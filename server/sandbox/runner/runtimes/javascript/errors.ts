import type { ProgramError } from '../../../../contract/observation.ts';

/** An error as it left the isolate: what it says of itself, nothing more. */
export interface RawError { name?: unknown; message?: unknown; stack?: unknown }

interface Frame { file: string; text: string; line: number; column: number }

/** `at work (main.js:3:5)`, `at main.js:3:5`, `at async main.js:3:5`. */
const FRAME = /^\s*at (?:(.{1,200}?) \()?((?:async )?[^\s():]{1,200}):(\d{1,7}):(\d{1,7})\)?$/;
/** isolated-vm puts the place of a syntax error into its message. */
const PLACE = / \[([^[\]:]{1,200}):(\d{1,7}):(\d{1,7})\]$/;

const STACK_CHARACTERS = 16_384;
const STACK_FRAMES = 20;

/** The learner's files; `place` maps a position in what V8 ran to one in what the learner wrote, when they differ. */
export type Sources = ReadonlyMap<string, { place?: ((line: number, column: number) => { line: number; column: number }) | undefined }>;

/** Frames within the learner's own files; everything else is ours or isolated-vm's. */
function ownFrames(stack: unknown, sources: Sources): Frame[] {
  if (typeof stack !== 'string') return [];
  const frames: Frame[] = [];
  for (const text of stack.slice(0, STACK_CHARACTERS).split('\n')) {
    const match = FRAME.exec(text);
    const file = match?.[2]!.replace('async ', '');
    const source = file === undefined ? undefined : sources.get(file);
    if (!match || file === undefined || !source) continue;
    const { line, column } = place(source, Number(match[3]), Number(match[4]));
    frames.push({ file, text: text.trim().replace(`:${match[3]}:${match[4]}`, `:${line}:${column}`), line, column });
    if (frames.length === STACK_FRAMES) break;
  }
  return frames;
}

function place(source: { place?: ((line: number, column: number) => { line: number; column: number }) | undefined }, line: number, column: number): { line: number; column: number } {
  return source.place?.(line, column) ?? { line, column };
}

/** The line of `main` that a program was at, from a stack; undefined when it was not reached from there. */
export function lineOf(stack: string, sources: Sources, main: string): number | undefined {
  return ownFrames(stack, sources).find(({ file }) => file === main)?.line;
}

/**
 * What a learner reads of an error: its own words, the place in `main` (the innermost there, when it was thrown in a file that `main`
 * imports), and only their own frames.
 */
export function describe(error: RawError | string | number | boolean | undefined, sources: Sources, main: string): ProgramError {
  if (typeof error !== 'object' || error === null) return { name: 'Thrown value', message: String(error) };
  const name = text(error.name, 'Error');
  const message = text(error.message, '');
  const found = PLACE.exec(message);
  const source = found && sources.get(found[1]!);
  if (source) return within(found[1]!, main, { name, message: message.slice(0, found.index), ...place(source, Number(found[2]), Number(found[3])) });
  const frames = ownFrames(error.stack, sources);
  const said = clearer(name, message);
  if (frames.length === 0) return { name, message: said };
  const top = frames.find(({ file }) => file === main);
  const stack = [message === '' ? name : `${name}: ${said}`, ...frames.map((frame) => `    ${frame.text}`)].join('\n');
  return { name, message: said, ...(top ? { line: top.line, column: top.column } : {}), stack };
}

/** A problem placed in `file`: lines and columns of an error are always `main`'s, so those of another file go into its message. */
export function within(file: string, main: string, problem: ProgramError): ProgramError {
  if (file === main) return problem;
  const { name, message, line } = problem;
  return { name, message: `${message} (in ${file}${line === undefined ? '' : `, line ${line}`})` };
}

/** Says what is available, where V8's own words only say what is not. */
function clearer(name: string, message: string): string {
  if (message === THROWN_OBJECT) return 'Your program threw an object that is not an Error, so what it holds cannot be shown. Look for a throw, and let it throw new Error(…) with a message.';
  if (name === 'Error' && message === 'Not supported') return 'import(…) is not available here; write import … from … at the top of the file.';
  const missing = name === 'ReferenceError' ? /^(\w+) is not defined$/.exec(message)?.[1] : undefined;
  const instead = missing === undefined ? undefined : INSTEAD[missing];
  return instead ? `${message}. ${instead}` : message;
}

const THROWN_OBJECT = 'An object was thrown from supplied code within isolated-vm, but that object was not an instance of `Error`.';
const INSTEAD: Record<string, string> = {
  require: 'Use import … from … instead.',
  module: 'Use export instead.',
  exports: 'Use export instead.',
  __dirname: 'Programs here have no files.',
  __filename: 'Programs here have no files.',
  Buffer: 'Use Uint8Array, TextEncoder and TextDecoder instead.',
  WebAssembly: 'It is not available here.',
  SharedArrayBuffer: 'Programs here have one thread.',
  Atomics: 'Programs here have one thread.',
  Worker: 'Programs here have one thread.',
  WebSocket: 'Programs here have no network.',
  XMLHttpRequest: 'Programs here have no network.',
  document: 'Programs here run on a server, not in a page.',
  window: 'Programs here run on a server, not in a page.',
  localStorage: 'Programs here run on a server, not in a page.',
  alert: 'Programs here run on a server: use console.log.',
  prompt: 'Programs here run on a server: read process.stdin.',
};

function text(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}
