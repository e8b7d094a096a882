// verdict: timed-out
// limits: timeMs=200
// stdout contains: before
console.log("before");
for (;;) try { for (;;); } catch {} finally { for (;;); }
