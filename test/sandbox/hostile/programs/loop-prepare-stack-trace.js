// verdict: timed-out
// limits: timeMs=200
// stdout contains: before
console.log("before");
Error.prepareStackTrace = () => { for (;;); };
new Error("x").stack;
