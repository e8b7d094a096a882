import { clockNow } from './clock.ts';
import { apply, defineProperty, floor, freeze, mapDelete, mapForEach, mapSet, max, NativeMap, numberOf, stringOf } from './primordials.ts';

/**
 * Timers on a loop of our own: the runner asks `nextDue`, sleeps, and calls `runOne`; after each callback the isolate
 * drains its microtasks, as Node does. An immediate is a timer that is due at once.
 */
interface Timer { id: number; due: number; order: number; every: number | undefined; callback: (...args: unknown[]) => void; args: unknown[] }

let timers = new NativeMap<number, Timer>();
let lastId = 0;
let lastOrder = 0;

const LONGEST_DELAY = 2 ** 31 - 1;

function add(callback: unknown, delay: unknown, repeat: boolean, args: unknown[]): number {
  if (typeof callback !== 'function') throw new TypeError(`The "callback" argument must be of type function. Received ${callback === null ? 'null' : typeof callback}`);
  let wait = numberOf(delay);
  if (!(wait >= 1 && wait <= LONGEST_DELAY)) wait = delay === IMMEDIATE ? 0 : 1;
  wait = floor(wait);
  lastId += 1;
  lastOrder += 1;
  const timer: Timer = { id: lastId, due: clockNow() + wait, order: lastOrder, every: repeat ? wait : undefined, callback: callback as Timer['callback'], args };
  mapSet(timers, timer.id, timer);
  return timer.id;
}
const IMMEDIATE = 'immediate';

/** What setTimeout returns in Node: an object with ref and unref, which is also a number. */
class Timeout {
  readonly #id: number;
  constructor(id: number) { this.#id = id; }
  static idOf(value: unknown): number {
    return typeof value === 'object' && value !== null && #id in value ? value.#id : typeof value === 'number' || typeof value === 'string' ? numberOf(value) : 0;
  }
  ref(): this { return this; }
  unref(): this { return this; }
  hasRef(): boolean { return true; }
  refresh(): this {
    mapForEach(timers, (timer) => {
      if (timer.id === this.#id) timer.due = clockNow() + (timer.every ?? 1);
    });
    return this;
  }
  close(): this {
    mapDelete(timers, this.#id);
    return this;
  }
  [Symbol.toPrimitive](): number { return this.#id; }
  [Symbol.dispose](): void { this.close(); }
}
freeze(Timeout.prototype);
const { idOf } = Timeout;

export const timerGlobals = {
  setTimeout: (callback: unknown, delay?: unknown, ...args: unknown[]) => new Timeout(add(callback, delay, false, args)),
  setInterval: (callback: unknown, delay?: unknown, ...args: unknown[]) => new Timeout(add(callback, delay, true, args)),
  setImmediate: (callback: unknown, ...args: unknown[]) => new Timeout(add(callback, IMMEDIATE, false, args)),
  clearTimeout: (timer?: unknown) => void mapDelete(timers, idOf(timer)),
  clearInterval: (timer?: unknown) => void mapDelete(timers, idOf(timer)),
  clearImmediate: (timer?: unknown) => void mapDelete(timers, idOf(timer)),
};

function next(): Timer | undefined {
  let found: Timer | undefined;
  mapForEach(timers, (timer) => {
    if (!found || timer.due < found.due || (timer.due === found.due && timer.order < found.order)) found = timer;
  });
  return found;
}

/** Milliseconds until a timer is due, 0 when one is; -1 without timers. */
export function nextDue(): number {
  const timer = next();
  return timer ? max(0, timer.due - clockNow()) : -1;
}

/** Runs the timer that is due, if one is; what its callback throws is passed on. */
export function runOne(): void {
  const timer = next();
  if (!timer || timer.due > clockNow()) return;
  if (timer.every === undefined) {
    mapDelete(timers, timer.id);
  } else {
    timer.due = clockNow() + timer.every;
    lastOrder += 1;
    timer.order = lastOrder;
  }
  apply(timer.callback, undefined, timer.args);
}

export function forgetTimers(): void {
  timers = new NativeMap();
}

/** A job of the harness's own, run by the loop like an immediate. */
export function later(callback: () => void): void {
  add(callback, IMMEDIATE, false, []);
}

/** A job of the harness's own after so many milliseconds. */
export function after(ms: number, callback: () => void): void {
  add(callback, ms, false, []);
}

defineProperty(Timeout, 'name', { value: stringOf('Timeout') });
