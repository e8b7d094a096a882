// verdict: output-limit
// limits: outputBytes=2048
const again = () => { console.log("spam"); return Promise.resolve().then(again); };
again();
