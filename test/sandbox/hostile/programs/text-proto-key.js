// verdict: failed
// call: f(1) gives {"a":1}
export const f = () => JSON.parse('{"__proto__":{"a":1},"a":1}');
