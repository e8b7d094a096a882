// verdict: passed
// stdout contains: nothing
for (const name of ["emit", "ask", "then", "index", "ended", "kind", "text", "error", "responses"]) {
  Object.defineProperty(Object.prototype, name, { configurable: true, set(value) { if (typeof value === "function") process.stdout.write("ESCAPED"); }, get() { return undefined; } });
}
console.log("nothing", { a: 1 });
