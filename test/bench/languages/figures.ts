import { setTimeout as sleep } from 'node:timers/promises';
import { limitsFor } from '../../../server/contract/limits.ts';
import { openSandbox } from '../../../server/sandbox/sandbox.ts';
import { type Figure, quantile } from '../figures.ts';
import { findNative, openRunno } from './native.ts';
import { heavy, small, smallInput, smallOutput } from './programs.ts';
import { Site } from './site.ts';

const languages = ['python', 'php'] as const;
type Built = typeof languages[number];
const label = { javascript: 'JavaScript', python: 'Python', php: 'PHP' };
const program = { python: 'python3', php: 'php' } as const;

/** What a small program may take longer than the same in JavaScript, by whether an instance was ready. */
const WARM_MS = { python: 25, php: 15 };
const COLD_MS = { python: 250, php: 120 };
/** Longer than making an instance takes, so that one is ready again. */
const PAUSE_MS = 600;
const AT_ONCE = 20;

const median = (samples: number[]): number => quantile(samples, 0.5);

/** Small programs with and without an instance ready, beside what people would otherwise use, in turns. */
export async function measureSmall(rounds: number): Promise<Figure[]> {
  const warm = await Site.start({});
  const cold = await Site.start({ AHEAD_MB: '0' });
  const natives = { python: await findNative('python3'), php: await findNative('php') };
  const runno = await openRunno();
  const samples = new Map<string, number[]>();
  const failed = new Map<Built, string>();
  const take = async (name: string, ms: Promise<number>): Promise<void> => { samples.set(name, [...samples.get(name) ?? [], await ms]); };
  try {
    const ours = async (site: Site, runtime: 'javascript' | Built): Promise<number> => (await site.run(runtime, small[runtime], smallInput, smallOutput)).waited;
    for (const runtime of ['javascript', ...languages] as const) for (const site of [warm, cold]) await ours(site, runtime);
    const before = { python: await warm.instances('python'), php: await warm.instances('php') };
    for (let round = 0; round < rounds; round += 1) {
      for (const runtime of ['javascript', ...languages] as const) {
        await sleep(PAUSE_MS);
        await take(`${runtime} warm`, ours(warm, runtime));
        await take(`${runtime} cold`, ours(cold, runtime));
      }
      for (const runtime of languages) {
        const { time } = natives[runtime];
        if (time) await take(`${runtime} native`, time(small[runtime], smallInput, smallOutput));
        if (runno.time && round < 3 && !failed.has(runtime)) {
          const time = runno.time(runtime, small[runtime], smallInput, smallOutput);
          await take(`${runtime} runno`, time).catch((error: unknown) => { failed.set(runtime, `it does not run this program (${String(error).slice(0, 120)})`); });
        }
      }
    }
    const of = (name: string): number => median(samples.get(name) ?? []);
    const figures: Figure[] = [{ name: 'JavaScript program over HTTP: median', value: of('javascript warm'), unit: 'ms', note: 'counts the words of a line' }];
    for (const runtime of languages) {
      const after = await warm.instances(runtime);
      const ready = after.ready - before[runtime].ready;
      const all = ready + after.made - before[runtime].made;
      figures.push(
        { name: `${label[runtime]} program over HTTP, instance ready: median`, value: of(`${runtime} warm`), unit: 'ms', note: `${ready} of ${all} found one ready` },
        { name: '… more than JavaScript', value: of(`${runtime} warm`) - of('javascript warm'), unit: 'ms', target: WARM_MS[runtime] },
        { name: `${label[runtime]} program over HTTP, none ready: median`, value: of(`${runtime} cold`), unit: 'ms' },
        { name: '… more than JavaScript', value: of(`${runtime} cold`) - of('javascript cold'), unit: 'ms', target: COLD_MS[runtime] },
        samples.has(`${runtime} native`)
          ? { name: `${natives[runtime].name}, a process per run ÷ ours, instance ready`, value: of(`${runtime} native`) / of(`${runtime} warm`), unit: '×', atLeast: 1, note: `${of(`${runtime} native`).toFixed(1)} ms` }
          : { name: `${program[runtime]}, a process per run`, unit: 'ms', note: 'it is not on this machine' },
        samples.has(`${runtime} runno`)
          ? { name: `@runno/sandbox, ${label[runtime]} ÷ ours, instance ready`, value: of(`${runtime} runno`) / of(`${runtime} warm`), unit: '×', note: `${of(`${runtime} runno`).toFixed(0)} ms` }
          : { name: `@runno/sandbox, ${label[runtime]}`, unit: 'ms', note: runno.why ?? failed.get(runtime) ?? '' },
      );
    }
    return [...figures, ...await measureCrowd(warm)];
  } finally {
    await Promise.all([warm.close(), cold.close(), runno.close()]);
  }
}

