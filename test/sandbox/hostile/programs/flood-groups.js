// verdict: output-limit
// limits: outputBytes=2048
for (;;) { console.group(); console.log("x"); }
