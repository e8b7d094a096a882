// verdict: timed-out
// limits: timeMs=200
// stdout contains: before
console.log("before");
const text = JSON.stringify(Array.from({ length: 20_000 }, (_, i) => ({ i })));
while (true) JSON.parse(text);
