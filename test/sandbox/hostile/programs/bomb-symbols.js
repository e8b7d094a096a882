// verdict: out-of-memory
// limits: timeMs=3000 memoryMb=16
// stdout contains: before
console.log("before");
const all = [];
for (;;) all.push(Symbol(`${all.length}`));
