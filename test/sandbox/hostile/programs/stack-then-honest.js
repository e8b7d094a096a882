// verdict: passed
// call: f(2) gives 4
export function f(x) {
  const deep = () => deep();
  try { deep(); } catch {}
  return x * 2;
}
