import type { CaseInput } from '../../../../../contract/exercise.ts';
import type { Value } from '../../../../../contract/value.ts';
import { pass, stopClock } from './clock.ts';
import { decodeValue } from './decode.ts';
import { encodeValue } from './encode.ts';
import { errorText } from './thrown.ts';
import { connect, emit, type Connection } from './harness.ts';
import { append, apply, jsonParse, NativePromise, NativeTypeError } from './primordials.ts';
import { forgetRequests, hasRequests, isAsking, settleRequest, wakeUp } from './requests.ts';
import { after, forgetTimers, nextDue, runOne } from './timers.ts';

/**
 * One case after the other, driven by the runner, which calls `start` and then `turn` until the case has ended: between
 * two calls the isolate drains its microtasks, and only there can be known whether anything is left to happen.
 *
 *   start(index) ──▶ running ──▶ ended (an observation was emitted)
 *                      │ ▲ turn(): runs a timer that is due
 *                      └─┴─ else says how long to sleep, that nothing is left, or that the runner is to take a request and `answer` it
 */
const ENDED = -2;
const NOTHING_LEFT = -1;
const ASKS = -3;

/** What a bundle adds that knows more than calls: programs need `process`, requests the interfaces of the web. */
interface Kinds {
  giveProgram(input: CaseInput & { kind: 'program' }, fileName: string): void;
  /** The program has nothing left to do: tells its exit code. */
  exitProgram(): number;
  respond(index: number, input: CaseInput & { kind: 'http' }, exports: Record<string, unknown>): void;
}
const kinds: Partial<Kinds> = {};

export function addKinds(more: Partial<Kinds>): void {
  kinds.giveProgram ??= more.giveProgram;
  kinds.exitProgram ??= more.exitProgram;
  kinds.respond ??= more.respond;
}

let inputs: CaseInput[] = [];
let allAtOnce = false;
let namespace: Record<string, unknown> | undefined;
let state: 'idle' | 'running' | 'ended' = 'idle';
let current = -1;
/** A call that returned nothing at once and has left timers: it is over when they are. */
let lingering = '';

/**
 * Called by the runner once per context, before any learner code. `atOnce`: the code cannot leave anything behind for later, so
 * that all cases follow one another as soon as it is loaded, without another way through the runner. `clockStands`: see clock.ts.
 */
export function begin(emit: Connection['emit'], ask: Connection['ask'], outputBytes: number, json: string, atOnce: boolean, clockStands: boolean): void {
  connect({ emit, ask }, outputBytes);
  if (clockStands) stopClock();
  inputs = jsonParse(json) as CaseInput[];
  allAtOnce = atOnce;
}

/** The learner's module was evaluated to its end; `exports` is its namespace. */
export function loaded(exports: Record<string, unknown>): void {
  namespace = exports;
  if (!allAtOnce) return;
  emit('loaded', '');
  for (let index = 0; index < inputs.length; index += 1) {
    start(index);
    turn();
  }
}

export function isLoaded(): boolean {
  return namespace !== undefined;
}

/** Before a program is evaluated: what it can read. */
export function startProgram(index: number, fileName: string): void {
  const input = inputs[index];
  state = 'running';
  current = index;
  if (input?.kind === 'program') kinds.giveProgram?.(input, fileName);
}

/** Begins a case of a loaded module; false when the one before has not ended. */
export function start(index: number): boolean {
  const input = inputs[index];
  if (state === 'running' || !input || !namespace) return false; // not loaded: that failure is told instead
  state = 'running';
  current = index;
  lingering = '';
  if (input.kind === 'call') void begun(index, input, namespace);
  if (input.kind === 'http') kinds.respond?.(index, input, namespace);
  return true;
}

