import { describe, expect, it } from 'vitest';
import { array, check, constantFrom, property } from 'fast-check';
import { draftStatus, LONGEST_WAIT_MS, nextDraft, openDraft, QUIET_MS, sendAt, toLocal, type DraftEvent, type DraftSync, type LocalDraft } from '../../web/components/workspace/draft-sync.ts';

const T = Date.parse('2026-11-22T12:00:00Z');
const iso = (ms: number) => new Date(T + ms).toISOString();
const starter = { code: 'starter', savedAt: null };
const play = (sync: DraftSync, ...events: DraftEvent[]) => events.reduce(nextDraft, sync);
const edited = (code: string, ms = 0): DraftEvent => ({ type: 'edited', code, now: T + ms });
const fresh = () => openDraft(starter, undefined, T);

it('the untouched starter makes way for what the server holds without being offered as something of the learner’s', () => {
  const found = nextDraft(fresh(), { type: 'found', draft: { code: 'mine, from another computer', savedAt: iso(5) }, now: T + 9 });
  expect(found).toMatchObject({ code: 'mine, from another computer', unsentSince: null, others: [] });
});

it('the same code saved again by another tab is no other version', () => {
  const typing = play(openDraft({ code: 'ours', savedAt: iso(0) }, undefined, T), edited('ours, and more', 10));
  const found = nextDraft(typing, { type: 'outdone', draft: { code: 'ours', savedAt: iso(20) }, now: T + 30 });
  expect(found).toMatchObject({ code: 'ours, and more', others: [], saved: { code: 'ours', at: iso(20) } });
  expect(sendAt(found)).not.toBeNull();
});

describe('sending a draft', () => {
  it('sends nothing while nothing was typed', () => {
    expect(sendAt(fresh())).toBeNull();
    expect(draftStatus(fresh())).toEqual({ kind: 'untouched' });
  });

  it('waits for a pause in typing', () => {
    const sync = play(fresh(), edited('a'), edited('ab', 500));
    expect(sendAt(sync)).toBe(T + 500 + QUIET_MS);
  });

  it('does not wait for ever for somebody who never pauses', () => {
    let sync = fresh();
    for (let ms = 0; ms <= 20_000; ms += 100) sync = play(sync, edited(`code ${ms}`, ms));
    expect(sendAt(sync)).toBe(T + LONGEST_WAIT_MS);
  });

  it('is saved once acknowledged, and says since when', () => {
    const sync = play(fresh(), edited('a'), { type: 'sending' }, { type: 'acknowledged', savedAt: iso(900), now: T + 900 });
    expect(draftStatus(sync)).toEqual({ kind: 'saved', at: iso(900) });
    expect(sendAt(sync)).toBeNull();
  });

  it('sends again what was typed while a request was under way', () => {
    const sync = play(fresh(), edited('a'), { type: 'sending' }, edited('ab', 100), { type: 'acknowledged', savedAt: iso(200), now: T + 200 });
    expect(draftStatus(sync).kind).toBe('saving');
    expect(sendAt(sync)).not.toBeNull();
  });

  it('waits longer after each failure, at most a minute, and says that it is offline', () => {
    let sync = play(fresh(), edited('a'));
    const waits: number[] = [];
    for (let attempt = 0; attempt < 10; attempt++) {
      sync = play(sync, { type: 'sending' }, { type: 'failed', now: T + 1_000 });
      waits.push((sendAt(sync) ?? 0) - T - 1_000);
    }
    expect(waits.slice(0, 3)).toEqual([2_000, 4_000, 8_000]);
    expect(Math.max(...waits)).toBe(60_000);
    expect(draftStatus(sync)).toEqual({ kind: 'offline' });
  });

  it('tries at once when the connection comes back', () => {
    const sync = play(fresh(), edited('a'), { type: 'sending' }, { type: 'failed', now: T + 50_000 }, { type: 'connected', now: T + 51_000 });
    expect(sendAt(sync)).toBeLessThanOrEqual(T + 51_000);
  });

  it('takes the server at its word when it names a time', () => {
    const sync = play(fresh(), edited('a'), { type: 'sending' }, { type: 'failed', now: T, retryAfterMs: 9_000 });
    expect(sendAt(sync)).toBe(T + 9_000);
  });

  it('does not insist on what the server refuses, until it is edited', () => {
    const sync = play(fresh(), edited('too long'), { type: 'sending' }, { type: 'refused', sentence: 'The code is longer than 256 KiB.' });
    expect(sendAt(sync)).toBeNull();
    expect(draftStatus(sync)).toEqual({ kind: 'refused', sentence: 'The code is longer than 256 KiB.' });
    expect(sendAt(play(sync, edited('short', 10)))).not.toBeNull();
  });

  it('sends an edit back to what was saved, when a lost request may have changed it', () => {
    const saved = play(fresh(), edited('a'), { type: 'sending' }, { type: 'acknowledged', savedAt: iso(1), now: T + 1 });
    const sync = play(saved, edited('b', 2), { type: 'sending' }, { type: 'failed', now: T + 3 }, edited('a', 4));
    expect(sendAt(sync)).not.toBeNull();
  });
});

