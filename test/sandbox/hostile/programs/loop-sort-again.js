// verdict: timed-out
// limits: timeMs=200
// stdout contains: before
console.log("before");
const list = Array.from({ length: 1000 }, (_, i) => i);
while (true) list.sort(() => Math.random() - 0.5);
