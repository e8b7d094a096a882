// verdict: output-limit
// limits: outputBytes=2048
for (;;) process.emitWarning("x");
