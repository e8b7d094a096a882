// verdict: timed-out
// limits: timeMs=200
// stdout contains: before
console.log("before");
const again = () => setTimeout(again, 0);
again();
