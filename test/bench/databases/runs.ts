import { setTimeout as sleep } from 'node:timers/promises';
import { limitsFor } from '../../../server/contract/limits.ts';
import { openSandbox } from '../../../server/sandbox/sandbox.ts';
import { type Figure, quantile } from '../figures.ts';
import { Site, type Work } from './site.ts';

const WARM_MS = 80;
const COLD_MS = 700;
/** What a run in an isolate may take longer than one in JavaScript. */
const TIMES = 3;
/** Longer than making an instance takes on a machine that is not busy, so that one is ready again. */
const PAUSE_MS = 1_200;
/** So many runs of each kind follow one another before it is the other's turn: whatever slows the machine down slows all. */
const TURN = 10;

const orders: Work = {
  exerciseId: 'bench-orders', runtime: 'sql', tests: 3,
  code: 'select name, count(*) as orders, sum(total) as total\nfrom customers\njoin orders on customer_id = customers.id\ngroup by customers.id\norder by total desc, customers.id;\n',
};
const sum: Work = { exerciseId: 'bench-sum', runtime: 'javascript', tests: 3, code: 'export function sumOf(numbers) {\n  return numbers.reduce((sum, number) => sum + number, 0);\n}\n' };
const books: Work = { exerciseId: 'bench-books', runtime: 'documents', tests: 3, code: 'db.books.find({ price: { $lt: 10 } }, { _id: 0, title: 1, price: 1 }).sort({ price: 1 })\n' };
const views: Work = { exerciseId: 'bench-views', runtime: 'keyvalue', tests: 3, code: 'INCR views:42\nEXPIRE views:42 3600\n' };

/** Submissions of SQL on three datasets, one at a time: with an instance ready, and without. In turns. */
export async function measureSql(rounds: number): Promise<Figure[]> {
  const warm = await Site.start({});
  const cold = await Site.start({ AHEAD_MB: '0' });
  try {
    // The first one of each finds out what the reference solution answers.
    for (const site of [warm, cold]) await site.ask('submissions', orders);
    const samples: Record<'warm' | 'cold', number[]> = { warm: [], cold: [] };
    const before = await warm.instances('sql');
    for (let round = 0; round < rounds; round += 1) {
      await sleep(PAUSE_MS);
      samples.warm.push(await warm.ask('submissions', orders));
      // The next instance is made meanwhile, on the same cores.
      await sleep(PAUSE_MS);
      samples.cold.push(await cold.ask('submissions', orders));
    }
    const after = await warm.instances('sql');
    const [ready, made] = [after.ready - before.ready, after.made - before.made];
    return [
      { name: 'SQL submission on 3 datasets over HTTP, instance ready: median', value: quantile(samples.warm, 0.5), unit: 'ms', target: WARM_MS, note: `${ready} of the ${ready + made} instances taken were ready` },
      { name: '… p95', value: quantile(samples.warm, 0.95), unit: 'ms' },
      { name: 'SQL submission on 3 datasets over HTTP, none ready: median', value: quantile(samples.cold, 0.5), unit: 'ms', target: COLD_MS },
      { name: '… p95', value: quantile(samples.cold, 0.95), unit: 'ms' },
    ];
  } finally {
    await Promise.all([warm.close(), cold.close()]);
  }
}

/** Runs on three datasets in documents and key-value, beside three calls of a function in JavaScript. In turns. */
export async function measureIsolates(runs: number): Promise<Figure[]> {
  const site = await Site.start({});
  const ways = [{ name: 'JavaScript', work: sum }, { name: 'documents', work: books }, { name: 'key-value', work: views }].map((way) => ({ ...way, samples: [] as number[] }));
  try {
    for (const { work } of ways) for (let run = 0; run < TURN; run += 1) await site.ask('runs', work);
    while (ways[0]!.samples.length < runs) {
      for (const { work, samples } of ways) for (let run = 0; run < TURN; run += 1) samples.push(await site.ask('runs', work));
    }
    const base = quantile(ways[0]!.samples, 0.5);
    return ways.flatMap(({ name, work, samples }): Figure[] => [
      { name: `${name}: a run of ${work.tests} cases over HTTP, median`, value: quantile(samples, 0.5), unit: 'ms' },
      ...(work === sum ? [] : [{ name: `${name} ÷ JavaScript, medians`, value: quantile(samples, 0.5) / base, unit: '×', target: TIMES } satisfies Figure]),
    ]);
  } finally {
    await site.close();
  }
}

/** Resident memory of one runner with an instance of SQL ready, and after many runs. */
export async function measureMemory(runs: number): Promise<Figure[]> {
  const sandbox = await openSandbox({ runners: 1 });
  const largest = (): number => Math.max(...sandbox.stats().memoryMb);
  const call = { runtime: 'javascript' as const, code: sum.code, files: {}, limits: limitsFor('javascript'), inputs: [{ kind: 'call' as const, function: 'sumOf', args: [[1, 2]] }] };
  const request = { runtime: 'sql' as const, code: 'select count(*), sum(n) from numbers;', files: {}, limits: limitsFor('sql'), inputs: [{ kind: 'query' as const, setup: 'create table numbers as select generate_series(1, 1000) n', attempts: [], explain: false }] };
  try {
    const bare = await sandbox.run(call, { owner: 'bench' }).then(largest);
    sandbox.expect(['sql']);
    await sleep(4_000);
    const ready = largest();
    const after: number[] = [];
    for (let count = 1; count <= runs; count += 1) {
      const { stop } = await sandbox.run(request, { owner: 'bench' });
      if (stop.reason !== 'finished') throw new Error(JSON.stringify(stop));
      if (count === Math.ceil(runs / 10) || count === runs) after.push(largest());
    }
    return [
      { name: 'a runner with an instance of SQL ready: resident memory', value: ready, unit: 'MB', note: `${(ready - bare).toFixed(0)} MB of it for the instance: one without has ${bare.toFixed(0)} MB` },
      { name: `… after ${runs} runs ÷ after ${Math.ceil(runs / 10)}`, value: (after[1] ?? 0) / (after[0] ?? 1), unit: '×', note: `${after.map((mb) => `${mb.toFixed(0)} MB`).join(', then ')}; runners replaced: ${JSON.stringify(sandbox.stats().replaced)}` },
    ];
  } finally {
    await sandbox.close();
  }
}
