// verdict: passed
// stdout contains: nothing
if (/\/|file:/.test(JSON.stringify({ ...import.meta }))) console.log("ESCAPED", import.meta);
if (import.meta.resolve || import.meta.dirname) console.log("ESCAPED");
console.log("nothing");
