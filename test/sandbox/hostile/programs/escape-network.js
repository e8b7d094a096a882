// verdict: passed
// stdout contains: nothing
for (const address of ["http://127.0.0.1:3000/", "http://localhost/", "file:///etc/passwd", "https://example.org/"]) {
  try { console.log("ESCAPED", (await fetch(address)).status); } catch {}
}
if (globalThis.WebSocket ?? globalThis.XMLHttpRequest ?? globalThis.EventSource ?? globalThis.navigator) console.log("ESCAPED");
console.log("nothing");
