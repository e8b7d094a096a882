// verdict: failed
// call: f(1) gives 4242
export const f = () => new (class extends Array { get length() { return 4242; } toString() { return "4242"; } })();
