import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { FairQueue } from '../../server/sandbox/queue.ts';

interface Item { owner: string; id: number }

/** Somebody asks for a run, or the run that has been at work longest, second longest, … ends. */
type Step = { ask: string } | { end: number };

const OTHERS = ['ann', 'bob', 'cleo', 'dan'];
const steps = fc.array(fc.oneof(
  { weight: 3, arbitrary: fc.constant<Step>({ ask: 'flood' }) },
  { weight: 2, arbitrary: fc.constantFrom(...OTHERS).map<Step>((ask) => ({ ask })) },
  { weight: 3, arbitrary: fc.nat(7).map<Step>((end) => ({ end })) },
), { minLength: 1, maxLength: 200 });

/** The queue with runners that never fail, observed at each start. */
class Simulation {
  readonly queue: FairQueue<Item>;
  readonly atWork: Item[] = [];
  readonly waiting: Item[] = [];
  readonly displaced: Item[] = [];
  readonly #runners: number;
  readonly #onStart: (item: Item) => void;
  #ids = 0;

  constructor(runners: number, capacity: number, onStart: (item: Item) => void = () => {}) {
    this.queue = new FairQueue(capacity);
    this.#runners = runners;
    this.#onStart = onStart;
  }

  do(step: Step): void {
    if ('ask' in step) {
      const item = { owner: step.ask, id: (this.#ids += 1) };
      this.waiting.push(item);
      this.queue.add(item.owner, item);
    } else {
      const [ended] = this.atWork.splice(step.end % Math.max(1, this.atWork.length), 1);
      if (ended) this.queue.ended(ended.owner);
    }
    this.#fill();
    for (let left = this.queue.overflow(); left; left = this.queue.overflow()) {
      this.waiting.splice(this.waiting.indexOf(left.item), 1);
      this.displaced.push(left.item);
    }
  }

  #fill(): void {
    while (this.atWork.length < this.#runners) {
      const item = this.queue.take();
      if (!item) return;
      this.waiting.splice(this.waiting.indexOf(item), 1);
      this.atWork.push(item);
      this.#onStart(item);
    }
  }

  runningOf(owner: string): number {
    return this.atWork.filter((item) => item.owner === owner).length;
  }

  firstInLine(owner: string): Item | undefined {
    return this.waiting.find((item) => item.owner === owner);
  }
}

test('whatever others do, a run that is first in its owner\'s line waits for at most one run per runner of any one other owner', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 4 }), steps, (runners, list) => {
    /** For each first in line: how many runs of the flooder it has waited for. */
    const waitedFor = new Map<Item, number>();
    const simulation = new Simulation(runners, 1_000, (started) => {
      if (started.owner !== 'flood') return;
      // Who has RUNS_AT_A_TIME at work waits for themselves.
      for (const [item, count] of waitedFor) if (simulation.queue.mayStart(item.owner)) waitedFor.set(item, count + 1);
    });
    for (const step of list) {
      simulation.do(step);
      for (const item of waitedFor.keys()) if (!simulation.waiting.includes(item)) waitedFor.delete(item);
      for (const owner of OTHERS) {
        const first = simulation.firstInLine(owner);
        if (first && !waitedFor.has(first)) waitedFor.set(first, simulation.runningOf('flood'));
      }
      expect(Math.max(0, ...waitedFor.values())).toBeLessThanOrEqual(runners);
    }
  }), { numRuns: 3_000 });
});

test('no runner idles while a run may start, nobody has more than two at work, and each owner is served in order', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 4 }), steps, (runners, list) => {
    const last = new Map<string, number>();
    const simulation = new Simulation(runners, 1_000, ({ owner, id }) => {
      expect(id).toBeGreaterThan(last.get(owner) ?? 0);
      last.set(owner, id);
    });
    for (const step of list) {
      simulation.do(step);
      for (const owner of ['flood', ...OTHERS]) expect(simulation.runningOf(owner)).toBeLessThanOrEqual(2);
      const left = simulation.waiting.filter(({ owner }) => simulation.queue.mayStart(owner));
      expect(simulation.atWork.length === runners || left.length === 0).toBe(true);
      expect(simulation.queue.size).toBe(simulation.waiting.length);
      expect([...simulation.queue.positions()].map(([, position]) => position)).toEqual(simulation.waiting.map((_, index) => index + 1));
    }
  }));
});

test('a flood fills the queue only as long as nobody else needs room in it', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 2, max: 12 }), steps, (runners, capacity, list) => {
    const simulation = new Simulation(runners, capacity);
    for (const step of list) {
      const before = simulation.displaced.length;
      simulation.do(step);
      expect(simulation.queue.size).toBeLessThanOrEqual(capacity);
      for (const { owner } of simulation.displaced.slice(before)) {
        // Whoever lost a run has at least as many left as anybody else, but for that one.
        const most = Math.max(...['flood', ...OTHERS].map((other) => simulation.queue.waitingOf(other)));
        expect(simulation.queue.waitingOf(owner)).toBeGreaterThanOrEqual(most - 1);
      }
    }
  }));
});

test('with a queue full of a flood, others still get in, and the newest of the flood leaves', () => {
  const simulation = new Simulation(1, 4);
  for (let index = 0; index < 5; index += 1) simulation.do({ ask: 'flood' });
  simulation.do({ ask: 'ann' });
  expect(simulation.displaced).toEqual([{ owner: 'flood', id: 5 }]);
  simulation.do({ ask: 'flood' });
  expect(simulation.displaced.at(-1)).toEqual({ owner: 'flood', id: 7 });
  simulation.do({ end: 0 });
  expect(simulation.atWork).toEqual([{ owner: 'ann', id: 6 }]);
});

test('a new owner is refused only when every place is held by another one', () => {
  const simulation = new Simulation(1, 3);
  for (const ask of ['zoe', 'ann', 'bob', 'cleo', 'dan']) simulation.do({ ask });
  expect(simulation.displaced).toEqual([{ owner: 'dan', id: 5 }]);
});
