// verdict: passed
// stdout contains: nothing
declare global { var leftBehind: string | undefined }
if (globalThis.leftBehind !== undefined) console.log("ESCAPED");
globalThis.leftBehind = "a trace";
console.log("nothing");
export {};
