// verdict: failed
// call: f(1) gives 1
// call: f(2) gives 4242
export function f(x) {
  if (x === 1) setTimeout(() => { globalThis.answer = 4242; }, 0);
  return x === 1 ? 1 : undefined;
}
Object.defineProperty(globalThis, "value", { get: () => 4242 });
