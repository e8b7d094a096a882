// verdict: passed
// stdout contains: nothing
function f() { try { if (f.caller && /native|emit|apply/.test(`${f.caller}`)) console.log("ESCAPED"); } catch {} }
setTimeout(f, 0);
process.on("exit", f);
f();
console.log("nothing");
