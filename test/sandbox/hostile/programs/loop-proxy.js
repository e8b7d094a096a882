// verdict: timed-out
// limits: timeMs=200
// stdout contains: before
console.log("before");
new Proxy({}, { get() { for (;;); } }).x;
