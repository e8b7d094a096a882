import { CHOICE_COOKIE, CHOICE_LIFETIME_S, choiceText } from '../../../server/contract/chosen-runtime.ts';
import type { Runtime } from '../../../server/contract/runtimes.ts';
import type { LocalDraft } from './draft-sync.ts';

// Drafts in this browser's storage. Storage may be full or forbidden: then the server's copy has to do.

export const draftKey = (exerciseId: string, runtime: Runtime) => `groundwork-draft:${exerciseId}:${runtime}`;

export function readLocalDraft(exerciseId: string, runtime: Runtime): LocalDraft | undefined {
  return asLocalDraft(readStored(draftKey(exerciseId, runtime)));
}

/** The record in what storage holds; undefined when there is none, or something else wrote there. */
export function asLocalDraft(text: string | null): LocalDraft | undefined {
  if (text === null) return undefined;
  try {
    const stored: unknown = JSON.parse(text);
    return isLocalDraft(stored) ? { ...stored, attempted: Array.isArray(stored.attempted) ? stored.attempted : [] } : undefined;
  } catch {
    return undefined; // written by something else
  }
}

/** For the next page, which the server draws in this language. */
export function keepChoice(exerciseId: string, runtime: Runtime): void {
  const secure = location.protocol === 'https:' ? '; secure' : '';
  document.cookie = `${CHOICE_COOKIE}=${choiceText({ exerciseId, runtime, at: new Date() })}; path=/; samesite=lax; max-age=${CHOICE_LIFETIME_S}${secure}`;
}

export function readStored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Whether this browser could keep it. */
export function writeStored(key: string, value: string): boolean {
  try {
    localStorage.setItem(key, value);
    return true;
  } catch {
    return false;
  }
}

function isLocalDraft(value: unknown): value is LocalDraft {
  if (typeof value !== 'object' || value === null) return false;
  const draft = value as Partial<Record<keyof LocalDraft, unknown>>;
  return typeof draft.code === 'string' && typeof draft.sent === 'boolean' && Array.isArray(draft.others)
    && typeof draft.editedAt === 'string' && !Number.isNaN(Date.parse(draft.editedAt));
}
