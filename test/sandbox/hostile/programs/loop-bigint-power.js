// verdict: timed-out
// limits: timeMs=200
// stdout contains: before
console.log("before");
let x = 7n;
for (;;) x = (7n ** 100_000n) * 3n;
