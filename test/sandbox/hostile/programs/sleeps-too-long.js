// verdict: timed-out
// limits: timeMs=200
// stdout contains: before
console.log("before");
await new Promise((done) => setTimeout(done, 60_000));
