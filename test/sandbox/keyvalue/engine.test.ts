import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asBytes, asText, isFailure, openStore, OutOfMemory, Waiting, type Reply, type Session } from '../../../server/sandbox/runner/runtimes/keyvalue/engine/engine.ts';
import { commands } from '../../../server/sandbox/runner/runtimes/keyvalue/engine/commands.ts';
import { doubleText } from '../../../server/sandbox/runner/runtimes/keyvalue/engine/numbers.ts';
import { SortedSet } from '../../../server/sandbox/runner/runtimes/keyvalue/engine/sorted-set.ts';
import { wordsOf } from '../../../server/sandbox/runner/runtimes/keyvalue/inside/words.ts';
import { redis } from '../../../web/islands/editor-words/redis.ts';

const NOW = 1_700_000_000_000;

function open(mostBytes?: number): { session: Session; run: (line: string) => Reply; another: () => Session; pass: (ms: number) => void; messages: Reply[] } {
  let now = NOW;
  const messages: Reply[] = [];
  const store = openStore({ clock: { now: () => now, sleep: (ms) => void (now += ms) }, random: Math.random, ...(mostBytes === undefined ? {} : { mostBytes }) });
  const session = store.session({ onMessage: (message) => void messages.push(message) });
  return { session, run: (line) => session.execute(line.split(' ')), another: () => store.session(), pass: (ms) => void (now += ms), messages };
}

describe('for whoever imports the engine', () => {
  test('replies have the shapes of their types', () => {
    const { run } = open();
    expect(['SET a 1', 'INCR a', 'GET a', 'GET b', 'RPUSH l x y', 'LRANGE l 0 -1', 'SADD s b a', 'SMEMBERS s', 'HSET h f v', 'HGETALL h', 'LPUSH a x'].map(run)).toEqual([
      { status: 'OK' }, 2, '2', null, 2, ['x', 'y'], 2, { set: ['b', 'a'] }, 1, { map: [['f', 'v']] }, { error: 'WRONGTYPE Operation against a key holding the wrong kind of value' },
    ]);
    expect(isFailure(run('NONSENSE'))).toBe(true);
    expect(isFailure(run('GET a'))).toBe(false);
  });

  test('sessions share the data, and have databases, transactions and watches of their own', () => {
    const { run, session, another } = open();
    const other = another();
    run('SET a 1');
    expect(other.execute(['GET', 'a'])).toBe('1');
    run('SELECT 1');
    expect(other.execute(['EXISTS', 'a'])).toBe(1);
    run('SELECT 0');
    run('WATCH a');
    other.execute(['SET', 'a', '2']);
    run('MULTI');
    expect(run('GET a')).toEqual({ status: 'QUEUED' });
    expect(other.execute(['GET', 'a'])).toBe('2');
    expect(run('EXEC')).toBeNull();
    expect(session.id).not.toBe(other.id);
  });

  test('a session that is closed hears nothing and holds nothing', () => {
    const { run, session, another, messages } = open();
    run('SUBSCRIBE news');
    const other = another();
    expect(other.execute(['PUBLISH', 'news', 'a'])).toBe(1);
    session.close();
    expect(other.execute(['PUBLISH', 'news', 'b'])).toBe(0);
    expect(messages).toEqual([['message', 'news', 'a']]);
  });

  test('patterns are subscribed to as well', () => {
    const { run, another, messages } = open();
    run('PSUBSCRIBE user:*');
    run('SUBSCRIBE user:1');
    another().execute(['PUBLISH', 'user:1', 'hello']);
    expect(messages).toEqual([['message', 'user:1', 'hello'], ['pmessage', 'user:*', 'user:1', 'hello']]);
    expect(run('PING')).toEqual(['pong', '']);
    expect(run('UNSUBSCRIBE nothing')).toEqual(['unsubscribe', 'nothing', 2]);
  });

  test('what waits is handed out as Waiting, and can be tried again', () => {
    const { session, another } = open();
    const waiting = session.begin(['BLPOP', 'q', '3']);
    if (!(waiting instanceof Waiting)) throw new Error('it did not wait');
    expect(waiting.until).toBe(NOW + 3_000);
    expect(session.retry(waiting)).toBeUndefined();
    another().execute(['RPUSH', 'q', 'job']);
    expect(session.retry(waiting)).toEqual(['q', 'job']);
  });

  test('execute waits by its clock, and says what would never come', () => {
    const { run } = open();
    expect(run('BLPOP q 2')).toBeNull();
    expect(run('TIME')).toEqual([String(NOW / 1000 + 2), '0']);
    expect(run('BLPOP q 0')).toMatchObject({ error: expect.stringContaining('wait for ever') as string });
  });

  test('a string beyond the memory given is thrown, not answered', () => {
    const { run } = open(1_000);
    expect(() => run('SETRANGE a 2000 x')).toThrow(OutOfMemory);
    expect(run('SETRANGE a 900 x')).toBe(901);
    expect(() => run(`APPEND a ${'y'.repeat(100)}`)).toThrow(OutOfMemory);
    expect(run('STRLEN a')).toBe(901);
  });
});

