// verdict: timed-out
// limits: timeMs=200
// call: f() gives 1
export const f = () => ({ then() {} });
