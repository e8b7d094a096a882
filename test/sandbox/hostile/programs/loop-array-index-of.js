// verdict: timed-out
// limits: timeMs=200
// stdout contains: before
console.log("before");
// No way for V8 to interrupt this one.
Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1);
