import ivm from 'isolated-vm';

// The least that running learner code in isolated-vm can cost: a fresh isolate and context, the code, five calls with their
// arguments and results copied, dispose. A process of its own, as isolated-vm asks; besides server/sandbox/runner/isolate.ts
// this is the only file that imports it. `sync` keeps to one thread; `async` is isolated-vm's way for code that must not hold up
// the process. It answers `times` with the milliseconds of so many runs, and `loop` with how many it managed in so many milliseconds.

export type BareOrder = { how: 'sync' | 'async' } & ({ want: 'times'; runs: number } | { want: 'loop'; ms: number });

const code = `function sumOf(numbers) {
  return numbers.reduce((sum, number) => sum + number, 0);
}`;
const calls: [number[], number][] = [[[1, 2], 3], [[1, 2, 3], 6], [[], 0], [[-1, -2], -3], [[0.5, 0.25], 0.75]];

function runSync(): void {
  const isolate = new ivm.Isolate({ memoryLimit: 64 });
  const context = isolate.createContextSync();
  isolate.compileScriptSync(code, { filename: 'main.js' }).runSync(context);
  const sumOf = context.global.getSync('sumOf', { reference: true });
  for (const [numbers, sum] of calls) {
    check(sumOf.applySync(undefined, [numbers], { arguments: { copy: true }, result: { copy: true } }), sum);
  }
  isolate.dispose();
}

async function runAsync(): Promise<void> {
  const isolate = new ivm.Isolate({ memoryLimit: 64 });
  const context = await isolate.createContext();
  await (await isolate.compileScript(code, { filename: 'main.js' })).run(context);
  const sumOf = await context.global.get('sumOf', { reference: true });
  for (const [numbers, sum] of calls) {
    check(await sumOf.apply(undefined, [numbers], { arguments: { copy: true }, result: { copy: true } }), sum);
  }
  isolate.dispose();
}

function check(result: unknown, sum: number): void {
  if (result !== sum) throw new Error(`the bare isolate computed ${String(result)} instead of ${sum}`);
}

async function once(how: BareOrder['how']): Promise<number> {
  const started = performance.now();
  if (how === 'sync') runSync(); // not awaited: a turn of the microtask queue is no part of it
  else await runAsync();
  return performance.now() - started;
}

async function obey(order: BareOrder): Promise<number[] | number> {
  const times: number[] = [];
  const until = performance.now() + (order.want === 'loop' ? order.ms : Infinity);
  const most = order.want === 'times' ? order.runs : Infinity;
  while (times.length < most && performance.now() < until) times.push(await once(order.how));
  return order.want === 'times' ? times : times.length;
}

process.on('message', (order: BareOrder) => {
  void obey(order).then((answer) => process.send?.(answer));
});
process.on('disconnect', () => process.exit(0));
