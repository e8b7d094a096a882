import { array, asyncProperty, check, constantFrom, nat, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readEvents, type TextEvent } from '../../web/components/workspace/event-stream.ts';
import { nextRunState, nothingRun, type InFlight, type RunAction, type RunEvent } from '../../web/components/workspace/run-state.ts';
import { placeTests, underWay } from '../../web/components/workspace/under-way.ts';

/** A body that arrives in these pieces. */
function bodyOf(pieces: Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
}

async function read(...pieces: (string | Uint8Array)[]): Promise<TextEvent[]> {
  const events: TextEvent[] = [];
  for await (const event of readEvents(bodyOf(pieces.map((piece) => (typeof piece === 'string' ? new TextEncoder().encode(piece) : piece))))) events.push(event);
  return events;
}

describe('a stream of events', () => {
  it('is read by names and data, past comments and fields of no use here', async () => {
    expect(await read(': still here\n\nevent: queued\nid: 7\nretry\ndata: {"position":2}\n\ndata:one\ndata: two\n\n')).toEqual([
      { event: 'queued', data: '{"position":2}' }, { event: 'message', data: 'one\ntwo' },
    ]);
  });

  it('leaves an event out that was cut off', async () => {
    expect(await read('event: started\ndata: {}\n\nevent: report\ndata: {"verdict":"passed"}\n')).toEqual([{ event: 'started', data: '{}' }]);
  });

  it('is the same however it is cut into pieces, and with every kind of line end', async () => {
    const told = record({ event: constantFrom('queued', 'test', 'report'), data: constantFrom('{}', '"é – 𝒳"', 'a: b') });
    const holds = asyncProperty(array(told, { maxLength: 4 }), constantFrom('\n', '\r\n', '\r'), array(nat(200), { maxLength: 8 }), async (events, end, cuts) => {
      const bytes = new TextEncoder().encode(events.map(({ event, data }) => `event: ${event}${end}data: ${data}${end}${end}`).join(''));
      const places = [...cuts.map((cut) => Math.min(cut, bytes.length)), bytes.length].toSorted((a, b) => a - b);
      const found = await read(...places.map((place, index) => bytes.slice(places[index - 1] ?? 0, place)));
      return JSON.stringify(found) === JSON.stringify(events);
    });
    expect(await check(holds, { numRuns: 500 })).toMatchObject({ failed: false, counterexample: null });
  });
});

/** The state of a run or submission after these events. */
function flight(action: RunAction, ...events: RunEvent[]): InFlight {
  const state = [{ type: 'ask', asked: { action, runtime: 'javascript', code: 'a' } } as RunEvent, ...events].reduce(nextRunState, nothingRun);
  if (!('asked' in state)) throw new Error('nothing is under way');
  return state;
}

describe('what is under way', () => {
  it('says the place in the queue as people count it', () => {
    expect(underWay(flight('run', { type: 'queued', position: 3 })).sentence).toBe('Waiting for a free runner: 2 before you.');
    expect(underWay(flight('run', { type: 'queued', position: 1 })).sentence).toBe('Waiting for a free runner: you are next.');
  });

  it('offers to stop a run, and of a submission only the waiting', () => {
    expect(underWay(flight('run', { type: 'started' })).stop).toBe('Stop');
    expect(underWay(flight('submit', { type: 'started', submissionId: 'id' }))).toMatchObject({ stop: 'Stop waiting', more: expect.stringContaining('is saved') });
  });
});

describe('the tests of a run under way', () => {
  const expected = [{ name: 'one', hidden: false }, { name: 'secret', hidden: true }, { name: 'two', hidden: false }, { name: 'two', hidden: false }];
  const ended = (name: string, hidden = false): RunEvent => ({ type: 'tested', test: { name, hidden, status: 'passed', durationMs: 1 } });
  const shown = (state: InFlight) => placeTests(expected, state).map(({ name, result, current }) => `${name}${result ? ' ended' : ''}${current ? ' now' : ''}`);

  it('stand in the author’s order from the beginning, and keep their places', () => {
    expect(shown(flight('run'))).toEqual(['one', 'two', 'two']);
    expect(shown(flight('run', { type: 'started' }))).toEqual(['one now', 'two', 'two']);
    expect(shown(flight('run', { type: 'started' }, ended('one'), ended('two')))).toEqual(['one ended', 'two ended', 'two now']);
  });

  it('of a submission have the hidden ones among them, which run last', () => {
    const state = flight('submit', { type: 'started' }, ended('one'), ended('two'), ended('two'));
    expect(shown(state)).toEqual(['one ended', 'secret now', 'two ended', 'two ended']);
    expect(shown(nextRunState(state, ended('secret', true)) as InFlight)).toEqual(['one ended', 'secret ended', 'two ended', 'two ended']);
  });

  it('have a place for one that the page does not know', () => {
    expect(shown(flight('run', { type: 'started' }, ended('new')))).toEqual(['one now', 'two', 'two', 'new ended']);
  });
});
