// verdict: failed
// call: f() gives 1
export function f() {
  let deep = null;
  for (let i = 0; i < 1e5; i++) deep = { deep };
  return deep;
}
