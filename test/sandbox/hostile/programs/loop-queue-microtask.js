// verdict: timed-out
// limits: timeMs=200
// stdout contains: before
console.log("before");
const again = () => queueMicrotask(again);
again();
