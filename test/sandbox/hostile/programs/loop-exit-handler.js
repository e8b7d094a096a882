// verdict: timed-out
// limits: timeMs=200
// stdout contains: before
console.log("before");
process.on("exit", () => { for (;;); });
