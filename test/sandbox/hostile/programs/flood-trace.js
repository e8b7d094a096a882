// verdict: output-limit
// limits: outputBytes=2048
for (;;) console.trace("x");
