// verdict: out-of-memory
// limits: timeMs=3000 memoryMb=16
// stdout contains: before
console.log("before");
let deep = [];
for (let i = 0; i < 1e7; i++) deep = [deep];
structuredClone(deep);
