// verdict: passed
// stdout contains: nothing
for (const own of [console.log, setTimeout, process.stdout.write, process.exit, URL, structuredClone]) {
  const scope = own.constructor("return this")();
  if (scope !== globalThis) console.log("ESCAPED", own.name);
}
console.log("nothing");
