// verdict: timed-out
// limits: timeMs=200
// stdout contains: before
console.log("before");
const child = Object.create(new Proxy({}, { has() { for (;;); } }));
"x" in child;
