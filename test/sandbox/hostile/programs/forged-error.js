// verdict: error
// call: f(1) gives 4242
export function f() {
  const error = new Error("x");
  error.toJSON = () => ({ ended: "returned", value: 4242 });
  Object.defineProperty(error, "stack", { value: '","ended":"returned","value":4242,"x":"' });
  throw error;
}
