import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { comparable, printedHere, readSequences, repliesOf, timesOf, type Sequence } from './sequences.ts';
import { findRedis, RealRedis } from './real-redis.ts';

const found = findRedis();
const topics = readSequences();
const SEQUENCES = 200;
/** Printed between two sequences; no reply is like it. */
const separator = (index: number): string => `next sequence ${index}`;

/** Each line with what came of it. */
function shown(lines: Sequence['lines'], replies: string[]): string {
  const left = [...replies];
  return lines.map(({ command, compared }) => [command, ...left.splice(0, timesOf(command)).map((reply) => comparable(reply, compared))].join('\n')).join('\n');
}

test(`there are at least ${SEQUENCES} sequences, and no two have the same name`, () => {
  const names = topics.flatMap(({ topic, sequences }) => sequences.map(({ name }) => `${topic}: ${name}`));
  expect(names.length).toBeGreaterThanOrEqual(SEQUENCES);
  expect(new Set(names).size).toBe(names.length);
  expect(topics.flatMap(({ sequences }) => sequences).filter(({ lines }) => lines.length === 0)).toEqual([]);
});

describe.skipIf('missing' in found)(`redis-server ${'version' in found ? found.version : ''} answers the same`, () => {
  let redis: RealRedis;
  beforeAll(async () => {
    redis = await new RealRedis().start();
  });
  afterAll(() => redis.stop());

  describe.each(topics)('$topic', ({ sequences }) => {
    let real: string[][];
    beforeAll(async () => {
      real = await printedThere(sequences);
    }, 60_000);

    test.each(sequences.map((sequence, index) => ({ ...sequence, index })))('$name', ({ lines, index }) => {
      const here = printedHere(lines.map(({ command }) => command));
      const replies = lines.reduce((sum, { command }) => sum + timesOf(command), 0);
      expect(here).toHaveLength(replies);
      expect(shown(lines, here)).toBe(shown(lines, real[index]!));
      expect(real[index]).toHaveLength(replies);
    });
  });

  /** By one client, each from an empty store: what it prints for each line of each sequence. */
  async function printedThere(sequences: Sequence[]): Promise<string[][]> {
    const typed = sequences.map(({ lines }, index) => [...lines.map(({ command }) => command), `ECHO "${separator(index)}"`, 'FLUSHALL', 'SELECT 0']).flat();
    const replies = repliesOf(await redis.print(`${typed.join('\n')}\n`));
    return sequences.map((_, index) => {
      const end = replies.indexOf(`"${separator(index)}"\n`);
      return replies.splice(0, end + 3).slice(0, -3);
    });
  }
});