describe('opening a draft', () => {
  const local = (part: Partial<LocalDraft>): LocalDraft => ({ code: 'mine', editedAt: iso(0), base: iso(-10), sent: false, attempted: [], others: [], undo: null, ...part });

  it('takes what was never sent over what it was written upon', () => {
    const sync = openDraft({ code: 'old', savedAt: iso(-10) }, local({}), T);
    expect(sync.code).toBe('mine');
    expect(sync.others).toEqual([]);
    expect(sendAt(sync)).not.toBeNull();
  });

  it('takes the server when this browser had nothing unsent', () => {
    const sync = openDraft({ code: 'from the other computer', savedAt: iso(50) }, local({ sent: true }), T);
    expect(sync).toMatchObject({ code: 'from the other computer', others: [] });
  });

  it('takes newer saved code and offers what was typed here', () => {
    const sync = openDraft({ code: 'elsewhere', savedAt: iso(50) }, local({}), T + 100);
    expect(sync.code).toBe('elsewhere');
    expect(sync.others).toMatchObject([{ from: 'browser', code: 'mine' }]);
    expect(sendAt(sync)).toBeNull();
  });

  it('takes newer code typed here and offers what was saved elsewhere', () => {
    const sync = openDraft({ code: 'elsewhere', savedAt: iso(-5) }, local({}), T + 100);
    expect(sync.code).toBe('mine');
    expect(sync.others).toMatchObject([{ from: 'saved', code: 'elsewhere' }]);
    expect(sendAt(sync)).not.toBeNull();
  });

  it('knows its own lost request when it meets it on the server', () => {
    const sync = openDraft({ code: 'min', savedAt: iso(50) }, local({ attempted: ['min'] }), T + 100);
    expect(sync).toMatchObject({ code: 'mine', others: [] });
  });

  it('gives the offered version to whoever takes it, and sends it', () => {
    const sync = openDraft({ code: 'elsewhere', savedAt: iso(50) }, local({}), T + 100);
    const [other] = sync.others;
    if (!other) throw new Error('nothing is offered');
    const taken = play(sync, { type: 'took', other, now: T + 200 });
    expect(taken).toMatchObject({ code: 'mine', others: [] });
    expect(sendAt(taken)).not.toBeNull();
  });
});

describe('coming back to a page', () => {
  const saved = () => play(fresh(), edited('mine'), { type: 'sending' }, { type: 'acknowledged', savedAt: iso(10), now: T + 10 });

  it('leaves everything alone when nothing changed elsewhere', () => {
    const sync = saved();
    expect(play(sync, { type: 'found', draft: { code: 'mine', savedAt: iso(10) }, now: T + 99 })).toBe(sync);
  });

  it('shows what was written elsewhere, and keeps what stood here within reach', () => {
    const sync = play(saved(), { type: 'found', draft: { code: 'elsewhere', savedAt: iso(50) }, now: T + 99 });
    expect(sync).toMatchObject({ code: 'elsewhere', others: [{ from: 'browser', code: 'mine' }] });
    expect(sendAt(sync)).toBeNull();
  });

  it('leaves newer typing in the editor, and offers what was saved elsewhere', () => {
    const sync = play(saved(), edited('typing', 80), { type: 'found', draft: { code: 'elsewhere', savedAt: iso(50) }, now: T + 99 });
    expect(sync).toMatchObject({ code: 'typing', others: [{ from: 'saved', code: 'elsewhere' }] });
    expect(sendAt(sync)).not.toBeNull();
  });
});

