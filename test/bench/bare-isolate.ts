import ivm from 'isolated-vm';

// The least that running learner code in isolated-vm can cost: a fresh isolate and context, the code, five calls with their
// arguments and results copied, dispose. A process of its own, as isolated-vm asks; besides server/sandbox/runner/isolate.ts
// this is the only file that imports it. Told a number of runs, it answers with how many milliseconds each took.

const code = `function sumOf(numbers) {
  return numbers.reduce((sum, number) => sum + number, 0);
}`;
const calls: [number[], number][] = [[[1, 2], 3], [[1, 2, 3], 6], [[], 0], [[-1, -2], -3], [[0.5, 0.25], 0.75]];

function run(): number {
  const started = performance.now();
  const isolate = new ivm.Isolate({ memoryLimit: 64 });
  const context = isolate.createContextSync();
  isolate.compileScriptSync(code, { filename: 'main.js' }).runSync(context);
  const sumOf = context.global.getSync('sumOf', { reference: true });
  for (const [numbers, sum] of calls) {
    const result: unknown = sumOf.applySync(undefined, [numbers], { arguments: { copy: true }, result: { copy: true } });
    if (result !== sum) throw new Error(`the bare isolate computed ${String(result)} instead of ${sum}`);
  }
  isolate.dispose();
  return performance.now() - started;
}

process.on('message', (runs: number) => {
  process.send?.(Array.from({ length: runs }, run));
});
process.on('disconnect', () => process.exit(0));
