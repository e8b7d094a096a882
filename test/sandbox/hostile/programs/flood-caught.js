// verdict: output-limit
// limits: outputBytes=2048
for (;;) try { console.log("spam"); throw new Error("x"); } catch (error) { console.error(error); }
