import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { someCommands } from './random-commands.ts';
import { findRedis, RealRedis } from './real-redis.ts';
import { comparable, printedHere, repliesOf } from './sequences.ts';

const found = findRedis();
const RUNS = 250;

let redis: RealRedis;
beforeAll(async () => {
  if (!('missing' in found)) redis = await new RealRedis().start();
});
afterAll(() => redis?.stop());

/** Blanks, quotes and backslashes, for the most part. */
const someLines = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', ' ', '"', '"', "'", '\\', 'x', '4', 'n', 'é', '\t'), maxLength: 12 }), { minLength: 20, maxLength: 60 });

test.skipIf('missing' in found)('however a line is quoted, redis-cli reads the same words', async () => {
  await fc.assert(fc.asyncProperty(someLines, async (lines) => {
    const typed = lines.map((line) => `RPUSH k ${line}`);
    const there = repliesOf(await redis.print(['FLUSHALL', ...typed, 'LRANGE k 0 -1', ''].join('\n'))).slice(1);
    expect(printedHere([...typed, 'LRANGE k 0 -1'])).toEqual(there);
  }), { numRuns: 60 });
}, 60_000);

test.skipIf('missing' in found)('whatever is sent, a real Redis answers the same', async () => {
  await fc.assert(fc.asyncProperty(someCommands, async (commands) => {
    const typed = commands.map(({ command }) => command);
    const there = repliesOf(await redis.print(`FLUSHALL\n${typed.join('\n')}\n`)).slice(1);
    const here = printedHere(typed);
    const shown = (replies: string[]): string[] => commands.map(({ command, compared }, index) => `${command} → ${comparable(replies[index] ?? '(no reply)', compared)}`);
    expect(shown(here)).toEqual(shown(there));
    expect(there).toHaveLength(commands.length);
  }), { numRuns: RUNS });
}, 60_000);
