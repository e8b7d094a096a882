import { describe, expect, it } from 'vitest';
import { choiceText } from '../../server/contract/chosen-runtime.ts';
import type { Runtime } from '../../server/contract/runtimes.ts';
import { noEvents, type LearnerEvents } from '../../server/progress/events.ts';
import { runtimeToOpen } from '../../server/workspace/runtime-to-open.ts';

const shelf = { id: 'shelf', runtimes: ['typescript', 'python', 'php'] satisfies Runtime[] };
const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 12, minute));
const drafted = (exerciseId: string, runtime: Runtime, minute: number) => ({ exerciseId, runtime, at: at(minute) });
const events = (part: Partial<LearnerEvents>): LearnerEvents => ({ ...noEvents, ...part });
const submitted = (exerciseId: string, runtime: Runtime, minute: number) => ({ id: `${minute}`, exerciseId, runtime, createdAt: at(minute), state: 'judged' as const, verdict: 'failed' as const, solved: false });

describe('an exercise opens in', () => {
  it('its first language for somebody who has used none', () => {
    expect(runtimeToOpen(shelf, noEvents, undefined)).toBe('typescript');
  });

  it('the language used there last, be it by a draft or a submission', () => {
    expect(runtimeToOpen(shelf, events({ drafts: [drafted('shelf', 'php', 1)], submissions: [submitted('shelf', 'python', 2)] }), undefined)).toBe('python');
    expect(runtimeToOpen(shelf, events({ drafts: [drafted('shelf', 'php', 3)], submissions: [submitted('shelf', 'python', 2)] }), undefined)).toBe('php');
  });

  it('the language used there, before one used elsewhere later', () => {
    expect(runtimeToOpen(shelf, events({ drafts: [drafted('shelf', 'php', 1), drafted('other', 'python', 9)] }), undefined)).toBe('php');
  });

  it('the language used last anywhere that it knows, when it was never opened', () => {
    expect(runtimeToOpen(shelf, events({ drafts: [drafted('other', 'python', 1)], submissions: [submitted('third', 'javascript', 9)] }), undefined)).toBe('python');
  });

  it('the language that was only chosen, there or elsewhere', () => {
    const used = events({ drafts: [drafted('shelf', 'php', 1)] });
    expect(runtimeToOpen(shelf, used, drafted('shelf', 'python', 2))).toBe('python');
    expect(runtimeToOpen(shelf, used, drafted('shelf', 'python', 0))).toBe('php');
    expect(runtimeToOpen(shelf, used, drafted('other', 'python', 2))).toBe('php');
    expect(runtimeToOpen(shelf, noEvents, drafted('other', 'python', 2))).toBe('python');
    expect(runtimeToOpen(shelf, noEvents, drafted('other', 'java', 2))).toBe('typescript');
  });
});

it('a choice is written so that a cookie can hold it', () => {
  expect(choiceText({ exerciseId: 'book-shelf', runtime: 'python', at: new Date(1_763_829_000_999) })).toBe('python.1763829000.book-shelf');
});
