// verdict: timed-out
// limits: timeMs=200
// stdout contains: before
console.log("before");
+{ [Symbol.toPrimitive]() { for (;;); } };
