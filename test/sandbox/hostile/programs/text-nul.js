// verdict: passed
// stdout length: 8
// stdout contains: after
console.log("\0\0after");