describe('time', () => {
  test('a key is gone at the very millisecond', () => {
    const { run, pass } = open();
    run('SET a 1 PX 100');
    pass(99);
    expect(run('PTTL a')).toBe(1);
    pass(1);
    expect([run('GET a'), run('TTL a'), run('DBSIZE')]).toEqual([null, -2, 0]);
  });

  test('an expired key counts nowhere, whoever looks first', () => {
    for (const look of ['KEYS *', 'DBSIZE', 'RANDOMKEY', 'SCAN 0', 'EXISTS a', 'TYPE a', 'RENAMENX b a', 'SET a 1 XX', 'COPY a c', 'INFO keyspace']) {
      const { run, pass } = open();
      run('SET b 1');
      run('SET a 1 EX 1');
      pass(1_000);
      const fresh = open();
      fresh.run('SET b 1');
      expect([look, run(look)]).toEqual([look, fresh.run(look)]);
    }
  });

  test('ids of entries follow the clock, and never go back', () => {
    const { run, pass } = open();
    expect(run('XADD s * a 1')).toBe(`${NOW}-0`);
    expect(run('XADD s * a 1')).toBe(`${NOW}-1`);
    pass(5);
    expect(run('XADD s * a 1')).toBe(`${NOW + 5}-0`);
    expect(run(`XADD s ${NOW + 100}-7 a 1`)).toBe(`${NOW + 100}-7`);
    expect(run('XADD s * a 1')).toBe(`${NOW + 100}-8`);
  });

  test('idle times of pending entries are exact', () => {
    const { run, pass } = open();
    run('XADD s 1-1 a 1');
    run('XGROUP CREATE s g 0');
    run('XREADGROUP GROUP g ada STREAMS s >');
    pass(1_500);
    expect(run('XPENDING s g - + 10')).toEqual([['1-1', 'ada', 1_500, 1]]);
    expect(run('XCLAIM s g bob 2000 1-1')).toEqual([]);
    pass(500);
    expect(run('XCLAIM s g bob 2000 1-1')).toEqual([['1-1', ['a', '1']]]);
    expect(run('XPENDING s g - + 10')).toEqual([['1-1', 'bob', 0, 2]]);
  });
});

test('a scan comes by every key exactly once', () => {
  const { run } = open();
  for (let number = 0; number < 95; number += 1) run(`SET key:${number} x`);
  const seen: string[] = [];
  let cursor = '0';
  do {
    const [next, page] = run(`SCAN ${cursor} COUNT 7`) as [string, string[]];
    seen.push(...page);
    cursor = next;
  } while (cursor !== '0');
  expect(seen.toSorted()).toEqual(Array.from({ length: 95 }, (_, number) => `key:${number}`).toSorted());
});

test('what is drawn from a set are members of it, each once', () => {
  const { run } = open();
  run('SADD s a b c d e');
  const drawn = run('SRANDMEMBER s 3') as string[];
  expect(new Set(drawn).size).toBe(3);
  expect(run('SRANDMEMBER s -50')).toHaveLength(50);
  const popped = (run('SPOP s 2') as { set: string[] }).set;
  expect(popped.map((member) => run(`SISMEMBER s ${member}`))).toEqual([0, 0]);
  expect(run('SCARD s')).toBe(3);
});

