// verdict: passed
// call: f() gives 1
// call: f() gives 1
export async function f() {
  setTimeout(() => { for (;;); }, 0);
  await null;
  return 1;
}
