import type { Runtime } from '../../../server/contract/runtimes.ts';
import { paths } from '../../../server/contract/paths.ts';
import { ask, type Answer, type Draft } from './ask.ts';
import { readLocalDraft, writeLocalDraft } from './browser-drafts.ts';
import { nextDraft, openDraft, sendAt, toLocal, type DraftEvent, type DraftSync } from './draft-sync.ts';

/** A request that outlives its page may carry this much (Fetch standard, "inflight keepalive bytes"). */
const KEEPALIVE_BYTES = 64 * 1024;
/** Someone who was away longer than this may have worked elsewhere meanwhile. */
const AWAY_MS = 20_000;

interface Opening { exerciseId: string; runtime: Runtime; code: string; savedAt: string | null }

/**
 * Carries out what draft-sync.ts decides: keeps every edit in this browser, sends it when it is time, and looks again
 * when the learner or the connection comes back. Nothing happens before `start`, so that a server may make one too.
 */
export class DraftKeeper {
  sync: DraftSync;
  runtime: Runtime;
  readonly #exerciseId: string;
  readonly #changed: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #hiddenSince: number | undefined;
  /** Counts openings, so that an answer about the previous runtime is not taken for this one. */
  #opening = 0;

  constructor({ exerciseId, runtime, code, savedAt }: Opening, changed: () => void) {
    this.#exerciseId = exerciseId;
    this.#changed = changed;
    this.runtime = runtime;
    this.sync = openDraft({ code, savedAt }, undefined, 0);
  }

  /** Takes up what this browser kept and begins to watch the connection. Returns what undoes it. */
  start(): () => void {
    this.open(this.runtime, { code: this.sync.saved.code, savedAt: this.sync.saved.at });
    const connected = () => this.handle({ type: 'connected', now: Date.now() });
    const visibility = () => {
      if (document.visibilityState === 'hidden') {
        this.#hiddenSince = Date.now();
        this.#sendAsLeaving();
      } else {
        connected();
        if (this.#hiddenSince !== undefined && Date.now() - this.#hiddenSince > AWAY_MS) void this.look();
        this.#hiddenSince = undefined;
      }
    };
    const leaving = () => this.#sendAsLeaving();
    window.addEventListener('online', connected);
    document.addEventListener('visibilitychange', visibility);
    window.addEventListener('pagehide', leaving);
    return () => {
      clearTimeout(this.#timer);
      window.removeEventListener('online', connected);
      document.removeEventListener('visibilitychange', visibility);
      window.removeEventListener('pagehide', leaving);
    };
  }

  /** Begins with another runtime's draft, or again with this one's. */
  open(runtime: Runtime, server: Pick<Draft, 'code' | 'savedAt'>): void {
    this.#opening++;
    this.runtime = runtime;
    this.#become(openDraft(server, readLocalDraft(this.#exerciseId, runtime), Date.now()));
  }

  handle(event: DraftEvent): void {
    const before = this.sync;
    const next = nextDraft(before, event);
    if (next === before) return;
    this.#become(next);
    writeLocalDraft(this.#exerciseId, this.runtime, toLocal(next));
  }

  /** Sends what is unsent now rather than after a pause. */
  async saveNow(): Promise<void> {
    clearTimeout(this.#timer);
    if (sendAt(this.sync) !== null) await this.#send();
  }

  /** Asks the server whether it holds something that this page has not seen. */
  async look(): Promise<void> {
    const opening = this.#opening;
    const answer = await ask<Draft>(paths.api.draft(this.#exerciseId, this.runtime));
    if (answer.ok && opening === this.#opening) this.handle({ type: 'found', draft: answer.body, now: Date.now() });
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
    const answer = await this.#put(keepalive);
    if (opening !== this.#opening) return; // another runtime is open; this one's record in the browser tells what was sent
    if (answer.ok) this.handle({ type: 'acknowledged', savedAt: answer.body.savedAt ?? new Date().toISOString(), now: Date.now() });
    else if (answer.why === 'refused') this.handle({ type: 'refused', sentence: answer.sentence });
    else this.handle({ type: 'failed', now: Date.now(), ...(answer.why === 'busy' && { retryAfterMs: answer.retryAfterMs }) });
  }

  #put(keepalive: boolean): Promise<Answer<Draft>> {
    const body = { runtime: this.runtime, code: toLocal(this.sync).code };
    const fits = new TextEncoder().encode(JSON.stringify(body)).length < KEEPALIVE_BYTES;
    return ask<Draft>(paths.api.draft(this.#exerciseId), { method: 'PUT', body, keepalive: keepalive && fits });
  }

  /** The page may be gone before an answer comes; the record in this browser then says that none came. */
  #sendAsLeaving(): void {
    const { sync } = this;
    if (sync.unsentSince === null || sync.refused !== null || sync.held || sync.sending === sync.code) return;
    clearTimeout(this.#timer);
    void (sync.sending === null ? this.#send(true) : this.#put(true));
  }
}
