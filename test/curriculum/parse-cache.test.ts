import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CurriculumFolder } from '../../server/curriculum/load.ts';
import { ParseCache } from '../../server/curriculum/parse-cache.ts';

let folder: string;
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'groundwork-parse-cache-')); });
afterEach(() => rm(folder, { recursive: true, force: true }));

const real = 'curriculum/languages/01-javascript';

/** Loads with the cache as a start of the server would. @returns what came out, and how many files had to be parsed */
async function load(dir = real) {
  const cache = await ParseCache.open(folder);
  let parsed = 0;
  const counting = Object.create(cache) as ParseCache;
  counting.parse = (file, text, parse) => cache.parse(file, text, () => { parsed += 1; return parse(); });
  const loaded = await new CurriculumFolder(dir, counting).load();
  await cache.save();
  return { loaded, parsed };
}

test('the second start parses nothing, and finds the same', async () => {
  const first = await load();
  const second = await load();
  expect(first.parsed).toBeGreaterThan(10);
  expect(second.parsed).toBe(0);
  expect(second.loaded.exerciseFiles).toEqual(first.loaded.exerciseFiles);
  expect(second.loaded.problems).toEqual(first.loaded.problems);
});

test('a changed file is parsed again, and what it was is forgotten', async () => {
  const dir = join(folder, 'curriculum');
  const file = join(dir, 'track.md');
  await mkdir(dir);
  await writeFile(file, '---\nid: one\ntitle: One\nsummary: First\n---\n');
  expect((await load(dir)).parsed).toBe(1);
  await writeFile(file, '---\nid: one\ntitle: Two\nsummary: First\n---\n');
  expect((await load(dir)).parsed).toBe(1);
  await writeFile(file, '---\nid: one\ntitle: One\nsummary: First\n---\n');
  expect((await load(dir)).parsed).toBe(1);
});

test('a damaged cache counts as none, and is written anew', async () => {
  await load();
  const [name = ''] = await readdir(folder);
  await writeFile(join(folder, name), (await readFile(join(folder, name))).subarray(0, 1_000));
  expect((await load()).parsed).toBeGreaterThan(10);
  expect((await load()).parsed).toBe(0);
});

test('what another version of the parser left is removed', async () => {
  await writeFile(join(folder, 'parsed-0123456789abcdef'), 'old');
  await load();
  expect(await readdir(folder)).toEqual([expect.stringMatching(/^parsed-(?!0123456789abcdef)[0-9a-f]{16}$/)]);
});

test('where nothing can be written, everything is parsed each time', async () => {
  await rm(folder, { recursive: true });
  await writeFile(folder, 'a file');
  expect((await load()).parsed).toBeGreaterThan(10);
  expect((await load()).parsed).toBeGreaterThan(10);
});