/** Twenty learners press Run in the same moment. */
async function measureCrowd(site: Site): Promise<Figure[]> {
  await sleep(4 * PAUSE_MS);
  const before = await site.instances('python');
  const started = performance.now();
  await Promise.all(Array.from({ length: AT_ONCE }, () => site.comeAndRun('python', small.python, smallInput)));
  const seconds = (performance.now() - started) / 1000;
  const after = await site.instances('python');
  return [{ name: `${AT_ONCE} Python programs at once, until the last is answered`, value: seconds, unit: 's', note: `${after.ready - before.ready} of ${AT_ONCE} found an instance ready` }];
}

/** Work for the processor, in the sandbox and natively: what an author has to reckon with. */
export async function measureHeavy(rounds: number): Promise<Figure[]> {
  const site = await Site.start({});
  try {
    const figures: Figure[] = [];
    for (const runtime of languages) {
      const native = await findNative(program[runtime]);
      for (const { name, code } of heavy) {
        const [inside, outside]: [number[], number[]] = [[], []];
        for (let round = 0; round < rounds; round += 1) {
          await sleep(PAUSE_MS);
          inside.push((await site.run(runtime, code[runtime], '', 'done\n')).inside);
          if (native.time) outside.push(await native.time(code[runtime], '', 'done\n') - await native.time(runtime === 'php' ? '<?php' : '', '', ''));
        }
        figures.push(outside.length === 0
          ? { name: `${label[runtime]}: ${name}`, value: median(inside), unit: 'ms', note: `${native.name} is not on this machine` }
          : { name: `${label[runtime]}: ${name} ÷ ${native.name}`, value: median(inside) / median(outside), unit: '×', note: `${median(inside).toFixed(0)} ms here, ${median(outside).toFixed(0)} ms there without its start` });
      }
    }
    return figures;
  } finally {
    await site.close();
  }
}

/** Resident memory of one runner with an instance ready, and after many runs. */
export async function measureMemory(runs: number): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const runtime of languages) {
    const sandbox = await openSandbox({ runners: 1 });
    const largest = (): number => Math.max(...sandbox.stats().memoryMb);
    const request = { runtime, code: small[runtime], files: {}, limits: limitsFor(runtime), inputs: [{ kind: 'program' as const, stdin: smallInput, argv: [] }] };
    try {
      const bare = await sandbox.run({ ...request, runtime: 'javascript', code: small.javascript, limits: limitsFor('javascript') }, { owner: 'bench' }).then(largest);
      sandbox.expect([runtime]);
      await sleep(4_000);
      figures.push({ name: `a runner with ${label[runtime]} ready: resident memory`, value: largest() - bare, unit: 'MB', note: `beside the ${bare.toFixed(0)} MB of one without` });
      const after: number[] = [];
      for (let count = 1; count <= runs; count += 1) {
        const { stop } = await sandbox.run(request, { owner: 'bench' });
        if (stop.reason !== 'finished') throw new Error(`${runtime}: ${JSON.stringify(stop)}`);
        if (count === Math.ceil(runs / 10) || count === runs) after.push(largest());
      }
      const { replaced } = sandbox.stats();
      figures.push({ name: `… after ${runs} runs ÷ after ${Math.ceil(runs / 10)}`, value: (after[1] ?? 0) / (after[0] ?? 1), unit: '×', target: 1.2, note: `${after.map((mb) => `${mb.toFixed(0)} MB`).join(', then ')}; runners replaced: ${JSON.stringify(replaced)}` });
    } finally {
      await sandbox.close();
    }
  }
  return figures;
}
