import { randomUUID } from 'node:crypto';
import type { SubmissionReport } from '../contract/api.ts';
import type { Exercise } from '../contract/exercise.ts';
import type { RunReport } from '../contract/report.ts';
import type { CurriculumSource } from '../curriculum/watch.ts';
import type { Database } from '../database/open.ts';
import { isUnavailable } from '../database/unavailable.ts';
import { DatabaseUnavailable, type KnownError, SandboxBusy } from '../errors.ts';
import type { ExecuteOptions } from '../judge/execute.ts';
import type { Attempt } from '../runs/report.ts';
import { type Claim, claim, extendLeases, findSubmission, insertQueued, LEASE_S, releaseAllLeases, releaseLease, storeVerdict } from './store.ts';

const HEARTBEAT_MS = LEASE_S * 1000 / 4;
const LOOK_MS = 2_000; // how often left-over submissions are looked for
const AT_A_TIME = 4; // left-over submissions judged side by side; learners who wait in front of a page go first
/**
 * A submission that was taken on as often and never came to an end is not tried for ever. So many, because one that only
 * waits for a runner when its server is killed counts too: with 5, innocent ones were given up in 24 kills (npm run soak).
 */
export const MOST_ATTEMPTS = 20;

export interface Judging { (exercise: Exercise, attempt: Attempt, options: ExecuteOptions): Promise<RunReport> }

/** What somebody who waits for a submission may watch; `onStored` comes before everything else. */
export interface Watching extends Pick<ExecuteOptions, 'onEvent' | 'onTest'> { onStored?: (submissionId: string) => void }

/**
 * Takes submissions in and sees every one through to its verdict.
 *
 *   submit: stored as queued (leased) ──judge──▶ verdict stored ──▶ answer
 *   the server dies, the sandbox is full, the database goes away meanwhile: the row stays queued, its lease ends,
 *   and the desk of this or another server claims it: queued (leased) ──judge──▶ verdict stored
 */
export class SubmissionDesk {
  readonly #database: Database;
  readonly #curriculum: CurriculumSource;
  readonly #judge: Judging;
  readonly #onTrouble: (error: unknown, what: string) => void;
  readonly #server = randomUUID();
  readonly #atWork = new Map<string, Promise<unknown>>();
  #heartbeat?: NodeJS.Timeout;
  #look?: NodeJS.Timeout;
  #looking = false;
  #closed = false;

  /** @param onTrouble hears of errors of ours while nobody waits for an answer; a busy sandbox or an absent database is none */
  constructor(database: Database, curriculum: CurriculumSource, judge: Judging, onTrouble: (error: unknown, what: string) => void = console.error) {
    this.#database = database;
    this.#curriculum = curriculum;
    this.#judge = judge;
    this.#onTrouble = onTrouble;
  }

  /** Begins to look for submissions that were left queued. */
  async open(): Promise<void> {
    if (this.#database.exclusive) await releaseAllLeases(this.#database.queries);
    this.#heartbeat = setInterval(() => {
      extendLeases(this.#database.queries, this.#server, [...this.#atWork.keys()]).catch(() => undefined); // the next beat tries again
    }, HEARTBEAT_MS).unref();
    this.#look = setInterval(() => { void this.resume(); }, LOOK_MS).unref();
    void this.resume();
  }

