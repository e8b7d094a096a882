// verdict: failed
// limits: timeMs=2000
// call: f() gives 1
export const f = () => "x".repeat(2e7);
