import type { Draft } from './ask.ts';

/*
 * How the learner's code reaches the server, and what happens when it does not.
 *
 *   edited ──▶ unsent ──(quiet for 800 ms, at most 5 s)──▶ sending ──acknowledged──▶ saved
 *                ▲                                            │ failed: waits, longer each time, or for the connection
 *                └────────────────────────────────────────────┘ refused: waits for another edit
 *
 * Every edit is also kept in this browser at once, so that a reload or a closed laptop loses nothing. When this browser
 * and the server both hold something the other has not seen, the newer one goes into the editor and the older one is
 * offered beside it; neither disappears until the learner says so.
 *
 * The server takes code only upon the draft that this page last saw; else it says `outdone`, and both versions stay in
 * sight here. Tabs of one browser share one record: each heeds what another wrote (`noticed`) before it writes itself.
 */

/** Pause in typing after which the code is sent. */
export const QUIET_MS = 800;
/** Somebody who never pauses is still saved this often. */
export const LONGEST_WAIT_MS = 5_000;
const LONGEST_BACK_OFF_MS = 60_000;

/** A version of the code that is not in the editor, offered to the learner. */
export interface OtherVersion {
  /** `browser`: typed here and never sent. `saved`: kept on the server, perhaps written elsewhere. */
  from: 'browser' | 'saved';
  code: string;
  /** ISO 8601. */
  at: string;
}

export interface DraftSync {
  /** What the editor holds. */
  code: string;
  /** The last change of `code` here, in ms since the epoch. */
  editedAt: number;
  /** Since when something is unsent; null when the server holds `code`. */
  unsentSince: number | null;
  /** What the server is known to hold; `at` is null while it holds nothing but the starter. */
  saved: { code: string; at: string | null };
  /** The code of the request under way. */
  sending: string | null;
  /** The first and the last code sent since the last answer: the server may hold it. */
  attempted: string[];
  failures: number;
  /** No attempt before this time, in ms since the epoch. */
  notBefore: number;
  /** The server's sentence when it will not take this code. */
  refused: string | null;
  others: OtherVersion[];
  undo: Undo | null;
  /** `code` is an earlier submission that is only being read: until it is edited, the draft is `undo.code` and nothing is sent. */
  held: boolean;
}

/** What a reset or a reopened submission replaced. */
export interface Undo {
  after: 'reset' | 'reopening';
  code: string;
}

/** What is kept in this browser per exercise and runtime. */
export interface LocalDraft {
  code: string;
  /** ISO 8601. */
  editedAt: string;
  /** `savedAt` of the server's draft that `code` was written upon. */
  base: string | null;
  /** Whether the server has acknowledged `code`. */
  sent: boolean;
  attempted: string[];
  others: OtherVersion[];
  undo: Undo | null;
}

export type DraftEvent =
  | { type: 'edited'; code: string; now: number }
  /** Something else takes the editor; what was there can be brought back with `undone`. */
  | { type: 'replaced'; code: string; after: Undo['after']; now: number }
  | { type: 'undone'; now: number }
  | { type: 'sending' }
  | { type: 'acknowledged'; savedAt: string; now: number }
  | { type: 'failed'; now: number; retryAfterMs?: number }
  | { type: 'refused'; sentence: string }
  /** The server holds `draft`, which this page had not seen, and did not take what was sent. */
  | { type: 'outdone'; draft: Saved; now: number }
  /** Another tab wrote this browser's record, where `before` stood. `overwriting`: this tab is about to write there too. */
  | { type: 'noticed'; record: LocalDraft; before: LocalDraft | undefined; overwriting: boolean; now: number }
  | { type: 'connected'; now: number }
  /** The server's draft was looked at again, because the learner came back to this page. */
  | { type: 'found'; draft: Saved; now: number }
  | { type: 'took'; other: OtherVersion; now: number }
  | { type: 'dismissed'; other: OtherVersion };

type Saved = Pick<Draft, 'code' | 'savedAt'>;

