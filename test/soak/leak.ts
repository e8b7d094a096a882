import { setTimeout as sleep } from 'node:timers/promises';
import { paths } from '../../server/contract/paths.ts';
import { defaultLimits } from '../../server/contract/limits.ts';
import type { RunRequest, Stop } from '../../server/contract/observation.ts';
import type { RunReport } from '../../server/contract/report.ts';
import { openSandbox } from '../../server/sandbox/sandbox.ts';
import { Learner } from './learner.ts';
import { type Holdings, holdingsOf, slopeOf } from './processes.ts';
import { readPrograms } from './programs.ts';
import { type Findings, Problems, type Sizes } from './scenario.ts';
import { Site } from './site.ts';

const STRETCHES = 8; // what is held is looked at after each eighth of the runs, when nothing runs
const SIDE_BY_SIDE = 4;
// Counted things may differ by this many from the first look to the last, and grow by no more over the whole by least
// squares: one lost in 200 runs would show in the small size already.
const COUNT_TOLERANCE = 2;
const RSS_SHARE = 1.15; // the second half's mean against the first's; V8 grows its heap while code becomes hot

/** What a run may leave behind; the programs that end badly cost a runner each, so they are few. */
const hostile: { code: string; reason: Stop['reason']; every: number }[] = [
  { code: 'export function f() { for (;;) {} }', reason: 'timed-out', every: 101 },
  { code: 'export function f() { const all = []; for (;;) all.push(new Array(1e5).fill(all.length)); }', reason: 'out-of-memory', every: 97 },
  { code: 'export function f() { for (;;) console.log("a".repeat(1000)); }', reason: 'output-limit', every: 89 },
  { code: 'export function f( {', reason: 'not-loaded', every: 13 },
];
const honest = 'export function f(n) { setTimeout(() => {}, 60_000); return new Promise((resolve) => setTimeout(resolve, 1, n + 1)); }';

type Look = Holdings & { timers: number };

/** Runs through the sandbox itself, in this process. */
export async function leakOfSandbox({ 'leak-runs': runs }: Sizes): Promise<Findings> {
  const problems = new Problems();
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout' || name === 'Immediate').length;
  const look = async (): Promise<Look> => {
    await sleep(400); // a runner that was lost is replaced meanwhile
    globalThis.gc?.();
    return { ...await holdingsOf(process.pid), timers: timers() };
  };
  const before = await look();
  const sandbox = await openSandbox({ runners: 2 });
  const runOne = async (index: number): Promise<void> => {
    const bad = hostile.find(({ every }) => index % every === every - 1);
    const request: RunRequest = {
      runtime: index % 2 === 0 ? 'javascript' : 'typescript', code: bad?.code ?? honest, files: {}, limits: { ...defaultLimits, timeMs: bad?.reason === 'timed-out' ? 200 : 5_000 },
      inputs: [{ kind: 'call', function: 'f', args: [index] }],
    };
    const outcome = await sandbox.run(request, { owner: `learner ${index % 40}` });
    const observation = outcome.observations[0];
    if (bad) problems.expect(outcome.stop.reason === bad.reason, `a program that should end as ${bad.reason} ended as ${outcome.stop.reason}`);
    else problems.expect(observation?.ended === 'returned' && observation.value === index + 1, `an honest run came back as ${JSON.stringify(observation ?? outcome.stop).slice(0, 150)}`);
  };
  const looks = await stretches(runs, runOne, look);
  await sandbox.close();
  const after = await look();
  for (const name of ['children', 'zombies', 'files', 'sockets', 'timers'] as const) {
    problems.expect(after[name] <= before[name], `${after[name]} ${name} are left after the sandbox was closed, there were ${before[name]} before it was opened`);
  }
  return { figures: [`${runs} runs`, ...compare(looks, problems)], problems: problems.list() };
}

/** The same over HTTP, in the real server. */
export function leakOfServer(sizes: Sizes): Promise<Findings> {
  return Site.use(async (site) => {
    const { 'leak-runs': runs } = sizes;
    const problems = new Problems();
    const programs = (await readPrograms()).filter(({ kind }) => kind !== 'endless');
    const learners = Array.from({ length: 20 }, () => new Learner());
    const look = async (): Promise<Look> => {
      await sleep(400);
      return { ...await holdingsOf(site.pid), timers: 0 };
    };
    const looks = await stretches(runs, async (index) => {
      const program = programs[index % programs.length]!;
      const learner = learners[index % learners.length]!;
      const path = index % 10 === 0 ? paths.api.submissions(program.exerciseId) : paths.api.runs(program.exerciseId);
      const answer = await learner.send(site.url, 'POST', path, { runtime: program.runtime, code: program.code });
      const report: RunReport | undefined = answer.status === 200 ? JSON.parse(answer.text) : undefined;
      problems.expect(report !== undefined && (program.kind === 'wrong' || report.verdict === 'passed'), `${program.kind} code of ${program.exerciseId} was answered ${answer.status} ${report?.verdict}`);
    }, look);
    const figures = compare(looks, problems);
    for (const trouble of await site.stop()) problems.add(trouble);
    return { figures: [`${runs} runs over HTTP, a tenth of them submissions`, ...figures], problems: problems.list() };
  });
}

/** All runs in equal stretches, with a look after each; one stretch more goes before, to warm everything up. */
async function stretches(runs: number, runOne: (index: number) => Promise<void>, look: () => Promise<Look>): Promise<Look[]> {
  const length = Math.ceil(runs / STRETCHES);
  const looks: Look[] = [];
  for (let stretch = 0; stretch <= STRETCHES; stretch += 1) {
    const all = Array.from({ length }, (_, index) => stretch * length + index).values();
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, async () => { for (const index of all) await runOne(index); }));
    looks.push(await look());
  }
  return looks.slice(1);
}

function compare(looks: Look[], problems: Problems): string[] {
  const figures: string[] = [];
  for (const name of ['children', 'zombies', 'files', 'sockets', 'timers'] as const) {
    const values = looks.map((look) => look[name]);
    const growth = slopeOf(values) * values.length;
    problems.expect(Math.abs(values.at(-1)! - values[0]!) <= COUNT_TOLERANCE && growth <= COUNT_TOLERANCE, `${name} grow: ${values.join(' ')}`);
    figures.push(`${name} ${Math.min(...values)}–${Math.max(...values)}`);
  }
  const memory = looks.map(({ rssMb }) => rssMb);
  const half = memory.length / 2;
  const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [first, second] = [mean(memory.slice(0, half)), mean(memory.slice(half))];
  problems.expect(second <= first * RSS_SHARE, `memory grows: ${memory.map(Math.round).join(' ')} MB`);
  return [figures.join(', '), `memory ${Math.round(first)} MB in the first half, ${Math.round(second)} MB in the second (${(100 * second / first - 100).toFixed(1)} %)`];
}
