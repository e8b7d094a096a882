import type { Runtime } from '../../../server/contract/runtimes.ts';
import { paths } from '../../../server/contract/paths.ts';
import { ask, type Answer, type Draft } from './ask.ts';
import { asLocalDraft, draftKey, readLocalDraft, readStored, writeStored } from './browser-drafts.ts';
import { nextDraft, openDraft, sendAt, toLocal, type DraftEvent, type DraftSync, type LocalDraft } from './draft-sync.ts';

/** A request that outlives its page may carry this much (Fetch standard, "inflight keepalive bytes"). */
const KEEPALIVE_BYTES = 64 * 1024;

interface Opening { exerciseId: string; runtimes: Runtime[]; runtime: Runtime; code: string; savedAt: string | null }

/**
 * Carries out what draft-sync.ts decides: keeps every edit in this browser, sends it when it is time, and looks again
 * when the learner or the connection comes back. Nothing happens before `start`, so that a server may make one too.
 */
export class DraftKeeper {
  sync: DraftSync;
  runtime: Runtime;
  readonly #exerciseId: string;
  readonly #runtimes: Runtime[];
  readonly #changed: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The record in this browser as this tab last read or wrote it; another tab may have written since. */
  #heeded: string | null = null;
  /** The record that is this tab's own. */
  #written: string | null = null;
  #looking = false;
  /** Drafts in languages that are not open, still to be sent. */
  readonly #left = new Map<Runtime, LocalDraft>();
  /** Counts openings, so that an answer about the previous runtime is not taken for this one. */
  #opening = 0;

  constructor({ exerciseId, runtimes, runtime, code, savedAt }: Opening, changed: () => void) {
    this.#exerciseId = exerciseId;
    this.#runtimes = runtimes;
    this.#changed = changed;
    this.runtime = runtime;
    this.sync = openDraft({ code, savedAt }, undefined, 0);
  }

