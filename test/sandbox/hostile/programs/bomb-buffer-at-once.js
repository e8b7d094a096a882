// verdict: out-of-memory
// limits: timeMs=3000 memoryMb=16
// stdout contains: before
console.log("before");
new ArrayBuffer(4e9);
