// verdict: out-of-memory
// limits: timeMs=3000 memoryMb=16
// stdout contains: before
console.log("before");
function* all() { for (let i = 0; ; i++) yield { i }; }
[...all()];
