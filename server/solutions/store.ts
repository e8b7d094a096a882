import type { Queries } from '../database/open.ts';
import { giveUps } from '../database/schema.ts';

/** Notes that the learner asked for the solution; asking again changes nothing. */
export async function giveUp(queries: Queries, learnerId: string, exerciseId: string): Promise<void> {
  await queries.insert(giveUps).values({ learnerId, exerciseId }).onConflictDoNothing();
}
