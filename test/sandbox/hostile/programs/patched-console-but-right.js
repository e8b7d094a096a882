// verdict: passed
// call: f(5) gives 5
globalThis.console = undefined;
globalThis.process = undefined;
delete globalThis.setTimeout;
export const f = (x) => x;
