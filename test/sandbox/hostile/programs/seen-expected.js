// verdict: failed
// call: f(1) gives 4242
// The expectation (see the head of this file, which does not enter a runner) must be nowhere in here.
const seen = new Set();
function look(value, depth = 0) {
  if (value === 4242) throw new Error("ESCAPED");
  if ((typeof value !== "object" && typeof value !== "function") || value === null || seen.has(value) || depth > 6) return;
  seen.add(value);
  for (const key of Reflect.ownKeys(value)) { let next; try { next = value[key]; } catch { continue; } look(next, depth + 1); }
  look(Object.getPrototypeOf(value), depth + 1);
}
export function f(...args) {
  look(args);
  look(globalThis);
  return 1;
}
