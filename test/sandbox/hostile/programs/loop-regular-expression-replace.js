// verdict: timed-out
// limits: timeMs=200
// stdout contains: before
console.log("before");
"a".repeat(60).replace(/(a*)*b/g, "x");
