import { console, preciseNow } from './console.ts';
import { structuredClone } from './clone.ts';
import { atob, btoa, TextDecoder, TextEncoder } from './encoding.ts';
import { defineProperty, NativePromise, NativeTypeError, now, objectKeys, promiseThen } from './primordials.ts';
import { hidePromiseStates } from './printed.ts';
import { process } from './process.ts';
import { hideHarnessFrames } from './stack.ts';
import { timerGlobals } from './timers.ts';
import { URL, URLSearchParams } from './url.ts';

/** Defines globals as the web does: writable, not listed by `for … in`. */
export function defineGlobals(globals: Record<string, unknown>): void {
  const names = objectKeys(globals);
  for (let index = 0; index < names.length; index += 1) {
    const value = globals[names[index]!];
    // The bundler renames a class that is called like something of the platform, such as Request$1.
    if (typeof value === 'function' && value.name.startsWith(`${names[index]}$`)) defineProperty(value, 'name', { value: names[index] });
    defineProperty(globalThis, names[index]!, { value, writable: true, configurable: true, enumerable: false });
  }
}

const settled = NativePromise.resolve();

/** What every program finds, whatever it is. */
export function defineEverydayGlobals(): void {
  hideHarnessFrames();
  hidePromiseStates();
  const timeOrigin = (): number => now() - preciseNow();
  defineGlobals({
    console, process, structuredClone, TextEncoder, TextDecoder, atob, btoa, URL, URLSearchParams, ...timerGlobals,
    global: globalThis,
    queueMicrotask: (callback: () => void) => {
      if (typeof callback !== 'function') throw new NativeTypeError('The "callback" argument must be of type function.');
      promiseThen(settled, () => callback());
    },
    performance: { now: preciseNow, get timeOrigin() { return timeOrigin(); }, mark: () => undefined, measure: () => undefined, toJSON: () => ({ timeOrigin: timeOrigin() }) },
    fetch: async () => {
      throw new NativeTypeError('fetch is not available here: programs have no network. Use the data that the exercise gives you.');
    },
  });
}
