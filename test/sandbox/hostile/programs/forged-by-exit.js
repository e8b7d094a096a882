// verdict: error
// call: f(1) gives 4242
export const f = () => process.exit(0);
