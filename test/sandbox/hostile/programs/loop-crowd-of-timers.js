// verdict: timed-out
// limits: timeMs=200
// stdout contains: before
console.log("before");
for (let i = 0; i < 20_000; i++) setInterval(() => {}, 1);
