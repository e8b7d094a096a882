import { and, eq, sql } from 'drizzle-orm';
import type { Exercise } from '../contract/exercise.ts';
import type { Runtime } from '../contract/runtimes.ts';
import type { Queries } from '../database/open.ts';
import { drafts } from '../database/schema.ts';

/** What the editor opens with. */
export interface StoredDraft {
  runtime: Runtime;
  code: string;
  /** Null: nothing was ever saved, and `code` is the starter. */
  savedAt: Date | null;
  /** Whether a reset threw code away that can still be brought back. */
  canUndoReset: boolean;
}

type Key = { learnerId: string; exercise: Exercise; runtime: Runtime };

const columns = { code: drafts.code, codeBeforeReset: drafts.codeBeforeReset, savedAt: drafts.savedAt };

export async function readDraft(queries: Queries, { learnerId, exercise, runtime }: Omit<Key, 'learnerId'> & { learnerId: string | undefined }): Promise<StoredDraft> {
  if (learnerId === undefined) return asDraft(exercise, runtime, undefined);
  const [row] = await queries.select(columns).from(drafts).where(matches({ learnerId, exercise, runtime }));
  return asDraft(exercise, runtime, row);
}

/** Saves code. Saving the starter over something else is a reset: what was there before is kept, so that it can be undone. */
export async function saveDraft(queries: Queries, key: Key, code: string): Promise<StoredDraft> {
  const { learnerId, exercise, runtime } = key;
  // Null instead of the starter, so that a learner who has changed nothing gets the starter of today.
  const kept = code === starterOf(exercise, runtime) ? null : code;
  const [row] = await queries.insert(drafts)
    .values({ learnerId, exerciseId: exercise.id, runtime, code: kept })
    .onConflictDoUpdate({
      target: [drafts.learnerId, drafts.exerciseId, drafts.runtime],
      set: {
        code: kept, savedAt: sql`now()`,
        ...(kept === null && { codeBeforeReset: sql`coalesce(${drafts.code}, ${drafts.codeBeforeReset})` }),
      },
    }).returning(columns);
  return asDraft(exercise, runtime, row);
}

/** Brings back what the last reset threw away; without one, nothing changes. */
export async function undoReset(queries: Queries, key: Key): Promise<StoredDraft> {
  const { exercise, runtime } = key;
  const [row] = await queries.update(drafts)
    .set({ code: drafts.codeBeforeReset, codeBeforeReset: null, savedAt: sql`now()` })
    .where(and(matches(key), sql`${drafts.code} is null and ${drafts.codeBeforeReset} is not null`))
    .returning(columns);
  return row ? asDraft(exercise, runtime, row) : readDraft(queries, key);
}

function matches({ learnerId, exercise, runtime }: Key) {
  return and(eq(drafts.learnerId, learnerId), eq(drafts.exerciseId, exercise.id), eq(drafts.runtime, runtime));
}

function asDraft(exercise: Exercise, runtime: Runtime, row: { code: string | null; codeBeforeReset: string | null; savedAt: Date } | undefined): StoredDraft {
  return {
    runtime,
    code: row?.code ?? starterOf(exercise, runtime),
    savedAt: row?.savedAt ?? null,
    canUndoReset: row !== undefined && row.code === null && row.codeBeforeReset !== null,
  };
}

export function starterOf(exercise: Exercise, runtime: Runtime): string {
  return exercise.starter[runtime] ?? '';
}
