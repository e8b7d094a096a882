// verdict: timed-out
// limits: timeMs=200
// stdout contains: before
console.log("before");
console.log(new Proxy({}, { ownKeys() { for (;;); }, getPrototypeOf() { for (;;); } }));
for (;;);
