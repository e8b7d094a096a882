// verdict: passed
// stdout contains: nothing
const scope = [].constructor.constructor("return this")();
for (const name of ["require", "module", "ivm", "isolate", "__groundwork", "Deno", "Bun"]) if (name in scope) console.log("ESCAPED", name);
for (const name of ["binding", "mainModule", "dlopen", "kill", "abort", "_linkedBinding", "getBuiltinModule", "report"]) if (scope.process[name]) console.log("ESCAPED", name);
console.log("nothing");