/** See the diagram: ENDED, NOTHING_LEFT, ASKS, or milliseconds until the next timer. Without a case, it serves a module that is loading. */
export function turn(): number {
  if (state === 'ended') {
    if (hasRequests()) return ASKS; // what was sent before the end is done, whether or not anybody waits for it
    forgetTimers();
    return ENDED;
  }
  if (isAsking()) return ASKS;
  const due = nextDue();
  if (due === 0 || (due > 0 && pass(due))) {
    runOne();
    return isAsking() ? ASKS : 0;
  }
  if (due > 0) return due;
  if (wakeUp()) return 0;
  if (lingering !== '') end(current, lingering);
  else if (state === 'running' && inputs[current]?.kind === 'program' && namespace) exit();
  return hasEnded() ? ENDED : NOTHING_LEFT;
}

/** Brings the answer to the request that the runner has taken. Once the case has ended, nobody hears it. */
export function answer(text: string): void {
  if (!hasEnded()) settleRequest(text);
}

/** Asked afresh, because what was just called may have ended the case. */
function hasEnded(): boolean {
  return state === 'ended';
}

/** Gives up on a case: what it still does is not looked at any more. */
export function abandon(): void {
  state = 'ended';
  current = -1;
  lingering = '';
  forgetTimers();
  forgetRequests();
}

/** Writes down how a case ended, once. `ended` is the inside of an Observation's JSON. */
export function end(index: number, ended: string): void {
  if (index !== current || state !== 'running') return;
  state = 'ended';
  emit('observed', `{"index":${index},${ended}}`);
}

function exit(): void {
  const exitCode = kinds.exitProgram?.() ?? 0; // may add work or output, as in Node; exiting is final all the same
  end(current, `"ended":"exited","exitCode":${exitCode}`);
}

/** The call of a case, after those that come before it; without any, at once. */
async function begun(index: number, input: CaseInput & { kind: 'call' }, exports: Record<string, unknown>): Promise<void> {
  const { function: name, earlier, afterMs } = input;
  if (earlier) await callBefore(exports[name], earlier);
  if (afterMs !== undefined) await new NativePromise<void>((resolve) => after(afterMs, resolve));
  call(index, name, input.args, exports);
}

/** What these return or throw does not count: whatever is wrong with them shows in the call that does. */
async function callBefore(learnerFunction: unknown, calls: Value[][]): Promise<void> {
  if (typeof learnerFunction !== 'function') return;
  for (let at = 0; at < calls.length; at += 1) {
    try {
      await apply(learnerFunction as (...values: unknown[]) => unknown, undefined, decodedAll(calls[at]!));
    } catch {
      // see above
    }
  }
}

function decodedAll(encoded: Value[]): unknown[] {
  const values: unknown[] = [];
  for (let at = 0; at < encoded.length; at += 1) append(values, decodeValue(encoded[at]!));
  return values;
}

function call(index: number, name: string, encodedArgs: Value[], exports: Record<string, unknown>): void {
  const learnerFunction = exports[name];
  if (typeof learnerFunction !== 'function') return end(index, threw(new NativeTypeError(missing(name, learnerFunction))));
  let result: unknown;
  try {
    result = apply(learnerFunction as (...values: unknown[]) => unknown, undefined, decodedAll(encodedArgs));
  } catch (error) {
    return end(index, threw(error));
  }
  if (isThenable(result)) return void settle(index, result);
  const ended = `"ended":"returned","value":${encodeValue(result)}`;
  if (result === undefined && nextDue() >= 0) lingering = ended;
  else end(index, ended);
}

async function settle(index: number, promise: unknown): Promise<void> {
  let ended: string;
  try {
    ended = `"ended":"returned","value":${encodeValue(await promise)}`;
  } catch (error) {
    ended = threw(error);
  }
  end(index, ended);
}

function threw(error: unknown): string {
  return `"ended":"threw","error":${errorText(error)}`;
}

function isThenable(value: unknown): boolean {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return false;
  try {
    return typeof (value as { then?: unknown }).then === 'function';
  } catch {
    return true; // awaiting it shows what it throws
  }
}

function missing(name: string, found: unknown): string {
  const what = found === undefined ? `does not export a function called ${name}` : `exports ${name}, but it is not a function`;
  return `Your code ${what}. Write it as: export function ${name}(…) { … }`;
}