  /** Takes up what this browser kept and begins to watch the connection. Returns what undoes it. */
  start(): () => void {
    this.open(this.runtime, { code: this.sync.saved.code, savedAt: this.sync.saved.at });
    for (const runtime of this.#runtimes) {
      const record = runtime === this.runtime ? undefined : readLocalDraft(this.#exerciseId, runtime);
      if (record && !record.sent) this.#left.set(runtime, record);
    }
    void this.#sendLeft();
    const connected = () => {
      this.handle({ type: 'connected', now: Date.now() });
      void this.#sendLeft();
    };
    const visibility = () => {
      if (document.visibilityState === 'hidden') return this.#sendAsLeaving();
      connected();
      back();
    };
    // However short the absence, another tab or computer may have saved meanwhile.
    const back = () => void this.look();
    const stored = ({ key }: StorageEvent) => {
      if (key === draftKey(this.#exerciseId, this.runtime)) this.#heed();
    };
    const leaving = () => this.#sendAsLeaving();
    window.addEventListener('online', connected);
    document.addEventListener('visibilitychange', visibility);
    window.addEventListener('pagehide', leaving);
    window.addEventListener('focus', back);
    window.addEventListener('storage', stored);
    return () => {
      clearTimeout(this.#timer);
      window.removeEventListener('online', connected);
      document.removeEventListener('visibilitychange', visibility);
      window.removeEventListener('pagehide', leaving);
      window.removeEventListener('focus', back);
      window.removeEventListener('storage', stored);
    };
  }

  /** Begins with another runtime's draft, or again with this one's. */
  open(runtime: Runtime, server: Pick<Draft, 'code' | 'savedAt'>): void {
    if (runtime !== this.runtime) this.#leave();
    this.#opening++;
    this.runtime = runtime;
    this.#heeded = this.#written = readStored(draftKey(this.#exerciseId, runtime));
    const kept = asLocalDraft(this.#written) ?? this.#left.get(runtime);
    this.#left.delete(runtime);
    this.#become(openDraft(server, kept, Date.now()));
  }

  /** What is unsent goes on its way while another language is open. */
  #leave(): void {
    if (this.sync.unsentSince === null || this.sync.refused !== null) return;
    this.handle({ type: 'sending' }); // into this browser's record: the server may hold it, whatever answer comes
    this.#left.set(this.runtime, toLocal(this.sync));
    void this.#sendLeft();
  }

  /** What fails is tried again when the connection or the learner comes back; a newer draft elsewhere is met when the language is opened. */
  async #sendLeft(): Promise<void> {
    for (const [runtime, record] of this.#left) {
      const { code, attempted } = record;
      let answer = await this.#put({ runtime, code, base: record.base });
      if (!answer.ok && answer.why === 'outdated') {
        // Perhaps only by what was on its way from here when the language was left.
        const held = await ask<Draft>(paths.api.draft(this.#exerciseId, runtime));
        if (held.ok && attempted.includes(held.body.code)) answer = await this.#put({ runtime, code, base: held.body.savedAt });
      }
      if (this.#left.get(runtime) !== record) continue; // opened again meanwhile, and sent from there
      if (answer.ok || answer.why === 'outdated' || answer.why === 'refused') this.#left.delete(runtime);
      const there = readLocalDraft(this.#exerciseId, runtime);
      if (!answer.ok || there?.code !== code) continue;
      writeStored(draftKey(this.#exerciseId, runtime), JSON.stringify({ ...there, sent: true, base: answer.body.savedAt, attempted: [] } satisfies LocalDraft));
    }
  }

  handle(event: DraftEvent): void {
    const before = this.sync;
    const next = nextDraft(before, event);
    if (next === before) return;
    this.#become(this.#keep(next));
  }

  /** Writes this browser's record, minding what another tab has put there. */
  #keep(sync: DraftSync): DraftSync {
    const key = draftKey(this.#exerciseId, this.runtime);
    const there = readStored(key);
    const record = there === this.#written ? undefined : asLocalDraft(there);
    const before = asLocalDraft(this.#heeded);
    this.#heeded = there;
    const mine = sync.unsentSince !== null;
    const next = record ? nextDraft(sync, { type: 'noticed', record, before, overwriting: mine, now: Date.now() }) : sync;
    // The only copy of what another tab has yet to send is not replaced by what the server holds anyway.
    if (record && !record.sent && !mine) return next;
    const text = JSON.stringify(toLocal(next));
    if (writeStored(key, text)) this.#heeded = this.#written = text;
    return next;
  }

  #heed(): void {
    const there = readStored(draftKey(this.#exerciseId, this.runtime));
    const record = asLocalDraft(there);
    if (there === this.#heeded || !record) return;
    const before = asLocalDraft(this.#heeded);
    this.#heeded = there;
    this.#become(nextDraft(this.sync, { type: 'noticed', record, before, overwriting: false, now: Date.now() }));
  }

  /** Sends what is unsent now rather than after a pause. */
  async saveNow(): Promise<void> {
    clearTimeout(this.#timer);
    if (sendAt(this.sync) !== null) await this.#send();
  }

  /** Asks the server whether it holds something that this page has not seen. */
  async look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    const opening = this.#opening;
    const { at } = this.sync.saved;
    const answer = await ask<Draft>(paths.api.draft(this.#exerciseId, this.runtime));
    this.#looking = false;
    // What was saved after the question makes the answer an old one.
    if (answer.ok && opening === this.#opening && at === this.sync.saved.at) this.handle({ type: 'found', draft: answer.body, now: Date.now() });
  }

  #become(next: DraftSync): void {
    this.sync = next;
    clearTimeout(this.#timer);
    const at = sendAt(next);
    if (at !== null) this.#timer = setTimeout(() => void this.#send(), Math.max(0, at - Date.now()));
    this.#changed();
  }

  async #send(keepalive = false): Promise<void> {
    if (this.sync.sending !== null) return;
    const opening = this.#opening;
    this.handle({ type: 'sending' });
    const answer = await this.#put(this.#body(), keepalive);
    if (opening !== this.#opening) return; // another runtime is open; this one's record in the browser tells what was sent
    if (answer.ok) this.handle({ type: 'acknowledged', savedAt: answer.body.savedAt ?? new Date().toISOString(), now: Date.now() });
    else if (answer.why === 'outdated') await this.#reconsider(opening);
    else if (answer.why === 'refused') this.handle({ type: 'refused', sentence: answer.sentence });
    else this.handle({ type: 'failed', now: Date.now(), ...(answer.why === 'busy' && { retryAfterMs: answer.retryAfterMs }) });
  }

  /** Learns what the server holds instead of what was sent. */
  async #reconsider(opening: number): Promise<void> {
    const answer = await ask<Draft>(paths.api.draft(this.#exerciseId, this.runtime));
    if (opening === this.#opening) this.handle(answer.ok ? { type: 'outdone', draft: answer.body, now: Date.now() } : { type: 'failed', now: Date.now() });
  }

  #body() {
    return { runtime: this.runtime, code: toLocal(this.sync).code, base: this.sync.saved.at };
  }

  #put(body: { runtime: Runtime; code: string; base: string | null }, keepalive = false): Promise<Answer<Draft>> {
    const fits = new TextEncoder().encode(JSON.stringify(body)).length < KEEPALIVE_BYTES;
    return ask<Draft>(paths.api.draft(this.#exerciseId), { method: 'PUT', body, keepalive: keepalive && fits });
  }

  /** The page may be gone before an answer comes; the record in this browser then says that none came. */
  #sendAsLeaving(): void {
    const { sync } = this;
    if (sync.unsentSince === null || sync.refused !== null || sync.held || sync.sending === sync.code) return;
    clearTimeout(this.#timer);
    void (sync.sending === null ? this.#send(true) : this.#put(this.#body(), true));
  }
}
