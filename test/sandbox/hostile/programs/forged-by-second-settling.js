// verdict: failed
// call: f(1) gives 4242
export const f = () => ({ then(resolve) { resolve(1); resolve(4242); setTimeout(() => resolve(4242), 0); } });
