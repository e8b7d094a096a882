// verdict: timed-out
// limits: timeMs=200
// call: f(1) gives 1
for (;;);
export const f = (x) => x;
