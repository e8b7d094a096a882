// verdict: out-of-memory
// limits: timeMs=3000 memoryMb=16
// stdout contains: before
console.log("before");
const all = [];
for (;;) all.push(1n << 1_000_000n);
