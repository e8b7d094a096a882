// verdict: passed
// call: f(262144) gives 262144
export function f(n) {
  const text = "y".repeat(n);
  return text.length;
}
