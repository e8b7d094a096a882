// verdict: timed-out
// limits: timeMs=200
// stdout contains: before
console.log("before");
async function* all() { for (;;) yield 1; }
for await (const one of all()) one;
