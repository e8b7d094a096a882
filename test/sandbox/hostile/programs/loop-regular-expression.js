// verdict: timed-out
// limits: timeMs=200
// stdout contains: before
console.log("before");
/^(a+)+$/.test("a".repeat(50) + "!");
