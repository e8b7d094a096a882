import { abandon, giveInputs, isLoaded, loaded, start, startAll, startProgram, turn } from './cases.ts';
import { allowOutput, connect } from './harness.ts';
import { defineProperty } from './primordials.ts';

/** Puts what the runner calls under a global name, which the runner takes away before any learner code runs. */
export function offerHarness(modules: Record<string, object>): void {
  defineProperty(globalThis, '__groundwork', {
    value: { connect, allowOutput, giveInputs, loaded, isLoaded, start, startAll, startProgram, turn, abandon, modules }, configurable: true,
  });
}
