import type { CaseInput } from '../../../../contract/exercise.ts';
import { callback, evaluateNow, Harness, Isolate, type Context, type Module } from '../../isolate.ts';
import { answer } from './answers.ts';

const GLOBAL = '__groundwork';

/** No shared memory without threads, and no second kind of machine code: less to attack, and nothing that a lesson needs. */
const TAKEN_AWAY = ['SharedArrayBuffer', 'Atomics', 'WebAssembly'];

/** What `entry` imports first, and so evaluated before anything else in a context: nothing after it finds the harness, or what is taken away. */
const DOOR = `export const { loaded, modules } = globalThis.${GLOBAL}; ${[GLOBAL, ...TAKEN_AWAY].map((name) => `delete globalThis.${name};`).join(' ')}`;
const ENTRY = 'import { loaded } from "door"; import * as exports from "main"; loaded(exports);';

type HarnessFunction = 'begin' | 'isLoaded' | 'start' | 'startProgram' | 'turn' | 'takeRequest' | 'answer' | 'abandon' | 'loadFormatter';

/** A context ready for learner code: built-ins, harness, and the modules that join them. */
export interface Realm {
  context: Context;
  harness: Harness<HarnessFunction>;
  /** Imports the learner's module as "main" and hands it to the harness. */
  entry: Module;
  /** What modules of ours import as "door"; learner code has no way to it. */
  door: Module;
}

/** Everything here is done ahead of the run that will use it. */
export function openRealm(isolate: Isolate): Realm {
  const context = isolate.openContext();
  const harness = new Harness<HarnessFunction>(context, GLOBAL);
  return { context, harness, door: isolate.compile(DOOR, 'groundwork:door'), entry: isolate.compile(ENTRY, 'groundwork:entry') };
}

/** Lets modules of ours be evaluated before `entry`, which would else open the door itself, in the same go as the learner's module. */
export function openDoor({ door, context }: Realm): void {
  evaluateNow(door, context, () => door);
}

/** Gives a realm its cases and its way out; `take` gets what is printed and observed. `atOnce`: see inside/cases.ts. */
export function begin(realm: Realm, take: (kind: string, text: string) => void, given: { outputBytes: number; inputs: CaseInput[]; atOnce: boolean }): void {
  const since = performance.now(); // a clock that began before would tell of the runs before
  const ask = (question: string, ...details: string[]): string | void => {
    if (question === 'take') return take(details[0]!, details[1]!);
    return question === 'now' ? String(performance.now() - since) : answer(question, ...details);
  };
  realm.harness.call('begin', [callback(take, { wait: false }), callback(ask, { wait: true }), given.outputBytes, JSON.stringify(given.inputs.map(withoutData)), given.atOnce, given.inputs.some(hasRedis)]);
}

/** A case as the isolate gets it: what is in its databases, and what is asked of them afterwards, is none of the program's affair. */
function withoutData(input: CaseInput): CaseInput {
  if (input.kind === 'query') return input;
  const { data: _, ...rest } = input;
  return rest;
}

function hasRedis(input: CaseInput): boolean {
  return input.kind !== 'query' && input.data?.redis !== undefined;
}
