import { setTimeout as sleep } from 'node:timers/promises';
import { paths } from '../../server/contract/paths.ts';
import type { RunReport } from '../../server/contract/report.ts';
import { Learner } from './learner.ts';
import { percentile } from './processes.ts';
import { type Program, readPrograms } from './programs.ts';
import { Random } from './random.ts';
import { type Findings, Problems, type Sizes } from './scenario.ts';
import { Site } from './site.ts';

const LEARNERS = 6;

/** Runners are killed from outside while honest programs run; nobody may get anything but their own answer or `crashed`. */
export function killRunners(sizes: Sizes): Promise<Findings> {
  return Site.use((site) => killWhileRunning(site, sizes));
}

async function killWhileRunning(site: Site, { seed, 'runner-kill-seconds': seconds }: Sizes): Promise<Findings> {
  const random = new Random(seed);
  const problems = new Problems();
  const programs = (await readPrograms()).filter(({ kind, tests }) => kind !== 'endless' && tests !== 'program'); // a program's output is judged, and here each prints a word
  const learners = Array.from({ length: LEARNERS }, () => new Learner());
  const seen = { right: 0, crashed: 0, refused: 0, kills: 0 };
  const times: number[] = [];
  let runs = 0;
  const over = new AbortController();

  /** One run that prints a word of its own; whatever comes back may hold no other's word. */
  const runOne = async (learner: Learner, program: Program, mayCrash: boolean): Promise<void> => {
    const word = `word-${runs += 1}.`;
    const answer = await learner.send(site.url, 'POST', paths.api.runs(program.exerciseId), { runtime: program.runtime, code: `${program.code}\nconsole.error(${JSON.stringify(word)});` });
    if (answer.status === 503 && answer.type.startsWith('application/problem+json') && mayCrash) {
      seen.refused += 1;
      await sleep(100);
      return;
    }
    if (answer.status !== 200) return problems.add(`a run was answered ${answer.status} ${answer.type}: ${answer.text.slice(0, 200)}`);
    times.push(answer.ms);
    const report: RunReport = JSON.parse(answer.text);
    // A run sees the visible cases alone, and some mistakes show only in the hidden ones.
    const right = program.kind === 'wrong' ? [...program.verdicts, 'passed'] : program.verdicts;
    const words = new Set(answer.text.match(/word-\d+\./g));
    problems.expect([...words].every((one) => one === word), 'a run shows what another one printed');
    if (report.verdict === 'crashed' && mayCrash) seen.crashed += 1;
    else if (right.includes(report.verdict)) seen.right += 1;
    else problems.add(`${program.kind} code of ${program.exerciseId} is ${report.verdict}: ${report.message ?? report.tests.find(({ status }) => status !== 'passed')?.message}`);
  };

  const work = learners.map(async (learner) => {
    while (!over.signal.aborted) await runOne(learner, random.pick(programs), true).catch((error: unknown) => { problems.add(String(error)); });
  });
  const killer = (async () => {
    while (!over.signal.aborted) {
      const runners = await site.runners();
      if (runners.length > 0) {
        try {
          process.kill(random.pick(runners), 'SIGKILL');
          seen.kills += 1;
        } catch {
          // it has just ended by itself
        }
      }
      await sleep(random.between(100, 1_000));
    }
  })();
  await sleep(seconds * 1000);
  over.abort();
  await Promise.all([...work, killer]);
  const recovered = await site.ready(10_000);
  problems.expect(recovered !== undefined, '/readyz has not recovered after 10 s');
  for (const program of programs.slice(0, 20)) await runOne(learners[0]!, program, false);
  problems.expect(seen.right > 0 && seen.kills > 0, 'nothing ran, or nothing was killed');
  for (const trouble of await site.stop()) problems.add(trouble);
  return {
    figures: [
      `${seen.kills} runners killed during ${runs} runs: ${seen.right} right, ${seen.crashed} crashed, ${seen.refused} refused with 503`,
      `longest answer ${Math.round(percentile(times, 1))} ms; ready again after ${Math.round(recovered ?? Number.NaN)} ms`,
    ],
    problems: problems.list(),
  };
}
