// verdict: timed-out
// limits: timeMs=200
// stdout contains: before
console.log("before");
function* all() { for (;;) yield 1; }
for (const one of all()) one;
