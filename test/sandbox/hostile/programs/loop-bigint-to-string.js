// verdict: timed-out
// limits: timeMs=200
// stdout contains: before
console.log("before");
for (;;) (3n ** 200_000n).toString();
