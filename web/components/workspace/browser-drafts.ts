import type { Runtime } from '../../../server/contract/runtimes.ts';
import type { LocalDraft } from './draft-sync.ts';

// Drafts in this browser's storage. Storage may be full or forbidden: then the server's copy has to do.

const draftKey = (exerciseId: string, runtime: Runtime) => `groundwork-draft:${exerciseId}:${runtime}`;
const runtimeKey = (exerciseId: string) => `groundwork-runtime:${exerciseId}`;

export function readLocalDraft(exerciseId: string, runtime: Runtime): LocalDraft | undefined {
  const text = readStored(draftKey(exerciseId, runtime));
  if (text === null) return undefined;
  try {
    const stored: unknown = JSON.parse(text);
    return isLocalDraft(stored) ? stored : undefined;
  } catch {
    return undefined; // written by something else
  }
}

/** Whether this browser could keep it. */
export function writeLocalDraft(exerciseId: string, runtime: Runtime, draft: LocalDraft): boolean {
  return writeStored(draftKey(exerciseId, runtime), JSON.stringify(draft));
}

export const readChosenRuntime = (exerciseId: string) => readStored(runtimeKey(exerciseId));
export const writeChosenRuntime = (exerciseId: string, runtime: Runtime) => writeStored(runtimeKey(exerciseId), runtime);

export function readStored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

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
