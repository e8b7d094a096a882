// verdict: timed-out
// limits: timeMs=200
// stdout contains: before
console.log("before");
[2, 1].sort(() => { for (;;); });