test('a sorted set of many members stays in order', () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom('add', 'add', 'remove'), fc.string({ maxLength: 2 }), fc.integer({ min: -5, max: 5 }))), (steps) => {
    const set = new SortedSet();
    const model = new Map<string, number>();
    const removals: [boolean, boolean][] = [];
    for (const [step, member, score] of steps) {
      if (step === 'remove') {
        removals.push([set.delete(member), model.delete(member)]);
        continue;
      }
      set.put(member, score);
      model.set(member, score);
    }
    const expected = [...model].map(([member, score]) => ({ member, score })).sort((one, other) => one.score - other.score || (one.member < other.member ? -1 : 1));
    expect(set.entries).toEqual(expected);
    expect(removals.filter(([one, other]) => one !== other)).toEqual([]);
    for (const [rank, { member }] of expected.entries()) expect(set.rank(member)).toBe(rank);
  }));
});

test('whatever words a command gets, it answers', () => {
  const names = Object.entries(commands).flatMap(([name, { subcommands = {} }]) => [[name], ...Object.keys(subcommands).map((sub) => [name, sub])]);
  const word = fc.constantFrom('', 'k', 's', 'z', 'l', 'h', 'x', '0', '1', '-1', '2', '1.5', '-0', 'inf', '9223372036854775807', '-9223372036854775808', '18446744073709551615', '1-1', '0-0', '*', '>', '$', '-', '+', '(1', '[a', '~', '=',
    'COUNT', 'LIMIT', 'MATCH', 'GROUP', 'STREAMS', 'MAXLEN', 'BYSCORE', 'REV', 'WITHSCORES', 'EX', 'GET', 'BLOCK', 'LEFT', 'MIN', 'km', 'FROMMEMBER', 'BYRADIUS', '__proto__', 'constructor', '1e400', '\xff', 'g');
  fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom(...names), fc.array(word, { maxLength: 8 })), { maxLength: 30 }), (calls) => {
    const { session, run, another } = open(100_000);
    for (const line of ['SET k 1', 'SADD s a 1', 'ZADD z 1 a', 'RPUSH l a b', 'HSET h a 1', 'XADD x 1-1 a 1', 'XGROUP CREATE x g 0']) run(line);
    for (const [name, args] of calls) {
      try {
        session.begin([...name, ...args]);
      } catch (error) {
        if (!(error instanceof OutOfMemory)) throw new Error(`${[...name, ...args].join(' ')}: ${String(error)}`, { cause: error });
      }
    }
    expect(another().execute(['ECHO', 'alive'])).toBe('alive');
  }), { numRuns: 300 });
});

test('text survives its way through bytes, and so do bytes that are no text', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
    expect(asBytes(text)).toBe(Buffer.from(text).toString('latin1'));
    expect(asText(asBytes(text))).toBe(text);
  }));
  fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (array) => {
    const bytes = Buffer.from(array).toString('latin1');
    expect(asBytes(asText(bytes))).toBe(bytes);
  }));
});

test.each([[0.1, '0.10000000000000001'], [3, '3'], [-0, '0'], [1e17, '1e+17'], [1e16, '10000000000000000'], [1e-5, '1.0000000000000001e-05'], [123456.789, '123456.789'], [Infinity, 'inf'], [1.5e300, '1.5000000000000001e+300']])('%d is %s', (value, text) => {
  expect(doubleText(value)).toBe(text);
});

test.each([
  ['SET a 1', ['SET', 'a', '1']], ['  SET\ta  ', ['SET', 'a']], ['', []], ['"a b" \'c d\'', ['a b', 'c d']], [String.raw`"\x41\n\"\\\q"`, ['A\n"\\q']], [String.raw`'\n\''`, [String.raw`\n'`]], ['a"b c"', ['ab c']],
  ['"a"b', undefined], ['"open', undefined], ["'open", undefined], ['"a" b', ['a', 'b']], ['""', ['']], [String.raw`"\xZZ"`, ['xZZ']],
])('the words of %s', (line, words) => {
  expect(wordsOf(line)).toEqual(words);
});

test('the editor offers every command there is, and no other', () => {
  const offered = new Set(redis.words.trim().split(/\s+/));
  const { run } = open();
  const there = Object.keys(commands).map((name) => name.toUpperCase()).filter((name) => !JSON.stringify(run(name)).includes('is not available here'));
  const rarely = ['SUBSTR', 'BRPOPLPUSH', 'ZREVRANGEBYLEX', 'LASTSAVE', 'COMMAND'];
  expect(there.filter((name) => !offered.has(name) && !rarely.includes(name))).toEqual([]);
  expect([...offered].filter((word) => /^[HLSZX](?:[A-Z]*(?:ADD|GET|POP|RANGE|CARD|SCAN|SCORE)[A-Z]*)$/.test(word) && !there.includes(word))).toEqual([]);
});
