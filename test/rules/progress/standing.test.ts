import { describe, expect, test } from 'vitest';
import { defaultLimits } from '../../../server/contract/limits.ts';
import type { Exercise } from '../../../server/contract/exercise.ts';
import type { AttemptState } from '../../../server/contract/views.ts';
import { Curriculum, type Lesson, type Track } from '../../../server/curriculum/curriculum.ts';
import { attemptState, mayRevealSolution } from '../../../server/progress/attempt.ts';
import { type LearnerEvents, noEvents } from '../../../server/progress/events.ts';
import { nextStep } from '../../../server/progress/next-step.ts';
import { progressOf } from '../../../server/progress/overview.ts';
import { Standing } from '../../../server/progress/state.ts';

const position = { file: 'x.md', line: 1, column: 1 };

function exercise(id: string, lessonId: string): Exercise {
  return {
    id, title: id.toUpperCase(), runtimes: ['javascript'], skills: [], difficulty: 1, limits: defaultLimits, files: {}, task: '', hints: [], starter: {}, solution: {},
    tests: { kind: 'program', cases: [] }, mistakes: [], hash: id, position, lessonId,
  };
}

/** `{ a: { one: ['a1', 'a2'] } }`: track a with lesson one with two exercises. */
function curriculumOf(shape: Record<string, Record<string, string[]>>): Curriculum {
  const exercises: Exercise[] = [];
  const tracks = Object.entries(shape).map(([trackId, lessons]): Track => ({
    id: trackId, title: trackId, summary: '', position,
    modules: [{
      id: `${trackId}-module`, title: '', summary: '', position,
      lessons: Object.entries(lessons).map(([id, exerciseIds]): Lesson => {
        exercises.push(...exerciseIds.map((exerciseId) => exercise(exerciseId, id)));
        return { id, title: id, summary: '', minutes: 1, skills: [], prerequisites: [], body: '', exerciseIds, trackId, moduleId: `${trackId}-module`, hash: id, position };
      }),
    }],
  }));
  return new Curriculum(tracks, exercises);
}

const curriculum = curriculumOf({ a: { one: ['a1', 'a2'], two: ['a3'], prose: [] }, b: { three: ['b1'] } });

let clock = 0;
const at = () => new Date(Date.UTC(2026, 0, 1, 0, 0, clock += 1));
const id = () => `00000000-0000-4000-8000-${String(clock).padStart(12, '0')}`;
const submitted = (exerciseId: string, verdict: 'passed' | 'failed' | null): LearnerEvents['submissions'][number] =>
  ({ id: id(), exerciseId, runtime: 'javascript', createdAt: at(), state: verdict ? 'judged' : 'queued', verdict, solved: verdict === 'passed' });
const standingOf = (...submissions: LearnerEvents['submissions']) => new Standing({ ...noEvents, submissions });

describe('where an exercise stands', () => {
  test('nothing done: untouched', () => {
    const standing = new Standing(noEvents);
    expect([standing.ofExercise('a1'), standing.begun]).toEqual(['untouched', false]);
  });

  test('a submission that waits, one that failed, a draft or a give-up: started', () => {
    expect(standingOf(submitted('a1', null)).ofExercise('a1')).toBe('started');
    expect(standingOf(submitted('a1', 'failed')).ofExercise('a1')).toBe('started');
    expect(new Standing({ ...noEvents, drafts: [{ exerciseId: 'a1', runtime: 'javascript', at: at() }] }).ofExercise('a1')).toBe('started');
    expect(new Standing({ ...noEvents, giveUps: [{ exerciseId: 'a1', at: at() }] }).ofExercise('a1')).toBe('started');
  });

  test('one pass: solved, whatever comes after it; the first pass is the one that counts', () => {
    const [failed, first, second, worse] = [submitted('a1', 'failed'), submitted('a1', 'passed'), submitted('a1', 'passed'), submitted('a1', 'failed')];
    const standing = standingOf(failed, first, second, worse);
    expect(standing.ofExercise('a1')).toBe('solved');
    expect(standing.solvedBy('a1')).toBe(first);
    expect(standing.attemptsAt('a1')).toHaveLength(4);
  });
});

