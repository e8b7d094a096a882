import { connect, print } from '../../javascript/inside/harness.ts';
import type { Connection } from '../../javascript/inside/harness.ts';
import * as errorClasses from './errors.ts';
import { freezeClasses, noteGlobals, protectBuiltIns } from './protect.ts';
import { Collection } from './shell/collection.ts';
import { AggregationCursor, Cursor, FindCursor } from './shell/cursor.ts';
import { Database, Mongo, Session } from './shell/database.ts';
import { printDates } from './shell/print.ts';
import { placeFrames, rawError, type RawQueryError } from './shell/script.ts';
import { Shell, type Result } from './shell/shell.ts';
import * as types from './types.ts';

// The harness inside an isolate: a shell for one case, and what the runner calls. Values cross as JSON texts. A context runs either a case
// (setup, then the learner's code) or what is asked about its data afterwards: that finds nothing that the learner's code has changed besides.
// A context in which nothing else has changed may be asked itself, and may run the next case, which saves making another.

export interface CaseEnd { results: Result[]; error?: RawQueryError; isSetupBroken?: boolean; notices: string[]; isFull?: boolean }
export interface Asked { probe?: Result | { error: RawQueryError }; attempts: (RawQueryError | null)[] }

/** What an exercise's own data may answer while it is set up; what it answers is not kept. */
const SETUP_ROOM = 64 * 1024 * 1024;
const SETUP_FILE = 'setup.mongodb';
const EMPTY: Result = { columns: [], rows: [], rowCount: 0, command: '', durationMs: 0 };

const GLOBAL = '__groundwork';
/** No shared memory without threads, and no second kind of machine code. */
const TAKEN_AWAY = [GLOBAL, 'SharedArrayBuffer', 'Atomics', 'WebAssembly'];

const shell = new Shell();
let isUntouched: () => boolean;

/** Called once per context, before any other code. */
function begin(emit: Connection['emit'], ask: Connection['ask'], outputBytes: number): void {
  connect({ emit, ask }, outputBytes);
  for (const name of TAKEN_AWAY) Reflect.deleteProperty(globalThis, name);
  isUntouched = noteGlobals();
}

function runCase(text: string): string {
  const { setup, code, fileName, room } = JSON.parse(text) as { setup: string; code: string; fileName: string; room: number };
  const end: CaseEnd = { results: [], notices: [] };
  try {
    if (setup.trim() !== '') shell.prepare(setup, SETUP_FILE);
  } catch (error) {
    const raw = rawError(error);
    return JSON.stringify({ ...end, isSetupBroken: true, error: { ...raw, message: `The data of this exercise cannot be set up: ${raw.message}` } });
  }
  try {
    shell.run(code, fileName, room, end.results);
  } catch (error) {
    if (shell.isFull) end.isFull = true;
    else {
      end.error = rawError(error);
      print('stderr', `${told(end.error)}\n`);
    }
  }
  if (shell.state.takeBackOpen()) {
    const notice = 'A transaction was still open at the end of your code, so nothing of it was kept. session.commitTransaction() ends one.';
    end.notices.push(notice);
    print('stderr', `${notice}\n`);
  }
  return JSON.stringify(end);
}

/** As mongosh writes an error. */
function told({ name, message, codeName, detail }: RawQueryError): string {
  const kind = codeName === undefined || name !== 'MongoServerError' ? name : `${name}[${codeName}]`;
  return `${kind}: ${message}${detail === undefined ? '' : `\nAdditional information: ${detail}`}`;
}

/** Makes ready for another case; false when something is not as it was, so that the case needs a context of its own. */
function startOver(): boolean {
  if (!isUntouched()) return false;
  shell.startOver();
  return true;
}

/** All data, for the context that is asked about it. */
function dump(): string {
  return JSON.stringify({ dump: shell.state.store.dump(), database: shell.database });
}

/** Asks the context itself; nothing when something in it is not as it was, so that another has to be asked. */
function askHere(text: string): string {
  if (!isUntouched()) return '';
  shell.beginAnew();
  return ask(text);
}

function askAbout(dumped: string, text: string): string {
  const { dump: data, database } = JSON.parse(dumped) as { dump: string; database: string };
  shell.load(data, database);
  return ask(text);
}

function ask(text: string): string {
  const { probe, attempts } = JSON.parse(text) as { probe?: string; attempts: string[] };
  const asked: Asked = { attempts: attempts.map((code, index) => attempt(code, `attempt-${index + 1}.mongodb`)) };
  if (probe !== undefined) {
    try {
      asked.probe = shell.quietly(probe, 'probe.mongodb', SETUP_ROOM).at(-1) ?? EMPTY;
    } catch (error) {
      asked.probe = { error: rawError(error) };
    }
  }
  return JSON.stringify(asked);
}

/** Tries a script and takes back what it did. */
function attempt(code: string, fileName: string): RawQueryError | null {
  const before = shell.state.store.snapshot();
  try {
    shell.quietly(code, fileName, SETUP_ROOM);
    return null;
  } catch (error) {
    return rawError(error);
  } finally {
    shell.state.store.restore(before);
  }
}

function isClass(value: unknown): value is { prototype: object } {
  return typeof value === 'function' && typeof value.prototype === 'object';
}

placeFrames();
printDates();
protectBuiltIns();
freezeClasses([Collection, Cursor, FindCursor, AggregationCursor, Database, Mongo, Session, ...[errorClasses, types].flatMap((module) => Object.values(module).filter(isClass))]);
Object.defineProperty(globalThis, GLOBAL, { value: Object.freeze({ __proto__: null, begin, runCase, startOver, dump, askHere, askAbout }), configurable: true });
