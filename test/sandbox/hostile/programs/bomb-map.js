// verdict: out-of-memory
// limits: timeMs=3000 memoryMb=16
// stdout contains: before
console.log("before");
const map = new Map();
for (let i = 0; ; i++) map.set(i, { i });
