import { callback, evaluateNow, Harness, Isolate, removeGlobals, type Context, type Module } from '../../isolate.ts';
import { answer } from './answers.ts';

const GLOBAL = '__groundwork';
const FUNCTIONS = ['connect', 'allowOutput', 'giveInputs', 'isLoaded', 'start', 'startAll', 'startProgram', 'turn', 'abandon'] as const;

/** No shared memory without threads, and no second kind of machine code: less to attack, and nothing that a lesson needs. */
const TAKEN_AWAY = ['SharedArrayBuffer', 'Atomics', 'WebAssembly'];

/** A context ready for learner code: built-ins, harness, and the modules that join them. */
export interface Realm {
  context: Context;
  harness: Harness<(typeof FUNCTIONS)[number]>;
  /** Imports the learner's module as "main" and hands it to the harness. */
  entry: Module;
  /** What modules of ours import as "door"; learner code has no way to it. */
  door: Module;
}

/** Everything here is done ahead of the run that will use it. */
export function openRealm(isolate: Isolate): Realm {
  const context = isolate.openContext();
  const harness = new Harness(context, GLOBAL, FUNCTIONS);
  const door = isolate.compile(`export const { loaded, modules } = globalThis.${GLOBAL};`, 'groundwork:door');
  evaluateNow(door, context, () => door);
  removeGlobals(context, [GLOBAL, ...TAKEN_AWAY]);
  const entry = isolate.compile('import { loaded } from "door"; import * as exports from "main"; loaded(exports);', 'groundwork:entry');
  return { context, harness, entry, door };
}

/** Gives a realm its way out; `take` gets what is printed and observed. */
export function connect(realm: Realm, take: (kind: string, text: string) => void, outputBytes: number): void {
  realm.harness.call('connect', [callback(take, { wait: false }), callback(take, { wait: true }), callback(answer, { wait: true })]);
  realm.harness.call('allowOutput', [outputBytes]);
}
