// verdict: timed-out
// limits: timeMs=200
// stdout contains: before
console.log("before");
while (true) "ab".repeat(10_000).split("");
