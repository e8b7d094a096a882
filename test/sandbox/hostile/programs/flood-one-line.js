// verdict: output-limit
// limits: outputBytes=2048
console.log("x".repeat(5e6));
