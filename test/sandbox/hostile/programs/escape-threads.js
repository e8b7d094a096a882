// verdict: passed
// stdout contains: nothing
if (globalThis.Worker ?? globalThis.MessageChannel ?? globalThis.SharedArrayBuffer ?? globalThis.Atomics ?? globalThis.BroadcastChannel) console.log("ESCAPED");
console.log("nothing");
