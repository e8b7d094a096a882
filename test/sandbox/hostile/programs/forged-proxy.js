// verdict: failed
// call: f(1) gives 4242
export const f = () => new Proxy(Object(4242), { get: () => () => 4242, getPrototypeOf: () => Number.prototype });
