import { and, desc, eq, inArray, notInArray, sql } from 'drizzle-orm';
import type { Submission, SubmissionSummary } from '../contract/api.ts';
import type { RunReport } from '../contract/report.ts';
import type { Runtime } from '../contract/runtimes.ts';
import type { Queries } from '../database/open.ts';
import { submissions } from '../database/schema.ts';

/** A queued submission that this server has taken on. */
export interface Claim { id: string; learnerId: string; exerciseId: string; runtime: Runtime; code: string; attempts: number }

/** How long a server may be silent before another one takes over what it was judging. */
export const LEASE_S = 10;

const lease = sql`now() + make_interval(secs => ${LEASE_S})`;

const summaryColumns = {
  id: submissions.id, exerciseId: submissions.exerciseId, runtime: submissions.runtime, createdAt: submissions.createdAt,
  state: submissions.state, verdict: submissions.verdict, solved: submissions.solved,
};

/** Stores a submission as queued, held by `server`. */
export async function insertQueued(queries: Queries, server: string, row: Omit<Claim, 'attempts'> & { exerciseHash: string }): Promise<void> {
  await queries.insert(submissions).values({ ...row, leasedBy: server, leaseUntil: lease, attempts: 1 });
}

/**
 * Stores what came out, in one statement and so in one transaction.
 * @returns false when another server had taken over and judged it
 */
export async function storeVerdict(queries: Queries, server: string, id: string, report: RunReport, exerciseHash?: string): Promise<boolean> {
  const rows = await queries.update(submissions)
    .set({ state: 'judged', verdict: report.verdict, solved: report.verdict === 'passed', report, judgedAt: sql`now()`, leasedBy: null, ...(exerciseHash && { exerciseHash }) })
    .where(and(eq(submissions.id, id), eq(submissions.state, 'queued'), eq(submissions.leasedBy, server)))
    .returning({ id: submissions.id });
  return rows.length === 1;
}

/**
 * Takes on at most `most` queued submissions that nobody is judging, oldest first; servers that ask at once get different ones.
 * @param atWork what `server` is judging now: after a database that stood still, those leases have run out too
 */
export async function claim(queries: Queries, server: string, most: number, atWork: string[] = []): Promise<Claim[]> {
  const free = queries.select({ id: submissions.id }).from(submissions)
    .where(and(eq(submissions.state, 'queued'), sql`${submissions.leaseUntil} <= now()`, atWork.length === 0 ? undefined : notInArray(submissions.id, atWork)))
    .orderBy(submissions.createdAt).limit(most).for('update', { skipLocked: true });
  return queries.update(submissions)
    .set({ leasedBy: server, leaseUntil: lease, attempts: sql`${submissions.attempts} + 1` })
    .where(inArray(submissions.id, free))
    .returning({
      id: submissions.id, learnerId: submissions.learnerId, exerciseId: submissions.exerciseId, runtime: submissions.runtime,
      code: submissions.code, attempts: submissions.attempts,
    });
}

/** The heartbeat: this server is still at work on these. */
export async function extendLeases(queries: Queries, server: string, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await queries.update(submissions).set({ leaseUntil: lease })
    .where(and(inArray(submissions.id, ids), eq(submissions.leasedBy, server), eq(submissions.state, 'queued')));
}

/** Gives a queued submission back, for whoever asks next; when judging has not begun, or was ended in order, it counts as not tried. */
export async function releaseLease(queries: Queries, server: string, id: string, { begun }: { begun: boolean }): Promise<void> {
  await queries.update(submissions).set({ leasedBy: null, leaseUntil: sql`now()`, ...(!begun && { attempts: sql`greatest(${submissions.attempts} - 1, 0)` }) })
    .where(and(eq(submissions.id, id), eq(submissions.leasedBy, server), eq(submissions.state, 'queued')));
}

/** Gives back whatever any server held; only for a server that knows itself to be alone. */
export async function releaseAllLeases(queries: Queries): Promise<void> {
  await queries.update(submissions).set({ leasedBy: null, leaseUntil: sql`now()` }).where(eq(submissions.state, 'queued'));
}

/** The learner's own submission; undefined when it is somebody else's or nobody's. */
export async function findSubmission(queries: Queries, learnerId: string, id: string): Promise<Submission | undefined> {
  const [row] = await queries.select({ ...summaryColumns, code: submissions.code, report: submissions.report }).from(submissions)
    .where(and(eq(submissions.id, id), eq(submissions.learnerId, learnerId)));
  return row && { ...row, createdAt: row.createdAt.toISOString() };
}

/** The learner's submissions to one exercise, newest first. */
export async function listSubmissions(queries: Queries, learnerId: string, exerciseId: string, most = 50): Promise<SubmissionSummary[]> {
  const rows = await queries.select(summaryColumns).from(submissions)
    .where(and(eq(submissions.learnerId, learnerId), eq(submissions.exerciseId, exerciseId)))
    .orderBy(desc(submissions.createdAt), desc(submissions.id)).limit(most);
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}
