// verdict: timed-out
// limits: timeMs=200
// stdout contains: before
console.log("before");
const numbers = new Float64Array(100_000).map(() => Math.random());
for (;;) numbers.slice().sort();
