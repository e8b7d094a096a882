import type * as NodesFormatter from 'node-inspect-extracted';
import { plainText } from './plain-text.ts';
import { apply, defineProperty, deleteProperty, hasOwn } from './primordials.ts';

// console.log's way of writing values is node-inspect-extracted, which is Node's own. It doubles what an isolate takes to open and
// most programs print texts, numbers, short lists and small objects, so it is only run when something else is printed.

let formatter: typeof NodesFormatter | undefined;

/** More than running the formatter takes: should the stack not suffice, it has to be seen before and not halfway. */
const STACK_FRAMES = 2_000;

/**
 * Runs the formatter, which keeps what it finds of the built-ins: the runner calls this before learner code that may change those.
 * @throws RangeError without effect when the stack is nearly full
 */
export function loadFormatter(): typeof NodesFormatter {
  if (formatter) return formatter;
  descend(STACK_FRAMES);
  const isComplete = hasOwn(globalThis, MISSED);
  if (!isComplete) defineProperty(globalThis, MISSED, { value: {}, configurable: true });
  formatter = require('node-inspect-extracted') as typeof NodesFormatter; // the bundler makes a function of it, which is called here
  if (!isComplete) deleteProperty(globalThis, MISSED);
  return formatter;
}

/** Looked at by the formatter without asking whether it is there, which it is not (../realm.ts); nothing of it is used. */
const MISSED = 'Atomics';

function descend(frames: number): number {
  return frames === 0 ? 0 : descend(frames - 1) + 1;
}

/** util.inspect: https://nodejs.org/api/util.html#utilinspectobject-options. */
export function inspect(value: unknown, options?: object): string {
  return loadFormatter().inspect(value, options);
}

/** util.format: https://nodejs.org/api/util.html#utilformatformat-args. */
export function format(values: unknown[]): string {
  return (formatter ? undefined : plainText(values)) ?? apply(loadFormatter().format, undefined, values) as string;
}
