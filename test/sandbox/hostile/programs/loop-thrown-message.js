// verdict: timed-out
// limits: timeMs=200
// stdout contains: before
console.log("before");
throw { name: "Error", get message() { for (;;); }, get stack() { for (;;); } };
