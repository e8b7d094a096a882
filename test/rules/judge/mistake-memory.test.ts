import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MistakeMemory } from '../../../server/judge/mistake-memory.ts';

let folder: string;
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'groundwork-mistakes-')); });
afterEach(() => rm(folder, { recursive: true, force: true }));

const fingerprint = (actual: string) => ({ telling: true, passed: false, cases: [{ kind: 'failed: wrong value', actual }] });

async function filled(): Promise<string> {
  const memory = await MistakeMemory.open(folder);
  memory.keep('one', [fingerprint('1'), fingerprint('2')]);
  memory.keep('two', []);
  await memory.written();
  const [name = ''] = await readdir(folder);
  return join(folder, name);
}

test('what was kept is there after the next start', async () => {
  await filled();
  const memory = await MistakeMemory.open(folder);
  expect(memory.find('one')).toEqual([fingerprint('1'), fingerprint('2')]);
  expect(memory.find('two')).toEqual([]);
  expect(memory.find('three')).toBeUndefined();
});

test('a line that was cut off, or is none of ours, is left out, and the others count', async () => {
  const file = await filled();
  await writeFile(file, `{"no":1}\n["three",[{"telling":1}]]\n${await readFile(file, 'utf8')}["four",[{"telling":tr`);
  const memory = await MistakeMemory.open(folder);
  expect(['one', 'two', 'three', 'four'].map((key) => memory.find(key)?.length)).toEqual([2, 0, undefined, undefined]);
});

test('what another version left is removed', async () => {
  await writeFile(join(folder, 'mistakes-0123456789abcdef.jsonl'), 'old');
  await filled();
  expect(await readdir(folder)).toHaveLength(1);
});

test('where nothing can be written, it lasts as long as the process', async () => {
  await rm(folder, { recursive: true });
  await writeFile(folder, 'a file');
  const memory = await MistakeMemory.open(folder);
  memory.keep('one', [fingerprint('1')]);
  await memory.written();
  expect(memory.find('one')).toHaveLength(1);
});
