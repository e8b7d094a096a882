// verdict: passed
// stdout contains: nothing
if (JSON.stringify(process.env) !== "{}") console.log("ESCAPED", process.env);
if (process.argv.join() !== "node,main.js" || process.cwd() !== "/") console.log("ESCAPED", process.argv);
console.log("nothing");
