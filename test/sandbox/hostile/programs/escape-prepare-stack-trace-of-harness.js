// verdict: passed
// stdout contains: nothing
const seen = [];
Error.prepareStackTrace = (_error, frames) => { seen.push(...frames); return ""; };
try { console.log(1n + 1); } catch (error) { error.stack; }
try { new URL("nonsense"); } catch (error) { error.stack; }
try { structuredClone(() => {}); } catch (error) { error.stack; }
for (const frame of seen) { const f = frame.getFunction?.(); if (f && /^(emit|ask|take|connect|start|turn)$/.test(f.name)) console.log("ESCAPED", f.name); }
console.log("nothing");
