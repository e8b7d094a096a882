// verdict: timed-out
// limits: timeMs=200
// stdout contains: before
console.log("before");
const trap = { get y() { for (;;); } };
trap.y;
