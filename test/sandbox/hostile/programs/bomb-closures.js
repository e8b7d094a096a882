// verdict: out-of-memory
// limits: timeMs=3000 memoryMb=16
// stdout contains: before
console.log("before");
let f = () => 0;
while (true) { const g = f; f = () => g; }
