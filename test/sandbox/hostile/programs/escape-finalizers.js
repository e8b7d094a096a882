// verdict: passed
// stdout contains: nothing
const registry = new FinalizationRegistry(() => console.log("ESCAPED"));
for (let i = 0; i < 1000; i++) registry.register({}, i);
console.log("nothing");
