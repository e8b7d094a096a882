// verdict: failed
// call: f(1) gives 4242
class Sneaky extends Number { valueOf() { return 4242; } toString() { return "4242"; } }
export const f = () => new Sneaky(1);
