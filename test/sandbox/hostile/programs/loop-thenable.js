// verdict: timed-out
// limits: timeMs=200
// stdout contains: before
console.log("before");
await { then(resolve) { resolve(this); } };
