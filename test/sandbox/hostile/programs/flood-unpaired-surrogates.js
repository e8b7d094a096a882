// verdict: output-limit
// limits: outputBytes=2048
for (;;) console.log("\ud800".repeat(100));
