// verdict: passed
// limits: outputBytes=300000
// stdout length: 262145
console.log("x".repeat(262_144));
