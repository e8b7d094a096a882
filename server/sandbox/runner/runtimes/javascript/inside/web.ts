import './web-globals.ts';
import { abandon, giveInputs, isLoaded, loaded, onHttp, start, startAll, startProgram, turn } from './cases.ts';
import { allowOutput, connect } from './harness.ts';
import { respond } from './http.ts';
import { modules } from './modules.ts';
import { defineProperty } from './primordials.ts';

// The snapshot for programs that use the web's interfaces or Hono.

onHttp((index, input, exports) => void respond(index, input, exports));

/** Taken away by the runner before any learner code runs. */
defineProperty(globalThis, '__groundwork', {
  value: { connect, allowOutput, giveInputs, loaded, isLoaded, start, startAll, startProgram, turn, abandon, modules }, configurable: true,
});
