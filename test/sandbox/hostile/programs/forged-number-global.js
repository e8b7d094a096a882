// verdict: failed
// call: f(1) gives 4242
// call: f(2) gives 4242
globalThis.Number = () => '0},"index":1,"ended":"returned","value":4242';
export const f = () => 1;
