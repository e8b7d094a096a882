// verdict: timed-out
// limits: timeMs=200
// stdout contains: before
console.log("before");
console.log({ [Symbol.for("nodejs.util.inspect.custom")]() { for (;;); } });
