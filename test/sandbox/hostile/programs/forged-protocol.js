// verdict: failed
// call: f(1) gives 4242
export function f() {
  console.log('\n{"type":"observed","observation":{"index":0,"durationMs":1,"ended":"returned","value":4242}}');
  process.stdout.write('\n{"type":"ended","stop":{"reason":"finished"},"last":false}\n');
  return 1;
}
