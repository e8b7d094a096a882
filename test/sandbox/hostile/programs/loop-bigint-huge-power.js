// verdict: timed-out
// limits: timeMs=200
// stdout contains: before
console.log("before");
3n ** 60_000_000n;
