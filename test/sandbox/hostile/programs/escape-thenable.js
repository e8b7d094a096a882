// verdict: passed
// stdout contains: nothing
const seen = [];
await { then(resolve, reject) { seen.push(resolve, reject); resolve(); } };
for (const one of seen) if (one.constructor !== Function || one.constructor("return typeof require")() !== "undefined") console.log("ESCAPED");
console.log("nothing");
