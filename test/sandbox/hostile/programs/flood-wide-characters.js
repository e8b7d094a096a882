// verdict: output-limit
// limits: outputBytes=2048
for (;;) console.log("€".repeat(100));
