// verdict: out-of-memory
// limits: timeMs=3000 memoryMb=16
// stdout contains: before
console.log("before");
"x".repeat(5e8).split("");