describe('where lessons and tracks stand', () => {
  test('solved when all of it is, started when some is touched', () => {
    const standing = standingOf(submitted('a1', 'passed'), submitted('a3', 'passed'), submitted('b1', 'failed'));
    const [a, b] = curriculum.tracks;
    if (!a || !b) throw new Error('two tracks');
    expect(curriculum.lessonsOf(a).map((lesson) => standing.ofLesson(curriculum, lesson).state)).toEqual(['started', 'solved', 'untouched']);
    expect(standing.ofTrack(curriculum, a)).toEqual({ state: 'started', solved: 2, started: 0, total: 3 });
    expect(standing.ofTrack(curriculum, b)).toEqual({ state: 'started', solved: 0, started: 1, total: 1 });
    expect(standing.ofEverything(curriculum)).toEqual({ state: 'started', solved: 2, started: 1, total: 4 });
  });

  test('what left the curriculum counts for nothing there and is listed apart', () => {
    const retired = submitted('gone', 'passed');
    const progress = progressOf(curriculum, standingOf(retired, submitted('gone-unsolved', 'failed')));
    expect(progress.exercises).toEqual({ solved: 0, started: 0, total: 4 });
    expect(progress.retired).toEqual([{ exerciseId: 'gone', solvedAt: retired.createdAt.toISOString(), events: [retired.id] }]);
    expect(progress.recent.map(({ exerciseTitle }) => exerciseTitle)).toEqual(['gone-unsolved', 'gone']);
  });

  test('an exercise that moves to another lesson keeps its state', () => {
    const moved = curriculumOf({ b: { three: ['b1', 'a1'] } });
    expect(progressOf(moved, standingOf(submitted('a1', 'passed'))).tracks[0]).toMatchObject({ solved: 1, total: 2, state: 'started' });
  });
});

describe('where to go on', () => {
  const next = (...submissions: LearnerEvents['submissions']) => nextStep(curriculum, standingOf(...submissions));

  test('nothing done: begin with the first lesson', () => {
    expect(next()).toEqual({ kind: 'begin', lessonId: 'one', title: 'one' });
  });

  test('something begun: continue with what was touched last', () => {
    expect(next(submitted('a1', 'failed'), submitted('b1', 'failed'))).toEqual({ kind: 'continue', lessonId: 'three', exerciseId: 'b1', title: 'B1' });
    const draft = { exerciseId: 'a2', runtime: 'javascript' as const, at: at() };
    expect(nextStep(curriculum, new Standing({ ...noEvents, submissions: [submitted('a1', 'passed')], drafts: [{ ...draft, at: at() }] }))).toMatchObject({ kind: 'continue', exerciseId: 'a2' });
  });

  test('just solved: the next one after it, then those left behind in its track, then the other tracks', () => {
    expect(next(submitted('a1', 'passed'))).toMatchObject({ kind: 'next', exerciseId: 'a2' });
    expect(next(submitted('a2', 'passed'))).toMatchObject({ kind: 'next', exerciseId: 'a3' });
    expect(next(submitted('a2', 'passed'), submitted('a3', 'passed'))).toMatchObject({ kind: 'next', exerciseId: 'a1' });
    expect(next(submitted('a2', 'passed'), submitted('a3', 'passed'), submitted('a1', 'passed'))).toMatchObject({ kind: 'next', exerciseId: 'b1' });
  });

  test('all solved: says so', () => {
    expect(next(...['a1', 'a2', 'a3', 'b1'].map((one) => submitted(one, 'passed'))).kind).toBe('all-done');
  });

  test('only something that is gone was touched: begin', () => {
    expect(next(submitted('gone', 'failed')).kind).toBe('begin');
  });

  test('an empty curriculum has nothing to go on with', () => {
    expect(nextStep(new Curriculum([], []), new Standing(noEvents)).kind).toBe('all-done');
  });
});

test('the solution is shown to who has solved the exercise or given up, in any order', () => {
  const giveUp = { exerciseId: 'a1', at: at() };
  const cases: [AttemptState, LearnerEvents][] = [
    ['unseen', noEvents],
    ['trying', { ...noEvents, submissions: [submitted('a1', 'failed')] }],
    ['gave-up', { ...noEvents, giveUps: [giveUp] }],
    ['gave-up', { ...noEvents, giveUps: [giveUp], submissions: [submitted('a1', 'failed')] }],
    ['solved', { ...noEvents, giveUps: [giveUp], submissions: [submitted('a1', 'passed')] }],
    ['unseen', { ...noEvents, giveUps: [{ ...giveUp, exerciseId: 'a2' }] }],
  ];
  for (const [expected, events] of cases) expect(attemptState(new Standing(events), 'a1')).toBe(expected);
  expect(mayRevealSolution).toEqual({ unseen: false, trying: false, 'gave-up': true, solved: true });
});
