// verdict: passed
// call: f(5) gives 5
for (const name of Object.getOwnPropertyNames(globalThis)) { const value = globalThis[name]; if (value && (typeof value === "object" || typeof value === "function") && value !== globalThis) { Object.freeze(value); if (value.prototype) Object.freeze(value.prototype); } }
export const f = (x) => x;
