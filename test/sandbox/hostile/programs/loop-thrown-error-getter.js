// verdict: timed-out
// limits: timeMs=200
// stdout contains: before
console.log("before");
const error = new Error("x");
Object.defineProperty(error, "message", { get() { for (;;); } });
throw error;
