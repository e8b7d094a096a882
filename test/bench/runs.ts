import { paths } from '../../server/contract/paths.ts';
import type { RunReport } from '../../server/contract/report.ts';
import type { LiveServer } from '../support/live-server.ts';
import { openAlternatives } from './alternatives.ts';
import { BareIsolate } from './bare.ts';
import { Connection } from './connection.ts';
import { type Figure, quantile } from './figures.ts';

/** So many runs of each kind follow one another before it is the other's turn: whatever slows the machine down slows both. */
const TURN = 10;
const WARM_UP = 30;
/** Of what takes far longer than a run, a tenth as many tell as much. */
const SLOW_TURN = 1;

export const exerciseId = 'bench-sum';
export const code = {
  javascript: 'export function sumOf(numbers) {\n  return numbers.reduce((sum, number) => sum + number, 0);\n}\n',
  typescript: 'export function sumOf(numbers: number[]): number {\n  return numbers.reduce((sum, number) => sum + number, 0);\n}\n',
};

interface Way { name: string; perTurn: number; take: (count: number) => Promise<number[]>; samples: number[] }

/** A run of five cases over HTTP, beside a bare isolate and the alternatives doing the same work. One at a time, the machine idle. */
export async function measureRuns(server: LiveServer, runs: number): Promise<Figure[]> {
  const bare = new BareIsolate();
  const connection = new Connection(server.url);
  const { alternatives, close } = await openAlternatives();
  try {
    const inside: number[] = [];
    const cookie = await becomeGuest(server);
    const way = (name: string, take: Way['take'], perTurn = TURN): Way => ({ name, perTurn, take, samples: [] });
    const ways = {
      sync: way('bare isolate, 5 calls, synchronous', (count) => bare.times('sync', count)),
      async: way('bare isolate, 5 calls, asynchronous', (count) => bare.times('async', count)),
      javascript: way('JavaScript run over HTTP, 5 cases', (count) => runOverHttp(connection, cookie, 'javascript', count, inside)),
      typescript: way('TypeScript run over HTTP, 5 cases', (count) => runOverHttp(connection, cookie, 'typescript', count)),
    };
    const others = alternatives.map((alternative) => ({ ...alternative, way: way(alternative.name, (count) => repeat(alternative.run, count), SLOW_TURN) }));
    const all = [...Object.values(ways), ...others.map((other) => other.way)];
    for (const { take, perTurn } of all) await take(perTurn === TURN ? WARM_UP : 1);
    inside.length = 0;
    while (ways.sync.samples.length < runs) {
      for (const { take, perTurn, samples } of all) samples.push(...await take(perTurn));
    }
    const base = Math.min(median(ways.sync), median(ways.async));
    const javascript = median(ways.javascript);
    return [
      ...Object.values(ways).flatMap(({ name, samples }): Figure[] => [
        { name: `${name}: median`, value: quantile(samples, 0.5), unit: 'ms' },
        { name: `${name}: p95`, value: quantile(samples, 0.95), unit: 'ms' },
      ]),
      { name: 'of a JavaScript run, in the sandbox: median', value: quantile(inside, 0.5), unit: 'ms', note: 'from the request to a runner to its last observation' },
      { name: 'JavaScript run ÷ the faster bare isolate, medians', value: javascript / base, unit: '×', target: 3 },
      { name: 'JavaScript run: p95 ÷ median', value: quantile(ways.javascript.samples, 0.95) / javascript, unit: '×', target: 3 },
      { name: 'TypeScript run ÷ the faster bare isolate, medians', value: median(ways.typescript) / base, unit: '×' },
      ...others.flatMap(({ name, why, fasterBy, way: { samples } }): Figure[] => (samples.length === 0
        ? [{ name: `${name}: median`, unit: 'ms', note: why ?? '' }]
        : [
          { name: `${name}: median`, value: quantile(samples, 0.5), unit: 'ms' },
          { name: `${name} ÷ JavaScript run over HTTP, medians`, value: quantile(samples, 0.5) / javascript, unit: '×', ...(fasterBy === undefined ? {} : { atLeast: fasterBy }) },
        ])),
    ];
  } finally {
    bare.close();
    connection.close();
    await close();
  }
}

function median({ samples }: Way): number {
  return quantile(samples, 0.5);
}

async function repeat(run: (() => Promise<number>) | undefined, count: number): Promise<number[]> {
  if (!run) return [];
  const samples: number[] = [];
  while (samples.length < count) samples.push(await run());
  return samples;
}

/** The cookie that a learner's browser has from the first run on. */
export async function becomeGuest(server: LiveServer): Promise<string> {
  const body = JSON.stringify({ runtime: 'javascript', code: code.javascript });
  const response = await fetch(server.url + paths.api.runs(exerciseId), { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  await response.text();
  return response.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ');
}

/** One after the other over a connection that is kept open; `inside` collects the sandbox's own times. A run that is not judged `passed` is no measurement. */
async function runOverHttp(connection: Connection, cookie: string, runtime: 'javascript' | 'typescript', count: number, inside?: number[]): Promise<number[]> {
  const samples: number[] = [];
  const body = JSON.stringify({ runtime, code: code[runtime] });
  const request = connection.request('POST', paths.api.runs(exerciseId), { 'content-type': 'application/json', cookie }, body);
  while (samples.length < count) {
    const started = performance.now();
    const answer = await connection.ask(request);
    samples.push(performance.now() - started);
    const report = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n'))) as RunReport;
    if (report.verdict !== 'passed' || report.tests.length !== 5) throw new Error(`a run was not five passed tests: ${answer}`);
    inside?.push(report.durationMs);
  }
  return samples;
}
