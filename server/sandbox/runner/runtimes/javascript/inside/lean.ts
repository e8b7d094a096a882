import { abandon, giveInputs, isLoaded, loaded, start, startAll, startProgram, turn } from './cases.ts';
import { defineEverydayGlobals } from './globals.ts';
import { allowOutput, connect } from './harness.ts';
import { defineProperty } from './primordials.ts';

// The snapshot for programs that need nothing of the web: small, so that it is there in a millisecond.

defineEverydayGlobals();

/** Taken away by the runner before any learner code runs. */
defineProperty(globalThis, '__groundwork', {
  value: { connect, allowOutput, giveInputs, loaded, isLoaded, start, startAll, startProgram, turn, abandon, modules: {} }, configurable: true,
});
