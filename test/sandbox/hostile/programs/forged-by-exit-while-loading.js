// verdict: error
// call: f(1) gives 4242
process.exit(0);
export const f = () => 4242;
