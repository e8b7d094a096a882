// verdict: output-limit
// limits: outputBytes=2048
setInterval(() => console.log("spam".repeat(50)), 0);
