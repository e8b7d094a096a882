// verdict: timed-out
// limits: timeMs=200
// stdout contains: before
console.log("before");
const again = () => Promise.resolve().then(again);
again();
