// verdict: timed-out
// limits: timeMs=200
// stdout contains: before
console.log("before");
let one, other;
one = (async () => { await null; await other; })();
other = (async () => { await one; })();
await other;