describe('two tabs of one browser', () => {
  const first = { code: 'old', savedAt: iso(-100_000) };
  const inB = { code: 'from tab B', savedAt: iso(50) };
  const typed = () => play(openDraft(first, undefined, T), edited('old and a line', 80), { type: 'sending' });
  const noticed = (record: LocalDraft, part: Partial<Extract<DraftEvent, { type: 'noticed' }>> = {}): DraftEvent => ({ type: 'noticed', record, before: undefined, overwriting: false, now: T + 90, ...part });
  const offered = { from: 'browser' as const, code: 'offered', at: iso(1) };
  const ofB = (sync: DraftSync, ...events: DraftEvent[]) => toLocal(play(sync, ...events));
  const savedInB = ofB(openDraft(first, undefined, T), edited(inB.code, 40), { type: 'sending' }, { type: 'acknowledged', savedAt: inB.savedAt, now: T + 50 });

  it('offers what the other saved to the one whose code was not taken, and saves that upon it', () => {
    const sync = play(typed(), { type: 'outdone', draft: inB, now: T + 99 });
    expect(sync).toMatchObject({ code: 'old and a line', others: [{ from: 'saved', code: 'from tab B' }], saved: { at: inB.savedAt } });
    expect(sendAt(sync)).not.toBeNull();
    const sent = play(sync, { type: 'sending' }, { type: 'acknowledged', savedAt: iso(200), now: T + 200 });
    // Tab B, reloaded, still finds its code offered.
    expect(openDraft({ code: 'old and a line', savedAt: iso(200) }, toLocal(sent), T + 300).others).toMatchObject([{ code: 'from tab B' }]);
  });

  it('shows what the other saved later, and offers what was not taken', () => {
    const sync = play(typed(), { type: 'outdone', draft: { ...inB, savedAt: iso(90) }, now: T + 99 });
    expect(sync).toMatchObject({ code: 'from tab B', others: [{ from: 'browser', code: 'old and a line' }], sending: null });
    expect(sendAt(sync)).toBeNull();
  });

  it('does not offer its own code that arrived although no answer came', () => {
    const sync = play(typed(), { type: 'failed', now: T + 85 }, edited('two lines', 90), { type: 'sending' }, { type: 'outdone', draft: { code: 'old and a line', savedAt: iso(81) }, now: T + 99 });
    expect(sync).toMatchObject({ code: 'two lines', others: [] });
    expect(sendAt(sync)).not.toBeNull();
  });

  it('follows what the other saved, while nothing is unsent here', () => {
    expect(play(openDraft(first, undefined, T), noticed(savedInB))).toMatchObject({ code: 'from tab B', saved: { code: 'from tab B', at: inB.savedAt }, others: [], unsentSince: null });
  });

  it('keeps both when it was typed in here meanwhile', () => {
    const sync = play(openDraft(first, undefined, T), edited('old and a line', 80), noticed(savedInB));
    expect(sync).toMatchObject({ code: 'old and a line', others: [{ from: 'saved', code: 'from tab B' }] });
  });

  it('ignores what the other saved before', () => {
    const sync = play(openDraft({ code: 'newest', savedAt: iso(60) }, undefined, T), noticed(savedInB));
    expect(sync).toMatchObject({ code: 'newest', others: [] });
  });

  it('keeps what the other has yet to send when it is about to write in its place', () => {
    const unsent = ofB(openDraft(first, undefined, T), edited('typed in B', 70));
    const mine = play(openDraft(first, undefined, T), edited('typed in A', 80));
    expect(play(mine, noticed(unsent))).toMatchObject({ code: 'typed in A', others: [] });
    expect(play(mine, noticed(unsent, { overwriting: true })).others).toMatchObject([{ from: 'browser', code: 'typed in B' }]);
  });

  it('offers what the other is offered, until one of them dismisses it', () => {
    const none = toLocal(openDraft(first, undefined, T));
    const one = { ...none, others: [offered] };
    const sync = play(openDraft(first, undefined, T), noticed(one, { before: none }));
    expect(sync.others).toEqual([offered]);
    expect(play(sync, noticed(none, { before: one })).others).toEqual([]);
  });
});

