// verdict: output-limit
// limits: outputBytes=2048
for (;;) console.table([{ a: 1, b: 2 }]);
