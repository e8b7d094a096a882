import { abandon, answer, begin, isLoaded, loaded, start, startProgram, turn } from './cases.ts';
import { takeRequest } from './requests.ts';
import { defineProperty, freeze } from './primordials.ts';

/** Puts what the runner calls under a global name, which is taken away before any learner code runs; see ../realm.ts. */
export function offerHarness(modules: Record<string, object>, loadFormatter: () => void): void {
  defineProperty(globalThis, '__groundwork', {
    value: freeze({ __proto__: null, begin, loaded, isLoaded, start, startProgram, turn, takeRequest, answer, abandon, loadFormatter, modules }), configurable: true,
  });
}
