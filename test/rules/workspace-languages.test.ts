import { describe, expect, it } from 'vitest';
import { array, check, constantFrom, oneof, property, record, type Arbitrary } from 'fast-check';
import type { RunReport } from '../../server/contract/report.ts';
import type { Runtime } from '../../server/contract/runtimes.ts';
import { isInFlight, isStale, nextRunState, nothingRun, type RunEvent, type RunState } from '../../web/components/workspace/run-state.ts';
import { placesIn } from '../../web/components/workspace/line-links.tsx';
import { wordsOf } from '../../web/islands/editor-words/words.ts';
import { php } from '../../web/islands/editor-words/php.ts';
import { python } from '../../web/islands/editor-words/python.ts';

const report: RunReport = { verdict: 'passed', stdout: '', stderr: '', durationMs: 1, tests: [] };
const inTypescript = { runtime: 'typescript', code: 'a' } as const;
const inPython = { runtime: 'python', code: 'b' } as const;
const after = (...events: RunEvent[]): RunState => events.reduce(nextRunState, nothingRun);
const ask = (current: { runtime: Runtime; code: string }): RunEvent => ({ type: 'ask', asked: { action: 'submit', ...current } });
const answered = (current: { runtime: Runtime; code: string }): RunEvent => ({ type: 'answered', report, solved: true, current });
const open = (current: { runtime: Runtime; code: string }): RunEvent => ({ type: 'opened', current });

describe('results and languages', () => {
  it('stay with the language they are about, and are back when it is opened again', () => {
    const elsewhere = after(ask(inTypescript), answered(inTypescript), open(inPython));
    expect(elsewhere).toMatchObject({ phase: 'idle', outcome: null, elsewhere: [{ runtime: 'typescript' }], news: null });
    expect(isStale(elsewhere)).toBe(false);
    expect(nextRunState(elsewhere, open(inTypescript))).toMatchObject({ phase: 'judged', outcome: { runtime: 'typescript' }, elsewhere: [] });
    expect(nextRunState(elsewhere, open({ ...inTypescript, code: 'changed' }))).toMatchObject({ phase: 'stale', outcome: { runtime: 'typescript' } });
  });

  it('that come while another language is open go to their own, and are told as news until they are looked at', () => {
    const came = after(ask(inTypescript), open(inPython), answered(inPython));
    expect(came).toMatchObject({ phase: 'idle', outcome: null, news: { runtime: 'typescript', solved: true } });
    expect(nextRunState(came, open({ runtime: 'php', code: '' }))).toMatchObject({ news: { runtime: 'typescript' } });
    expect(nextRunState(came, open(inTypescript))).toMatchObject({ phase: 'judged', news: null });
  });

  it('of an earlier run in the language that is open stay in view while another language runs', () => {
    const state = after(ask(inPython), answered(inPython), open(inTypescript), ask(inTypescript), open(inPython));
    expect(state).toMatchObject({ phase: 'asking', asked: { runtime: 'typescript' }, outcome: { runtime: 'python' } });
    expect(isStale(state)).toBe(false);
  });

  it('what goes wrong in another language than the one that is open names it', () => {
    expect(after(ask(inTypescript), open(inPython), { type: 'failed', problem: 'No connection.', current: inPython }).problem).toBe('TypeScript: No connection.');
    expect(after(ask(inTypescript), { type: 'failed', problem: 'No connection.', current: inTypescript }).problem).toBe('No connection.');
    expect(after(ask(inTypescript), { type: 'failed', problem: 'No connection.', current: inTypescript }, open(inPython)).problem).toBeNull();
  });

  it('of a submission that was found waiting are followed, and nothing else is asked meanwhile', () => {
    const waiting = after({ type: 'found-waiting', asked: { action: 'submit', ...inPython }, submissionId: 'id' });
    expect(waiting).toMatchObject({ phase: 'following', submissionId: 'id', slow: true });
    expect(nextRunState(waiting, ask(inPython))).toBe(waiting);
    expect(nextRunState(waiting, answered(inPython))).toMatchObject({ phase: 'judged', outcome: { runtime: 'python', solved: true } });
  });

  it('are never in view for another language, whatever happens', () => {
    const current = record({ runtime: constantFrom<Runtime[]>('typescript', 'python', 'php'), code: constantFrom('a', 'b') });
    const event: Arbitrary<RunEvent> = oneof(current.map(ask), current.map(open), current.map(answered), current.map((now) => ({ type: 'failed' as const, problem: 'no', current: now })), current.map((now) => ({ type: 'cancelled' as const, current: now })));
    const holds = property(array(event, { maxLength: 30 }), current, (events, now) => {
      const state = nextRunState(after(...events), open(now));
      const all = [...(state.outcome ? [state.outcome] : []), ...state.elsewhere].map(({ runtime }) => runtime);
      return (state.outcome?.runtime ?? now.runtime) === now.runtime && state.news?.runtime !== now.runtime && new Set(all).size === all.length
        && (isInFlight(state) || (state.phase === 'judged') === (state.outcome?.code === now.code));
    });
    expect(check(holds)).toMatchObject({ failed: false, counterexample: null });
  });
});

describe('places that a text names', () => {
  const places = (text: string, fileName: string) => text.split(placesIn(fileName)).filter((_, index) => index % 2 === 1);

  it('are found as each language writes them, in the learner’s file alone', () => {
    expect(places('  File "main.py", line 3, in <module>\n  File "/lib/python3.14/json/decoder.py", line 338', 'main.py')).toEqual(['main.py", line 3']);
    expect(places('PHP Fatal error: Uncaught Exception: no in /app/main.php:4\n#0 main.php(9): f()\n  thrown in main.php on line 4', 'main.php')).toEqual(['main.php:4', 'main.php(9)', 'main.php on line 4']);
    expect(places('at total (main.ts:12:7)\nat other.ts:3:1', 'main.ts')).toEqual(['main.ts:12:7']);
    expect(places('mainXpy, line 3', 'main.py')).toEqual([]);
  });
});

describe('what the editor offers', () => {
  const at = (words: typeof python, before: string, code = '') => wordsOf(words, { code, before, typing: '' });

  it('is the language’s own words, the code’s words, and shapes at the beginning of a line', () => {
    const offered = at(python, '    ', 'shelf_of_books = []');
    expect(offered.known).toContain('enumerate');
    expect(offered.written).toEqual(['shelf_of_books']);
    expect(offered.shapes.map(({ name }) => name)).toContain('for');
    expect(at(python, 'total = ').shapes).toEqual([]);
  });

  it('is only what the code has written after a dot or an arrow', () => {
    expect(at(python, 'book.', 'book.title')).toEqual({ known: [], written: ['book', 'title'], shapes: [] });
    expect(at(php, '$book->', '$book->title')).toEqual({ known: [], written: ['$book', 'title'], shapes: [] });
  });

  it('leaves out the word that is being typed', () => {
    expect(wordsOf(php, { code: '$shelf $she', before: '', typing: '$she' }).written).toEqual(['$shelf']);
  });
});
