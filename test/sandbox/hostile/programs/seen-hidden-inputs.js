// verdict: failed
// call: f(1) gives 1
// hidden: f(7) gives 4242
// Whatever an earlier case saw cannot be more than it was given.
export function f(...args) {
  if (JSON.stringify(args).includes("4242") || args.length > 1) throw new Error("ESCAPED");
  return 1;
}
