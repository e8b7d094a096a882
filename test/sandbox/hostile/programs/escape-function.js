// verdict: passed
// stdout contains: nothing
for (const kind of [Function, (async () => {}).constructor, (function* () {}).constructor, (async function* () {}).constructor]) {
  const made = kind("return typeof require + typeof module");
  if (kind === Function && made() !== "undefinedundefined") console.log("ESCAPED");
}
console.log("nothing");
