// verdict: passed
// stdout contains: nothing
debugger;
const { inspector, Debug, d8, gc, $262, ShadowRealm } = globalThis;
if (inspector ?? Debug ?? d8 ?? gc ?? $262 ?? ShadowRealm) console.log("ESCAPED");
console.log("nothing");