describe('replacing the code', () => {
  it('undoes a reset', () => {
    const reset = play(fresh(), edited('mine'), { type: 'replaced', code: 'starter', after: 'reset', now: T + 1 });
    expect(reset).toMatchObject({ code: 'starter', undo: { after: 'reset', code: 'mine' } });
    expect(play(reset, { type: 'undone', now: T + 2 })).toMatchObject({ code: 'mine', undo: null });
  });

  it('keeps the undo of a reset over a reload', () => {
    const reset = play(fresh(), edited('mine'), { type: 'replaced', code: 'starter', after: 'reset', now: T + 1 });
    expect(openDraft({ code: 'starter', savedAt: iso(5) }, toLocal(reset), T + 9).undo).toEqual({ after: 'reset', code: 'mine' });
  });

  it('sends nothing while an earlier submission is only read, and keeps the draft in this browser', () => {
    const saved = play(fresh(), edited('mine'), { type: 'sending' }, { type: 'acknowledged', savedAt: iso(10), now: T + 10 });
    const reading = play(saved, { type: 'replaced', code: 'submitted', after: 'reopening', now: T + 20 });
    expect(reading.code).toBe('submitted');
    expect(sendAt(reading)).toBeNull();
    expect(toLocal(reading).code).toBe('mine');
    expect(play(reading, { type: 'undone', now: T + 30 })).toMatchObject({ code: 'mine', held: false });
  });

  it('makes an earlier submission the draft once it is edited', () => {
    const reading = play(fresh(), edited('mine'), { type: 'replaced', code: 'submitted', after: 'reopening', now: T + 20 });
    const editing = play(reading, edited('submitted!', 30));
    expect(sendAt(editing)).not.toBeNull();
    expect(editing.undo).toEqual({ after: 'reopening', code: 'mine' });
  });

  it('brings the draft back after several submissions were read', () => {
    const reading = play(fresh(), edited('mine'), { type: 'replaced', code: 'one', after: 'reopening', now: T }, { type: 'replaced', code: 'two', after: 'reopening', now: T });
    expect(play(reading, { type: 'undone', now: T }).code).toBe('mine');
  });
});

describe('whatever happens', () => {
  // A server that another computer may write to, a connection that loses requests or answers, and reloads at any time.
  type Step = 'edit' | 'send' | 'send, answer lost' | 'send, request lost' | 'other computer' | 'reload' | 'look';
  const steps = array(constantFrom<Step>('edit', 'send', 'send, answer lost', 'send, request lost', 'other computer', 'reload', 'look'), { maxLength: 40 });

  it('what was typed here is in the editor, offered beside it, or was acknowledged', () => {
    const holds = property(steps, (sequence) => {
      let now = T;
      let server: { code: string; savedAt: string | null } = starter;
      let sync = openDraft(server, undefined, now);
      let kept: LocalDraft | undefined;
      let typed = 'starter';
      const acknowledged = new Set(['starter']);
      const overwritten: string[] = [];
      const handle = (event: DraftEvent) => {
        sync = nextDraft(sync, event);
        kept = toLocal(sync);
      };
      for (const [number, step] of sequence.entries()) {
        now += 1_000;
        const savedAt = new Date(now).toISOString();
        const wantsToSend = sendAt(sync) !== null;
        if (step === 'edit') handle({ type: 'edited', code: (typed = `typed ${number}`), now });
        else if (step === 'other computer') server = { code: `other ${number}`, savedAt };
        else if (step === 'reload') sync = openDraft(server, kept, now);
        else if (step === 'look') handle({ type: 'found', draft: server, now });
        else if (wantsToSend) {
          handle({ type: 'sending' });
          const { code } = sync;
          // As the server decides it: not over other code that came after what this page saw last.
          const outdone = server.savedAt !== sync.saved.at && server.code !== code;
          if (step !== 'send, request lost' && !outdone) {
            overwritten.push(server.code);
            server = { code, savedAt };
          }
          if (step === 'send' && outdone) {
            handle({ type: 'outdone', draft: server, now });
            acknowledged.add(server.code);
          } else if (step === 'send') {
            handle({ type: 'acknowledged', savedAt, now });
            acknowledged.add(code);
          } else handle({ type: 'failed', now });
        }
        const within = [sync.code, ...sync.others.map(({ code }) => code)];
        // Whoever has seen it on the server knows that it arrived.
        if (step === 'reload' || step === 'look') acknowledged.add(server.code);
        if (!acknowledged.has(typed) && !within.includes(typed)) return false;
        // What another computer saved was shown or offered here before anything of here was written over it.
        if (overwritten.some((code) => code.startsWith('other') && !acknowledged.has(code))) return false;
      }
      return true;
    });
    expect(check(holds, { numRuns: 500 })).toMatchObject({ failed: false, counterexample: null });
  });
});
