// verdict: passed
// stdout contains: nothing
for (const name of ["node:fs", "fs", "file:///etc/passwd", "data:text/javascript,export default 1", "door", "main", "groundwork:door", "isolated-vm", "../../../server/errors.ts", "https://example.org/x.js"]) {
  try { await import(name); console.log("ESCAPED", name); } catch {}
}
console.log("nothing");
