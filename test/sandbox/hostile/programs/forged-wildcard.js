// verdict: failed
// call: f(1) gives 4242
export const f = () => ({ $: "oneOf", values: [4242], toJSON: () => 4242, valueOf: () => 4242, [Symbol.toPrimitive]: () => 4242 });
