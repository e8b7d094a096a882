// verdict: timed-out
// limits: timeMs=200
// stdout contains: before
console.log("before");
while (true) new Array(100_000).fill(0);
