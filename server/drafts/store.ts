import { and, eq, lte, or, sql } from 'drizzle-orm';
import type { Exercise } from '../contract/exercise.ts';
import type { Runtime } from '../contract/runtimes.ts';
import { Outdated } from '../errors.ts';
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

/** Later than before by what the column can tell apart, even when the clock was set back: it is what tells versions apart. */
const nextSavedAt = sql`greatest(now(), ${drafts.savedAt} + interval '1 millisecond')`;

/**
 * Saves code. Saving the starter over something else is a reset: what was there before is kept, so that it can be undone.
 * @param base `savedAt` (ISO 8601) of the draft that the code was written upon; null: there was none; absent: the last write wins
 * @throws Outdated when other code was saved since `base`; nothing is changed then
 */
export async function saveDraft(queries: Queries, key: Key, code: string, base?: string | null): Promise<StoredDraft> {
  const { learnerId, exercise, runtime } = key;
  // Null instead of the starter, so that a learner who has changed nothing gets the starter of today.
  const kept = code === starterOf(exercise, runtime) ? null : code;
  const [row] = await queries.insert(drafts)
    .values({ learnerId, exerciseId: exercise.id, runtime, code: kept })
    .onConflictDoUpdate({
      target: [drafts.learnerId, drafts.exerciseId, drafts.runtime],
      set: {
        code: kept, savedAt: nextSavedAt,
        ...(kept === null && { codeBeforeReset: sql`coalesce(${drafts.code}, ${drafts.codeBeforeReset})` }),
      },
      // In the statement itself: between a look and a write, another tab could save.
      ...(base !== undefined && { setWhere: or(sql`${drafts.code} is not distinct from ${kept}`, base === null ? undefined : lte(drafts.savedAt, new Date(Math.max(0, Date.parse(base))))) }),
    }).returning(columns);
  if (!row) throw new Outdated('Other code was saved since, perhaps in another tab or on another computer. Read the draft, then save upon it.');
  return asDraft(exercise, runtime, row);
}

/** Brings back what the last reset threw away; without one, nothing changes. */
export async function undoReset(queries: Queries, key: Key): Promise<StoredDraft> {
  const { exercise, runtime } = key;
  const [row] = await queries.update(drafts)
    .set({ code: drafts.codeBeforeReset, codeBeforeReset: null, savedAt: nextSavedAt })
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