  /**
   * Stores, judges and stores the verdict; goes on when the client goes away.
   * @throws DatabaseUnavailable when it, or its verdict, could not be stored; SandboxBusy when it is stored and judged later
   */
  async submit(learnerId: string, exercise: Exercise, attempt: Attempt, { onStored, ...watching }: Watching = {}): Promise<SubmissionReport> {
    const submission = { id: randomUUID(), learnerId, exerciseId: exercise.id, ...attempt };
    await insertQueued(this.#database.queries, this.#server, { ...submission, exerciseHash: exercise.hash });
    onStored?.(submission.id);
    try {
      const report = await this.#track(submission.id, () => this.#see(submission, exercise, watching));
      return { ...report, submissionId: submission.id, solved: report.verdict === 'passed' };
    } catch (error) {
      if (error instanceof SandboxBusy) {
        throw saved(submission.id, new SandboxBusy('Your submission is saved, and it is judged as soon as a runner is free. You find it in the history of this exercise.', error.retryAfter ?? LOOK_MS / 1000));
      }
      if (isUnavailable(error)) {
        throw saved(submission.id, new DatabaseUnavailable('Your submission is saved, but the database does not answer right now. It is judged again as soon as the database is back. You find it in the history of this exercise.', 5));
      }
      throw error;
    }
  }

  /** Judges submissions that were left queued, until there are none. Never throws: what fails is tried again later. */
  async resume(): Promise<void> {
    if (this.#looking || this.#closed) return;
    this.#looking = true;
    try {
      for (;;) {
        const claims = await claim(this.#database.queries, this.#server, AT_A_TIME, [...this.#atWork.keys()]);
        if (claims.length === 0) return;
        const ends = await Promise.allSettled(claims.map((one) => this.#track(one.id, () => this.#resumeOne(one))));
        const reasons = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []));
        for (const error of reasons) if (!(error instanceof SandboxBusy) && !isUnavailable(error)) this.#onTrouble(error, 'a queued submission cannot be judged');
        if (this.#closed || reasons.length > 0) return;
      }
    } catch (error) {
      if (!isUnavailable(error)) this.#onTrouble(error, 'queued submissions cannot be claimed');
    } finally {
      this.#looking = false;
    }
  }

  /** Stops looking, waits for what is being judged, and gives the rest back. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#look);
    await Promise.allSettled(this.#atWork.values());
    clearInterval(this.#heartbeat);
  }

  /** Gives back what is still being judged, so that the next server need not wait for the lease to end. */
  async abandon(): Promise<void> {
    clearInterval(this.#look);
    clearInterval(this.#heartbeat);
    this.#closed = true;
    await Promise.allSettled([...this.#atWork.keys()].map((id) => releaseLease(this.#database.queries, this.#server, id, { begun: false })));
  }

  async #resumeOne(one: Claim): Promise<void> {
    const exercise = this.#curriculum.current().findExercise(one.exerciseId);
    if (!exercise?.runtimes.includes(one.runtime)) {
      await storeVerdict(this.#database.queries, this.#server, one.id, unjudged('error', 'The exercise was taken out of the curriculum before this could be judged.'));
    } else if (one.attempts > MOST_ATTEMPTS) {
      await storeVerdict(this.#database.queries, this.#server, one.id, unjudged('crashed', `This could not be judged: ${MOST_ATTEMPTS} tries came to no end.`));
    } else {
      await this.#see(one, exercise, {});
    }
  }

  async #see(submission: Omit<Claim, 'attempts'>, exercise: Exercise, watching: Omit<Watching, 'onStored'>): Promise<RunReport> {
    const { id, learnerId, runtime, code } = submission;
    try {
      const report = await this.#judge(exercise, { runtime, code }, { owner: learnerId, ...watching });
      if (await storeVerdict(this.#database.queries, this.#server, id, report, exercise.hash)) return report;
      // The lease ran out (the database stood still), and another server was quicker: what it stored is what counts.
      return (await findSubmission(this.#database.queries, learnerId, id))?.report ?? report;
    } catch (error) {
      // That no runner was free says nothing about the submission, so it does not count as a try of it.
      await releaseLease(this.#database.queries, this.#server, id, { begun: !(error instanceof SandboxBusy) }).catch(() => undefined); // else it ends by itself
      throw error;
    }
  }

  async #track<Result>(id: string, work: () => Promise<Result>): Promise<Result> {
    const promise = work();
    this.#atWork.set(id, promise);
    try {
      return await promise;
    } finally {
      this.#atWork.delete(id);
    }
  }
}

function saved(submissionId: string, error: KnownError): KnownError {
  error.submissionId = submissionId;
  return error;
}

function unjudged(verdict: 'error' | 'crashed', message: string): RunReport {
  return { verdict, message, stdout: '', stderr: '', durationMs: 0, tests: [] };
}
