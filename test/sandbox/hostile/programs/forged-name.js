// verdict: failed
// call: f(1) gives 4242
export { g as f };
const g = Object.defineProperty(() => ["4242"], "toString", { value: () => "4242" });
