import { describe, expect, it } from 'vitest';
import { array, check, constant, constantFrom, oneof, property, type Arbitrary } from 'fast-check';
import type { RunReport, TestResult } from '../../server/contract/report.ts';
import { isInFlight, isStale, nextRunState, nothingRun, type Asked, type Current, type RunEvent, type RunState } from '../../web/components/workspace/run-state.ts';

const report: RunReport = { verdict: 'passed', stdout: '', stderr: '', durationMs: 1, tests: [] };
const current = (code: string): Current => ({ runtime: 'javascript', code });
const asked = (code: string): Asked => ({ action: 'run', ...current(code) });
const after = (...events: RunEvent[]): RunState => events.reduce(nextRunState, nothingRun);
const submitted = (code: string): Asked => ({ action: 'submit', ...current(code) });
const result = (name: string): TestResult => ({ name, status: 'passed', hidden: false, durationMs: 1 });
const lost: RunEvent = { type: 'lost', current: current('a') };
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
    const asking = after({ type: 'ask', asked: asked('a') });
    expect(nextRunState(asking, { type: 'ask', asked: asked('b') })).toBe(asking);
    const postponed = nextRunState(asking, { type: 'busy', why: 'All runners are busy.', dueAt: 5 });
    expect(nextRunState(postponed, { type: 'ask', asked: asked('b') })).toBe(postponed);
  });

  it('waits when the server asks for patience, then tries the same code again', () => {
    const postponed = after({ type: 'ask', asked: asked('a') }, { type: 'busy', why: 'All runners are busy.', dueAt: 5 });
    expect(postponed).toMatchObject({ phase: 'postponed', why: 'All runners are busy.', attempt: 1, slow: true });
    expect(nextRunState(postponed, { type: 'due' })).toMatchObject({ phase: 'asking', attempt: 2, asked: { code: 'a' } });
  });

  it('goes through the queue to the tests as they end', () => {
    const queued = after({ type: 'ask', asked: asked('a') }, { type: 'queued', position: 3 }, { type: 'queued', position: 2 });
    expect(queued).toMatchObject({ phase: 'queued', position: 2 });
    const running = [{ type: 'started' }, { type: 'tested', test: result('one') }, { type: 'tested', test: result('two') }].reduce((state, event) => nextRunState(state, event as RunEvent), queued);
    expect(running).toMatchObject({ phase: 'running', tests: [{ name: 'one' }, { name: 'two' }] });
    expect(nextRunState(running, { type: 'queued', position: 1 })).toBe(running);
    expect(nextRunState(running, answered('a'))).toMatchObject({ phase: 'judged', outcome: { code: 'a' } });
  });

  it('is shown only when it takes long enough', () => {
    const asking = after({ type: 'ask', asked: asked('a') });
    expect(asking).toMatchObject({ slow: false });
    const slow = nextRunState(asking, { type: 'slow' });
    expect(slow).toMatchObject({ phase: 'asking', slow: true });
    expect(nextRunState(slow, { type: 'started' })).toMatchObject({ phase: 'running', slow: true });
    expect(after(answered('a'), { type: 'slow' })).toEqual(nothingRun);
  });

  it('asks once more, for the report alone, when a run’s answer breaks off', () => {
    const again = after({ type: 'ask', asked: asked('a') }, { type: 'started' }, { type: 'tested', test: result('one') }, lost);
    expect(again).toMatchObject({ phase: 'asking', streamed: false, attempt: 2 });
    expect(nextRunState(again, lost)).toMatchObject({ phase: 'idle', problem: expect.stringContaining('broke off') });
  });

  it('looks a submission up whose answer breaks off, instead of sending it again or claiming that it failed', () => {
    const following = after({ type: 'ask', asked: submitted('a') }, { type: 'queued', position: 2, submissionId: 'id' }, { type: 'started', submissionId: 'id' }, { type: 'tested', test: result('one') }, lost);
    expect(following).toMatchObject({ phase: 'following', submissionId: 'id', why: 'lost', slow: true, tests: [{ name: 'one' }] });
    expect(nextRunState(following, lost)).toBe(following);
    expect(nextRunState(following, { type: 'answered', report, solved: true, current: current('a') })).toMatchObject({ phase: 'judged', outcome: { solved: true, action: 'submit' } });
  });

  it('says that it does not know when the answer breaks off before the submission has an id', () => {
    expect(after({ type: 'ask', asked: submitted('a') }, lost)).toMatchObject({ phase: 'idle', problem: expect.stringContaining('Look into the history') });
  });

  it('does not send a submission again that was stored although no runner was free', () => {
    const refused = after({ type: 'ask', asked: submitted('a') }, { type: 'busy', why: 'is saved', dueAt: 5, submissionId: 'id' });
    expect(refused).toMatchObject({ phase: 'following', submissionId: 'id', why: 'busy' });
    expect(nextRunState(refused, { type: 'due' })).toBe(refused);
  });

  it('says that a submission goes on without its learner', () => {
    const known = after({ type: 'ask', asked: submitted('a') }, { type: 'started', submissionId: 'id' });
    expect(nextRunState(known, { type: 'cancelled', current: current('a') })).toMatchObject({ phase: 'idle', problem: expect.stringContaining('history') });
  });

  it('keeps earlier results in view when a later run cannot be made', () => {
    const state = after({ type: 'ask', asked: asked('a') }, answered('a'), { type: 'ask', asked: asked('b') }, { type: 'failed', problem: 'No connection.', current: current('b') });
    expect(state).toMatchObject({ phase: 'stale', problem: 'No connection.', outcome: { code: 'a' } });
    expect(isStale(state)).toBe(true);
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
      constant({ type: 'slow' as const }),
      constant({ type: 'queued' as const, position: 2 }),
      constant({ type: 'started' as const, submissionId: 'id' }),
      constant({ type: 'tested' as const, test: result('one') }),
      codes.map((code) => ({ type: 'ask' as const, asked: submitted(code) })),
      codes.map((code) => ({ type: 'lost' as const, current: current(code) })),
    );
    const holds = property(array(event, { maxLength: 30 }), codes, (events, code) => {
      const state = nextRunState(after(...events), { type: 'edited', current: current(code) });
      if (isInFlight(state)) return isStale(state) === (state.outcome !== null && state.outcome.code !== state.asked.code);
      return (state.phase !== 'judged' || state.outcome?.code === code) && (state.phase !== 'stale' || state.outcome?.code !== code);
    });
    expect(check(holds)).toMatchObject({ failed: false, counterexample: null });
  });
});
