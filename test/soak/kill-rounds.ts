import { isDeepStrictEqual } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Progress, Submission, SubmissionReport, SubmissionSummary } from '../../server/contract/api.ts';
import { paths } from '../../server/contract/paths.ts';
import type { RunReport } from '../../server/contract/report.ts';
import { CutOff, Learner } from './learner.ts';
import { marked, markOf, type Program, readPrograms } from './programs.ts';
import { Random } from './random.ts';
import { type Findings, Problems, type Sizes } from './scenario.ts';
import { Site } from './site.ts';

const LEARNERS = 8;
const JUDGED_WITHIN_MS = 60_000; // after the last start: leases of earlier lives, then endless loops of 2 s each

/** A submission as its client knows it: `report` when it was answered, only `kept` when it was told to wait. */
export interface Sent { learner: number; program: Program; id?: string; report?: RunReport; kept?: boolean }

/** Sends one submission; what the client knows afterwards is in `sent`. */
export async function submit(learner: Learner, server: string, sent: Sent, mark: number, problems: Problems): Promise<void> {
  try {
    const answer = await learner.send(server, 'POST', paths.api.submissions(sent.program.exerciseId), { runtime: sent.program.runtime, code: marked(sent.program, mark) });
    if (answer.status === 200) {
      const { submissionId, solved, ...report }: SubmissionReport = JSON.parse(answer.text);
      sent.id = submissionId;
      sent.report = report;
      problems.expect(solved === (report.verdict === 'passed'), 'a submission was solved without passing, or the other way round');
    } else if (answer.status === 503 && answer.type.startsWith('application/problem+json')) {
      sent.kept = answer.text.includes('is saved');
    } else {
      problems.add(`a submission was answered ${answer.status} ${answer.type}: ${answer.text.slice(0, 100)}`);
    }
  } catch (error) {
    if (!(error instanceof CutOff)) problems.add(String(error));
  }
}

/** Saves version after version until the server goes away; notes the last one it acknowledged, and the last one sent. */
export class Drafting {
  readonly exerciseId: string;
  readonly #learner: Learner;
  acknowledged = 0;
  sent = 0;

  constructor(learner: Learner, exerciseId: string) {
    this.#learner = learner;
    this.exerciseId = exerciseId;
  }

  async save(server: string, problems: Problems): Promise<void> {
    this.sent += 1;
    const version = this.sent;
    const answer = await this.#learner.send(server, 'PUT', paths.api.draft(this.exerciseId), { runtime: 'javascript', code: `// mark ${version}.` });
    if (answer.status === 200) this.acknowledged = version;
    else problems.expect(answer.status === 503 && answer.type.startsWith('application/problem+json'), `a draft was answered ${answer.status} ${answer.type}`);
  }

  async check(server: string, problems: Problems): Promise<void> {
    const { code } = await this.#learner.read<{ code: string }>(server, paths.api.draft(this.exerciseId, 'javascript'));
    const stored = markOf(code);
    problems.expect(stored >= this.acknowledged && stored <= this.sent, `a draft is at version ${stored}; ${this.acknowledged} was acknowledged and ${this.sent} sent`);
  }
}

