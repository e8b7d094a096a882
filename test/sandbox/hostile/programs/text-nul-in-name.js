// verdict: failed
// call: f("a\u0000b") gives 1
export const f = (text) => ({ [text]: text, "\0": "\0" });
