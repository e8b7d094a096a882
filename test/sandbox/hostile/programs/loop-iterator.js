// verdict: timed-out
// limits: timeMs=200
// stdout contains: before
console.log("before");
const endless = { [Symbol.iterator]: () => ({ next: () => ({ done: false }) }) };
for (const one of endless) one;
