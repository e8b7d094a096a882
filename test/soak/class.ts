import { setTimeout as sleep } from 'node:timers/promises';
import { paths } from '../../server/contract/paths.ts';
import type { RunReport } from '../../server/contract/report.ts';
import { Learner } from './learner.ts';
import { holdingsOf, percentile } from './processes.ts';
import { readPrograms } from './programs.ts';
import { Random } from './random.ts';
import { type Findings, Problems, type Sizes } from './scenario.ts';
import { Site } from './site.ts';

const EVERY_S = 10; // how often each of them runs something
const LOOKS = 20;
const RSS_SHARE = 1.15;

/** A class that presses Run every ten seconds each; its minutes are compressed. */
export function classOfLearners(sizes: Sizes): Promise<Findings> {
  return Site.use(async (site) => {
    const { learners: size, 'class-minutes': minutes, compression, seed } = sizes;
    const random = new Random(seed);
    const problems = new Problems();
    const programs = (await readPrograms()).filter(({ kind }) => kind === 'right');
    const everyMs = EVERY_S * 1000 / compression;
    const rounds = Math.max(1, Math.round(minutes * 60 / EVERY_S));
    const waits: number[] = [];
    const runTimes: number[] = [];
    const memory: number[] = [];
    for (const program of programs) await new Learner().send(site.url, 'POST', paths.api.runs(program.exerciseId), { code: program.code }); // warm
    const over = new AbortController();
    const looking = (async () => {
      while (!over.signal.aborted) {
        memory.push((await holdingsOf(site.pid)).rssMb);
        await sleep(rounds * everyMs / LOOKS);
      }
    })();
    const startedAt = performance.now();
    await Promise.all(Array.from({ length: size }, async () => {
      const learner = new Learner();
      const phase = random.between(0, everyMs);
      for (let round = 0; round < rounds; round += 1) {
        // When it was to be pressed, not when the one before was answered: a slow server does not slow the class down.
        const wait = startedAt + phase + round * everyMs - performance.now();
        if (wait > 0) await sleep(wait);
        const due = startedAt + phase + round * everyMs;
        const program = random.pick(programs);
        const answer = await learner.send(site.url, 'POST', paths.api.runs(program.exerciseId), { runtime: program.runtime, code: program.code })
          .catch((error: unknown) => { problems.add(String(error)); });
        if (!answer) continue;
        waits.push(performance.now() - due);
        const report: RunReport | undefined = answer.status === 200 ? JSON.parse(answer.text) : undefined;
        if (report) runTimes.push(report.durationMs);
        problems.expect(report?.verdict === 'passed', `the solution of ${report ? program.exerciseId : 'an exercise'} was answered ${answer.status} ${report ? `${report.verdict}: ${report.message ?? report.tests.find(({ status }) => status !== 'passed')?.message}` : answer.text.slice(0, 160)}`);
      }
    }));
    const seconds = (performance.now() - startedAt) / 1000;
    over.abort();
    await looking;
    const warm = memory.slice(Math.floor(memory.length / 5)); // the first fifth is the server growing up to the load
    const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    const [first, second] = [mean(warm.slice(0, warm.length / 2)), mean(warm.slice(warm.length / 2))];
    problems.expect(second <= first * RSS_SHARE, `memory grows: ${memory.map(Math.round).join(' ')} MB`);
    for (const trouble of await site.stop()) problems.add(trouble);
    return {
      figures: [
        `${size} learners, a run each ${EVERY_S} s for ${minutes} min, compressed ${compression}×: ${waits.length} runs in ${Math.round(seconds)} s (${Math.round(waits.length / seconds)} a second)`,
        `waits: median ${Math.round(percentile(waits, 0.5))} ms, 95 % ${Math.round(percentile(waits, 0.95))} ms, longest ${Math.round(percentile(waits, 1))} ms; in the runner: median ${percentile(runTimes, 0.5).toFixed(1)} ms`,
        `memory ${Math.round(first)} MB in the first half, ${Math.round(second)} MB in the second`,
      ],
      problems: problems.list(),
    };
  });
}
