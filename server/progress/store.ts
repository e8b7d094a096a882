import { and, asc, eq, isNotNull } from 'drizzle-orm';
import type { Queries } from '../database/open.ts';
import { drafts, giveUps, submissions } from '../database/schema.ts';
import { type LearnerEvents, noEvents } from './events.ts';

/** Everything the learner did; the three queries travel together. */
export async function readEvents(queries: Queries, learnerId: string | undefined): Promise<LearnerEvents> {
  if (learnerId === undefined) return noEvents;
  const [submitted, drafted, gaveUp] = await Promise.all([
    queries.select({
      id: submissions.id, exerciseId: submissions.exerciseId, runtime: submissions.runtime, createdAt: submissions.createdAt,
      state: submissions.state, verdict: submissions.verdict, solved: submissions.solved,
    }).from(submissions).where(eq(submissions.learnerId, learnerId)).orderBy(asc(submissions.createdAt), asc(submissions.id)),
    queries.select({ exerciseId: drafts.exerciseId, runtime: drafts.runtime, at: drafts.savedAt }).from(drafts)
      .where(and(eq(drafts.learnerId, learnerId), isNotNull(drafts.code))).orderBy(asc(drafts.savedAt)),
    queries.select({ exerciseId: giveUps.exerciseId, at: giveUps.createdAt }).from(giveUps)
      .where(eq(giveUps.learnerId, learnerId)).orderBy(asc(giveUps.createdAt)),
  ]);
  return { submissions: submitted, drafts: drafted, giveUps: gaveUp };
}
