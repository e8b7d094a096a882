// verdict: failed
// call: f(1) gives 4242
export const f = () => ({ $: "type", type: "integer" });
