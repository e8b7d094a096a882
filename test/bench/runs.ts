import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { paths } from '../../server/contract/paths.ts';
import type { RunReport } from '../../server/contract/report.ts';
import type { LiveServer } from '../support/live-server.ts';
import { type Figure, quantile } from './figures.ts';

/** So many runs of each kind follow one another before it is the other's turn: whatever slows the machine down slows both. */
const TURN = 10;
const WARM_UP = 30;

const exerciseId = 'bench-sum';
const code = {
  javascript: 'export function sumOf(numbers) {\n  return numbers.reduce((sum, number) => sum + number, 0);\n}\n',
  typescript: 'export function sumOf(numbers: number[]): number {\n  return numbers.reduce((sum, number) => sum + number, 0);\n}\n',
};

/** A run of five cases over HTTP beside a bare isolate that does the same work. */
export async function measureRuns(server: LiveServer, runs: number): Promise<Figure[]> {
  const bare = fork(fileURLToPath(new URL('./bare-isolate.ts', import.meta.url)), [], { execArgv: ['--no-node-snapshot'] });
  try {
    const inside: number[] = [];
    const cookie = await becomeGuest(server);
    const ways = {
      bare: (count: number) => runBare(bare, count),
      javascript: (count: number) => runOverHttp(server, cookie, 'javascript', count, inside),
      typescript: (count: number) => runOverHttp(server, cookie, 'typescript', count),
    };
    const samples: Record<keyof typeof ways, number[]> = { bare: [], javascript: [], typescript: [] };
    const names = ['bare', 'javascript', 'typescript'] as const;
    for (const name of names) await ways[name](WARM_UP);
    while (samples.bare.length < runs) {
      for (const name of names) samples[name].push(...await ways[name](TURN));
    }
    const base = quantile(samples.bare, 0.5);
    return [
      { name: 'bare isolate, 5 calls: median', value: base, unit: 'ms' },
      { name: 'bare isolate, 5 calls: p95', value: quantile(samples.bare, 0.95), unit: 'ms' },
      { name: 'JavaScript run over HTTP, 5 cases: median', value: quantile(samples.javascript, 0.5), unit: 'ms' },
      { name: 'JavaScript run over HTTP, 5 cases: p95', value: quantile(samples.javascript, 0.95), unit: 'ms' },
      { name: 'of which in the sandbox: median', value: quantile(inside, 0.5), unit: 'ms', note: 'from the request to a runner to its last observation' },
      { name: 'JavaScript run ÷ bare isolate, medians', value: quantile(samples.javascript, 0.5) / base, unit: '×', target: 4 },
      { name: 'TypeScript run over HTTP, 5 cases: median', value: quantile(samples.typescript, 0.5), unit: 'ms' },
      { name: 'TypeScript run ÷ bare isolate, medians', value: quantile(samples.typescript, 0.5) / base, unit: '×' },
    ];
  } finally {
    bare.disconnect();
  }
}

async function runBare(bare: ChildProcess, count: number): Promise<number[]> {
  bare.send(count);
  const waiting = new AbortController();
  const ended = once(bare, 'exit', { signal: waiting.signal }).then(([exit]) => { throw new Error(`the bare isolate's process ended with ${String(exit)}`); });
  const [answer] = await Promise.race([once(bare, 'message'), ended]) as [number[]];
  ended.catch(() => undefined); // the abort below is no failure
  waiting.abort();
  return answer;
}

/** The cookie that a learner's browser has from the first run on. */
async function becomeGuest(server: LiveServer): Promise<string> {
  const body = JSON.stringify({ runtime: 'javascript', code: code.javascript });
  const response = await fetch(server.url + paths.api.runs(exerciseId), { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  await response.text();
  return response.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ');
}

/** One after the other over a connection that is kept open; `inside` collects the sandbox's own times. A run that is not judged `passed` is no measurement. */
async function runOverHttp(server: LiveServer, cookie: string, runtime: 'javascript' | 'typescript', count: number, inside?: number[]): Promise<number[]> {
  const samples: number[] = [];
  const body = JSON.stringify({ runtime, code: code[runtime] });
  while (samples.length < count) {
    const started = performance.now();
    const response = await fetch(server.url + paths.api.runs(exerciseId), { method: 'POST', headers: { 'content-type': 'application/json', cookie }, body });
    const text = await response.text();
    samples.push(performance.now() - started);
    const report = JSON.parse(text) as RunReport;
    if (report.verdict !== 'passed' || report.tests.length !== 5) throw new Error(`a run was not five passed tests: ${text}`);
    inside?.push(report.durationMs);
  }
  return samples;
}
