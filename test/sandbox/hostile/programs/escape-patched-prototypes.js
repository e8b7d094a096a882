// verdict: passed
// stdout contains: nothing
const seen = [];
for (const prototype of [Function.prototype, Array.prototype, Map.prototype, Promise.prototype, String.prototype]) {
  for (const name of Object.getOwnPropertyNames(prototype)) {
    const { value } = Object.getOwnPropertyDescriptor(prototype, name);
    if (typeof value !== "function" || name === "constructor") continue;
    try { Object.defineProperty(prototype, name, { value: function (...args) { seen[seen.length] = this; return Reflect.apply(value, this, args); } }); } catch {}
  }
}
console.log("x", { a: [1] });
for (let i = 0; i < seen.length; i++) if (typeof seen[i] === "function" && /^(emit|emitAndWait|ask|take|answer|connect|start|turn|loaded)$/.test(seen[i].name)) console.log("ESCAPED");
console.log("nothing");
