import { setTimeout as sleep } from 'node:timers/promises';
import { paths } from '../../server/contract/paths.ts';
import { checkSubmissions, Drafting, type Sent, submit } from './kill-rounds.ts';
import { Hanging, Learner } from './learner.ts';
import { percentile } from './processes.ts';
import { readPrograms } from './programs.ts';
import { Random } from './random.ts';
import { type Findings, Problems, type Sizes } from './scenario.ts';
import { Site } from './site.ts';

const LEARNERS = 6;
const PAGE_MS = 6_000; // the longest anybody may wait for a page while the database is away
const WRITE_MS = 8_000; // and for the word that something could not be saved
const RECOVERED_WITHIN_MS = 15_000;

/** Postgres stands still, and is killed, under load: pages go on, writes say so, and everything recovers by itself. */
export function stopDatabase(sizes: Sizes): Promise<Findings> {
  return Site.use((site) => stopUnderLoad(site, sizes));
}

async function stopUnderLoad(site: Site, { seed, 'freeze-seconds': freeze }: Sizes): Promise<Findings> {
  const random = new Random(seed);
  const problems = new Problems();
  const programs = await readPrograms();
  const honest = programs.filter(({ kind }) => kind !== 'endless');
  const learners = Array.from({ length: LEARNERS }, () => new Learner(WRITE_MS));
  const readers = Array.from({ length: 3 }, () => new Learner(WRITE_MS));
  const drafts = learners.map((learner, index) => new Drafting(learner, programs[index * 3]?.exerciseId ?? ''));
  const sent = new Map<number, Sent>();
  let phase = 'calm';
  const over = new AbortController();
  const pageTimes: Record<string, number[]> = {};
  const writes: Record<string, Record<string, number>> = {};

  for (const draft of drafts) await draft.save(site.url, problems);
  for (const reader of readers) await new Drafting(reader, programs[0]?.exerciseId ?? '').save(site.url, problems);
  const pages = [paths.home(), paths.exercise(programs[0]?.exerciseId ?? ''), paths.playground(), paths.track('languages')];

  const read = async (reader: Learner): Promise<void> => {
    while (!over.signal.aborted) {
      const during = phase;
      const path = random.pick(pages);
      const answer = await reader.send(site.url, 'GET', path).catch((error: unknown) => { problems.add(`while ${during}: ${error}`); });
      if (answer) {
        const slower = nameOf(during, phase);
        (pageTimes[slower] ??= []).push(answer.ms);
        problems.expect(answer.status === 200, `while ${slower}: the page ${path} was answered ${answer.status}`);
        problems.expect(answer.ms < PAGE_MS, `while ${slower}: a page took more than ${PAGE_MS} ms`);
      }
      await sleep(100);
    }
  };
  const write = async (learner: Learner, index: number): Promise<void> => {
    while (!over.signal.aborted) {
      const during = phase;
      const count = (end: string): void => {
        const name = nameOf(during, phase);
        const ends = writes[name] ??= {};
        ends[end] = (ends[end] ?? 0) + 1;
        problems.expect(name !== 'calm' || end !== '503', 'a write was refused although the database was well');
      };
      const draft = drafts[index]!;
      const before = draft.acknowledged;
      await draft.save(site.url, problems).then(() => { count(draft.acknowledged > before ? 'saved' : '503'); }, (error: unknown) => {
        count('hung');
        problems.add(`while ${during}: ${error instanceof Hanging ? error.message : String(error)}`);
      });
      if (random.next() < 0.3 && sent.size < 400) {
        const one: Sent = { learner: index, program: random.pick(honest) };
        const mark = sent.size + 1;
        sent.set(mark, one);
        await submit(learner, site.url, one, mark, problems);
        count(one.id === undefined ? '503' : 'judged');
      }
      await sleep(100);
    }
  };
  const load = [...readers.map(read), ...learners.map(write)];
  const recover = async (what: string): Promise<string> => {
    phase = `recovering from ${what}`;
    const ms = await site.ready(RECOVERED_WITHIN_MS);
    problems.expect(ms !== undefined, `/readyz has not recovered from ${what} after ${RECOVERED_WITHIN_MS / 1000} s`);
    await sleep(1_000); // connections that died are noticed when they are next used
    phase = 'calm';
    await sleep(1_500);
    return `${what}: ready again after ${Math.round(ms ?? Number.NaN)} ms`;
  };
  const recoveries: string[] = [];

  await sleep(1_000);
  phase = 'frozen';
  const postgres = await site.postgres();
  for (const pid of postgres) process.kill(pid, 'SIGSTOP');
  await sleep(freeze * 1000);
  for (const pid of postgres) process.kill(pid, 'SIGCONT');
  recoveries.push(await recover('standing still'));
  phase = 'killed';
  process.kill((await site.postgres())[0]!, 'SIGKILL');
  await sleep(300);
  recoveries.push(await recover('its death'));
  over.abort();
  await Promise.all(load);

  const { cutOffAndFound, neverArrived } = await checkSubmissions(site.url, learners, sent, problems);
  for (const draft of drafts) await draft.check(site.url, problems);
  for (const trouble of await site.stop()) problems.add(trouble);
  const kept = [...sent.values()].filter((one) => one.kept).length;
  const answered = [...sent.values()].filter(({ id }) => id !== undefined).length;
  return {
    figures: [
      ...recoveries,
      ...Object.entries(pageTimes).map(([name, times]) => `pages while ${name}: ${times.length}, median ${Math.round(percentile(times, 0.5))} ms, longest ${Math.round(percentile(times, 1))} ms`),
      ...Object.entries(writes).map(([name, ends]) => `writes while ${name}: ${Object.entries(ends).map(([end, times]) => `${times} ${end}`).join(', ')}`),
      `${sent.size} submissions: ${answered} answered, ${kept} told that they are saved, ${cutOffAndFound} not answered but stored and judged, ${neverArrived} not stored`,
    ],
    problems: problems.list(),
  };
}

/** The phase of something that may have outlasted the one it began in. */
function nameOf(began: string, ended: string): string {
  return began === ended ? began : `${began}, then ${ended}`;
}
