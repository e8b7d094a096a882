// verdict: out-of-memory
// limits: timeMs=3000 memoryMb=16
// stdout contains: before
console.log("before");
const all = [];
for (let i = 0; ; i++) all.push(Function(`return ${i}; // ${"x".repeat(1000)}`));
