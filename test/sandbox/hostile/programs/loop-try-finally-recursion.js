// verdict: timed-out
// limits: timeMs=200
// stdout contains: before
console.log("before");
// Each level doubles the work: it would unwind for longer than the universe lasts.
function f() { try { f(); } finally { f(); } }
f();
