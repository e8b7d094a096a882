// verdict: passed
// stdout contains: nothing
Error.prepareStackTrace = (_error, frames) => frames;
const frames = new Error().stack;
if (Array.isArray(frames)) for (const frame of frames) if (frame.getThis() || frame.getFunction()) console.log("ESCAPED", frame.getFunctionName());
console.log("nothing");
