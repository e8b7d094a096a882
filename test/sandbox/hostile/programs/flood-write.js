// verdict: output-limit
// limits: outputBytes=2048
for (;;) process.stdout.write("spam");