/** Decides what the editor opens with, from the server's draft and what this browser kept. */
export function openDraft(server: Saved, local: LocalDraft | undefined, now: number): DraftSync {
  const opened: DraftSync = {
    code: server.code, editedAt: now, unsentSince: null, saved: { code: server.code, at: server.savedAt },
    sending: null, attempted: [], failures: 0, notBefore: 0, refused: null, others: [],
    undo: local?.undo ?? null, held: false,
  };
  if (!local) return opened;
  const others = local.others.filter(({ code }) => code !== server.code);
  if (local.sent || local.code === server.code) return { ...opened, others };
  // What is unsent counts as sent: another tab may be about to.
  const kept: DraftSync = { ...opened, others, code: local.code, editedAt: Date.parse(local.editedAt), unsentSince: now, attempted: local.attempted.length > 0 ? local.attempted : [local.code] };
  const unseenByLocal = server.savedAt !== local.base && !local.attempted.includes(server.code);
  return unseenByLocal ? reconcile(kept) : kept;
}

/** The draft after an event. */
export function nextDraft(sync: DraftSync, event: DraftEvent): DraftSync {
  switch (event.type) {
    case 'edited':
      if (event.code === sync.code) return sync;
      return withUnsent({ ...sync, code: event.code, editedAt: event.now, refused: null, held: false }, event.now);
    case 'replaced': {
      const draft = draftIn(sync);
      if (event.code === draft) return { ...sync, code: draft, held: false };
      const undo = { after: event.after, code: draft };
      if (event.after === 'reopening') return { ...sync, code: event.code, undo, held: true };
      return withUnsent({ ...sync, code: event.code, editedAt: event.now, refused: null, undo, held: false }, event.now);
    }
    case 'undone': {
      if (!sync.undo) return sync;
      const { code } = sync.undo;
      // What was only being read leaves no edit behind.
      return sync.held ? { ...sync, code, undo: null, held: false } : withUnsent({ ...sync, code, editedAt: event.now, refused: null, undo: null }, event.now);
    }
    case 'sending':
      return { ...sync, sending: draftIn(sync), attempted: [...new Set([sync.attempted[0] ?? draftIn(sync), draftIn(sync)])] };
    case 'acknowledged': {
      const saved = { code: sync.sending ?? draftIn(sync), at: event.savedAt };
      return withUnsent({ ...sync, saved, sending: null, attempted: [], failures: 0, notBefore: 0, unsentSince: null }, event.now);
    }
    case 'failed': {
      const failures = sync.failures + 1;
      const wait = event.retryAfterMs ?? Math.min(LONGEST_BACK_OFF_MS, 1_000 * 2 ** failures);
      return { ...sync, sending: null, failures, notBefore: event.now + wait };
    }
    case 'refused':
      return { ...sync, sending: null, attempted: [], refused: event.sentence, failures: 0 };
    case 'outdone':
      return found({ ...sync, sending: null, attempted: sync.attempted.filter((code) => code !== sync.sending), failures: 0 }, event.draft, event.now);
    case 'noticed':
      return noticed(sync, event);
    case 'connected':
      return { ...sync, notBefore: 0 };
    case 'found':
      return found(sync, event.draft, event.now);
    case 'took': {
      const others = sync.others.filter((other) => other !== event.other);
      return withUnsent({ ...sync, code: event.other.code, editedAt: event.now, refused: null, held: false, others }, event.now);
    }
    case 'dismissed':
      return { ...sync, others: sync.others.filter((other) => other !== event.other) };
  }
}

/** When the code is to be sent, in ms since the epoch; null when there is nothing to send, or no use in trying. */
export function sendAt(sync: DraftSync): number | null {
  if (sync.unsentSince === null || sync.sending !== null || sync.refused !== null || sync.held) return null;
  return Math.max(sync.notBefore, Math.min(sync.editedAt + QUIET_MS, sync.unsentSince + LONGEST_WAIT_MS));
}

export type DraftStatus =
  | { kind: 'untouched' | 'saving' | 'offline' | 'reading' }
  | { kind: 'saved'; at: string }
  | { kind: 'refused'; sentence: string };

/** What the learner reads about it. */
export function draftStatus(sync: DraftSync): DraftStatus {
  if (sync.refused !== null) return { kind: 'refused', sentence: sync.refused };
  if (sync.held) return { kind: 'reading' };
  if (sync.unsentSince !== null) return { kind: sync.failures > 0 ? 'offline' : 'saving' };
  return sync.saved.at === null ? { kind: 'untouched' } : { kind: 'saved', at: sync.saved.at };
}

