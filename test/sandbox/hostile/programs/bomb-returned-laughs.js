// verdict: failed
// call: f() gives 1
export function f() {
  let laugh = "ha";
  for (let i = 0; i < 30; i++) laugh = [laugh, laugh, laugh];
  return laugh;
}
