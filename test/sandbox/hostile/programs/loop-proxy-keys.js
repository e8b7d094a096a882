// verdict: timed-out
// limits: timeMs=200
// stdout contains: before
console.log("before");
Object.keys(new Proxy({}, { ownKeys() { for (;;); } }));
