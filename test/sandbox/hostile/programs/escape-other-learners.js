// verdict: passed
// stdout contains: nothing
// Run again and again in the same runner: nothing an earlier run left may be there.
for (const place of [globalThis, Array.prototype, process, console, Object, URL, setTimeout]) {
  if (place.leftBehind) console.log("ESCAPED", place.leftBehind);
  try { place.leftBehind = "a trace"; } catch {}
}
if (Symbol.for("left behind").description !== "left behind") console.log("ESCAPED");
console.log("nothing");
