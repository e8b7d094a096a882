// verdict: timed-out
// limits: timeMs=200
// stdout contains: before
console.log("before");
JSON.parse("[1]", () => { for (;;); });
