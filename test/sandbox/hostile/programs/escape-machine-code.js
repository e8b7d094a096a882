// verdict: passed
// stdout contains: nothing
const scope = Function("return this")();
if (scope.WebAssembly) console.log("ESCAPED");
console.log("nothing");
