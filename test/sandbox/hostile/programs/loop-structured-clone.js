// verdict: timed-out
// limits: timeMs=200
// stdout contains: before
console.log("before");
let deep = [];
for (let i = 0; i < 500; i++) deep = [deep];
for (;;) structuredClone(deep);
