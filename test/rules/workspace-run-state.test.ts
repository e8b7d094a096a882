import { describe, expect, it } from 'vitest';
import { array, check, constant, constantFrom, oneof, property, type Arbitrary } from 'fast-check';
import type { RunReport } from '../../server/contract/report.ts';
import { nextRunState, nothingRun, type Asked, type Current, type RunEvent, type RunState } from '../../web/components/workspace/run-state.ts';

const report: RunReport = { verdict: 'passed', stdout: '', stderr: '', durationMs: 1, tests: [] };
const current = (code: string): Current => ({ runtime: 'javascript', code });
const asked = (code: string): Asked => ({ action: 'run', ...current(code) });
const after = (...events: RunEvent[]): RunState => events.reduce(nextRunState, nothingRun);
const answered = (code: string): RunEvent => ({ type: 'answered', report, solved: false, current: current(code) });

describe('the state of a run', () => {
  it('is judged when the answer is about the code in the editor', () => {
    expect(after({ type: 'ask', asked: asked('a') }, answered('a'))).toMatchObject({ phase: 'judged', outcome: { code: 'a' } });
  });

  it('is stale at once when the code changed while it ran', () => {
    expect(after({ type: 'ask', asked: asked('a') }, answered('b')).phase).toBe('stale');
  });

  it('becomes stale with an edit, and is judged again when the edit is taken back', () => {
    const judged = after({ type: 'ask', asked: asked('a') }, answered('a'));
    const stale = nextRunState(judged, { type: 'edited', current: current('ab') });
    expect(stale.phase).toBe('stale');
    expect(nextRunState(stale, { type: 'edited', current: current('a') }).phase).toBe('judged');
  });

  it('is stale for the same code in another language', () => {
    const judged = after({ type: 'ask', asked: asked('a') }, answered('a'));
    expect(nextRunState(judged, { type: 'edited', current: { runtime: 'typescript', code: 'a' } }).phase).toBe('stale');
  });

  it('does not double a run in flight', () => {
    const running = after({ type: 'ask', asked: asked('a') });
    expect(nextRunState(running, { type: 'ask', asked: asked('b') })).toBe(running);
    const queued = nextRunState(running, { type: 'busy', why: 'All runners are busy.', dueAt: 5 });
    expect(nextRunState(queued, { type: 'ask', asked: asked('b') })).toBe(queued);
  });

  it('waits when the server asks for patience, then tries the same code again', () => {
    const queued = after({ type: 'ask', asked: asked('a') }, { type: 'busy', why: 'All runners are busy.', dueAt: 5 });
    expect(queued).toMatchObject({ phase: 'queued', why: 'All runners are busy.', attempt: 1 });
    expect(nextRunState(queued, { type: 'due' })).toMatchObject({ phase: 'running', attempt: 2, asked: { code: 'a' } });
  });

  it('keeps earlier results in view when a later run cannot be made', () => {
    const state = after({ type: 'ask', asked: asked('a') }, answered('a'), { type: 'ask', asked: asked('b') }, { type: 'failed', problem: 'No connection.', current: current('b') });
    expect(state).toMatchObject({ phase: 'stale', problem: 'No connection.', outcome: { code: 'a' } });
  });

  it('forgets the problem with the next run', () => {
    const state = after({ type: 'ask', asked: asked('a') }, { type: 'failed', problem: 'No connection.', current: current('a') }, { type: 'ask', asked: asked('a') });
    expect(state.problem).toBeNull();
  });

  it('ignores an answer that comes after the learner stopped waiting', () => {
    const cancelled = after({ type: 'ask', asked: asked('a') }, { type: 'cancelled', current: current('a') });
    expect(cancelled.phase).toBe('idle');
    expect(nextRunState(cancelled, answered('a'))).toBe(cancelled);
  });

  it('never calls results judged that are about other code', () => {
    const codes = constantFrom('a', 'b', 'c');
    const event: Arbitrary<RunEvent> = oneof(
      codes.map((code) => ({ type: 'ask' as const, asked: asked(code) })),
      codes.map(answered),
      codes.map((code) => ({ type: 'edited' as const, current: current(code) })),
      codes.map((code) => ({ type: 'failed' as const, problem: 'no', current: current(code) })),
      codes.map((code) => ({ type: 'cancelled' as const, current: current(code) })),
      constant({ type: 'busy' as const, why: 'busy', dueAt: 0 }),
      constant({ type: 'due' as const }),
    );
    const holds = property(array(event, { maxLength: 30 }), codes, (events, code) => {
      const state = nextRunState(after(...events), { type: 'edited', current: current(code) });
      return (state.phase !== 'judged' || state.outcome?.code === code) && (state.phase !== 'stale' || state.outcome?.code !== code);
    });
    expect(check(holds)).toMatchObject({ failed: false, counterexample: null });
  });
});