/** Waits until nothing is queued, then compares every submission with what its client knows. */
export async function checkSubmissions(server: string, learners: Learner[], sent: Map<number, Sent>, problems: Problems): Promise<{ cutOffAndFound: number; neverArrived: number }> {
  const stored = new Map<number, Submission[]>();
  const exerciseIds = [...new Set([...sent.values()].map(({ program }) => program.exerciseId))];
  const until = Date.now() + JUDGED_WITHIN_MS;
  for (const [index, learner] of learners.entries()) {
    let mine: SubmissionSummary[];
    for (;; await sleep(200)) {
      mine = (await Promise.all(exerciseIds.map((id) => learner.read<SubmissionSummary[]>(server, paths.api.history(id))))).flat();
      if (mine.every(({ state }) => state === 'judged') || Date.now() > until) break;
    }
    for (const { id } of mine) {
      const submission = await learner.read<Submission>(server, paths.api.submission(id));
      const mark = markOf(submission.code);
      problems.expect(sent.get(mark)?.learner === index, 'a submission stands in the history of somebody who did not send it');
      stored.set(mark, [...stored.get(mark) ?? [], submission]);
    }
    const progress = await learner.read<Progress>(server, paths.api.progress());
    const attempts = progress.tracks.flatMap(({ lessons }) => lessons).flatMap(({ exercises }) => exercises).reduce((sum, exercise) => sum + exercise.attempts, 0);
    problems.expect(attempts === mine.length, `progress counts ${attempts} attempts of ${mine.length} submissions`);
  }
  let cutOffAndFound = 0;
  let neverArrived = 0;
  for (const [mark, { program, id, report, kept }] of sent) {
    const found = stored.get(mark) ?? [];
    const [one] = found;
    if (id !== undefined || kept) problems.expect(one !== undefined, 'an acknowledged submission is lost');
    else if (one) cutOffAndFound += 1;
    else neverArrived += 1;
    problems.expect(found.length <= 1, 'a submission that was sent once is stored more than once');
    if (!one) continue;
    problems.expect(one.state === 'judged', 'a submission is still queued');
    if (one.state === 'judged') {
      problems.expect(program.verdicts.includes(one.verdict ?? 'crashed'), `${program.kind} code of ${program.exerciseId} is ${one.verdict}: ${one.report?.message}`);
    }
    // A report holds measured times, so equal reports come from the same judging.
    if (report) problems.expect(one.id === id && isDeepStrictEqual(one.report, report), 'what is stored is not what the learner was told: it was judged twice');
  }
  return { cutOffAndFound, neverArrived };
}

/** The server is killed again and again while learners submit and type; nothing it has acknowledged may be lost or judged twice. */
export function killRounds(sizes: Sizes): Promise<Findings> {
  return Site.use((site) => killAgainAndAgain(site, sizes));
}

async function killAgainAndAgain(site: Site, { rounds, submissions, seed }: Sizes): Promise<Findings> {
  const random = new Random(seed);
  const problems = new Problems();
  const programs = await readPrograms();
  const kinds = Object.groupBy(programs, ({ kind }) => kind);
  const learners = Array.from({ length: LEARNERS }, () => new Learner());
  const drafts = learners.map((learner, index) => new Drafting(learner, programs[index * 3]?.exerciseId ?? ''));
  const sent = new Map<number, Sent>();
  let killedWhileStarting = 0;

  for (const draft of drafts) await draft.save(site.url, problems); // from now on each has a cookie
  for (let round = 0; round < rounds; round += 1) {
    const down = new AbortController();
    const work: Promise<void>[] = [];
    const share = Math.floor(submissions * (round + 1) / rounds) - Math.floor(submissions * round / rounds);
    for (let count = 0; count < share; count += 1) {
      const index = Math.floor(random.between(0, LEARNERS));
      const program = random.pick(kinds[random.pick(['right', 'right', 'wrong', 'wrong', 'endless'] as const)] ?? []);
      const one: Sent = { learner: index, program };
      const mark = sent.size + 1;
      sent.set(mark, one);
      const wait = random.between(0, 2_000);
      work.push(sleep(wait).then(() => submit(learners[index]!, site.url, one, mark, problems)));
    }
    for (const draft of drafts) {
      work.push((async () => {
        while (!down.signal.aborted) {
          await draft.save(site.url, problems);
          await sleep(50);
        }
      })().catch((error: unknown) => { if (!(error instanceof CutOff)) problems.add(String(error)); }));
    }
    await sleep(random.between(100, 4_000));
    await site.kill();
    down.abort();
    await Promise.all(work);
    if (random.next() < 0.25) { // once more, in the middle of the recovery
      site.begin();
      await sleep(random.between(200, 2_500));
      await site.kill();
      killedWhileStarting += 1;
    }
    await site.start();
  }
  const { cutOffAndFound, neverArrived } = await checkSubmissions(site.url, learners, sent, problems);
  for (const draft of drafts) await draft.check(site.url, problems);
  for (const trouble of await site.stop()) problems.add(trouble);
  const answered = [...sent.values()].filter(({ id }) => id !== undefined).length;
  const kept = [...sent.values()].filter((one) => one.kept).length;
  const saved = drafts.reduce((sum, draft) => sum + draft.acknowledged, 0);
  return {
    figures: [
      `${rounds + killedWhileStarting} kills (seed ${seed}), ${killedWhileStarting} of them while starting`,
      `${sent.size} submissions: ${answered} answered, ${kept} told that they are saved, ${cutOffAndFound} cut off and found judged, ${neverArrived} never stored`, `${saved} drafts acknowledged`,
    ],
    problems: problems.list(),
  };
}
