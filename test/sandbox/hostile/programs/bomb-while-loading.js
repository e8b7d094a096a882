// verdict: out-of-memory
// limits: timeMs=3000 memoryMb=16
// call: f() gives 1
const all = [];
for (;;) all.push({ x: all.length });
export const f = () => all;
