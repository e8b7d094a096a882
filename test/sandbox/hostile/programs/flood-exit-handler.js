// verdict: output-limit
// limits: outputBytes=2048
process.on("exit", () => { for (;;) console.log("spam"); });
