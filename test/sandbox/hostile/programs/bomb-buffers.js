// verdict: out-of-memory
// limits: timeMs=3000 memoryMb=16
// stdout contains: before
console.log("before");
const all = [];
while (true) all.push(new Uint8Array(1e6).fill(1));
