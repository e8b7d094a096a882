// verdict: timed-out
// limits: timeMs=200
// call: f(1) gives 1
// call: f(2) gives 2
// call: f(3) gives 3
// stdout contains: 1
export function f(x) {
  console.log(x);
  while (x === 2);
  return x;
}
