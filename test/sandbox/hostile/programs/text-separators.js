// verdict: passed
// stdout length: 13
console.log("\u2028\u2029\r\v\f\x1b[31m\x85\n");