/** What to keep in this browser now. */
export function toLocal(sync: DraftSync): LocalDraft {
  return {
    code: draftIn(sync), editedAt: new Date(sync.editedAt).toISOString(), base: sync.saved.at, sent: sync.unsentSince === null,
    attempted: sync.attempted, others: sync.others, undo: sync.held ? null : sync.undo,
  };
}

function found(sync: DraftSync, draft: Saved, now: number): DraftSync {
  // While a request of ours is under way, what the server holds is about to change. What is only read has no draft to compare.
  if (sync.sending !== null || sync.held || draft.savedAt === sync.saved.at) return sync;
  const updated: DraftSync = { ...sync, saved: { code: draft.code, at: draft.savedAt } };
  if (draft.code === sync.code) return { ...updated, unsentSince: null, attempted: [], failures: 0 };
  // Saved again, perhaps by another tab, but nothing that this page has not seen.
  if (draft.code === sync.saved.code || sync.attempted.includes(draft.code)) return updated;
  if (sync.unsentSince !== null) return reconcile(updated);
  // The untouched starter is nothing of the learner's.
  if (sync.saved.at === null) return { ...updated, code: draft.code, editedAt: now };
  return { ...updated, code: draft.code, editedAt: now, others: offer(sync.others, { from: 'browser', code: sync.code, at: new Date(sync.editedAt).toISOString() }) };
}

function noticed(sync: DraftSync, { record, before, overwriting, now }: Extract<DraftEvent, { type: 'noticed' }>): DraftSync {
  const draft = draftIn(sync);
  const lacks = (others: OtherVersion[] | undefined) => ({ code }: OtherVersion) => !others?.some((other) => other.code === code);
  // What the other tab dismissed is gone here too; what it was offered is offered here.
  const dismissed = before?.others.filter(lacks(record.others));
  const added = record.others.filter(lacks(before?.others)).filter(({ code }) => code !== draft);
  const heeded = { ...sync, others: added.reduce(offer, sync.others.filter(lacks(dismissed))) };
  if (!record.sent) {
    const lost = overwriting && record.code !== draft && !sync.attempted.includes(record.code);
    return lost ? { ...heeded, others: offer(heeded.others, { from: 'browser', code: record.code, at: record.editedAt }) } : heeded;
  }
  const { code, base } = record;
  if (base === null || (sync.saved.at !== null && base <= sync.saved.at)) return heeded;
  // Saved upon what stands here, since the server took it: this tab only follows.
  const follows = sync.unsentSince === null && sync.sending === null && !sync.held;
  return follows ? { ...heeded, code, editedAt: now, saved: { code, at: base } } : found(heeded, { code, savedAt: base }, now);
}

/** Both sides changed: the newer goes into the editor, the older is offered. The clocks are two, so both stay in sight. */
function reconcile(sync: DraftSync): DraftSync {
  const { code, at } = sync.saved;
  const editedAt = new Date(sync.editedAt).toISOString();
  if (at !== null && Date.parse(at) > sync.editedAt) {
    return { ...sync, code, unsentSince: null, attempted: [], others: offer(sync.others, { from: 'browser', code: sync.code, at: editedAt }) };
  }
  return { ...sync, others: offer(sync.others, { from: 'saved', code, at: at ?? editedAt }) };
}

/** The learner's own code: what the editor holds, unless that is only being read. */
function draftIn(sync: DraftSync): string {
  return sync.held && sync.undo ? sync.undo.code : sync.code;
}

function offer(others: OtherVersion[], other: OtherVersion): OtherVersion[] {
  return others.some(({ code }) => code === other.code) ? others : [...others, other];
}

function withUnsent(sync: DraftSync, now: number): DraftSync {
  // A request that was never answered may have arrived: then the server holds that code, not `saved`.
  const draft = draftIn(sync);
  const unsent = draft !== sync.saved.code || sync.attempted.some((code) => code !== draft);
  return { ...sync, unsentSince: unsent ? (sync.unsentSince ?? now) : null };
}
