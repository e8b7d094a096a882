// verdict: passed
// stdout contains: a�b
console.log("a\ud800b");
