// verdict: out-of-memory
// limits: timeMs=3000 memoryMb=16
// stdout contains: before
console.log("before");
const sets = [];
for (;;) sets.push(new Set([1, 2, 3, sets.length]));
