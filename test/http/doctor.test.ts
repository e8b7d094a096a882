import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openTestDatabase } from '../support/database.ts';
import { fixtureCurriculum } from '../support/fixture.ts';

const LONG = 60_000;

async function doctor(env: Record<string, string>): Promise<{ code: number | null; lines: string[] }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/doctor.ts'], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, CURRICULUM_DIR: fixtureCurriculum, DATA_DIR: join(tmpdir(), 'groundwork-doctor-no-such-folder'), ...env }, stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { output += chunk.toString(); });
  await once(child, 'close');
  return { code: child.exitCode, lines: output.trim().split('\n') };
}

test('says what works here and what a run costs, changes nothing in the database, and ends with 0', async () => {
  const { url, drop } = await openTestDatabase();
  const { code, lines } = await doctor({ DATABASE_URL: url });
  const text = lines.join('\n');
  expect(lines.filter((line) => line.startsWith('FAIL'))).toEqual([]);
  for (const said of [
    /^ok {4}Node 2\d\./m, /^ok {4}\d+ cores/m, /^ok {4}isolated-vm [\d.]+ loads$/m, /^ok {4}Node’s permission model holds/m, /^ok {4}a runner is ready \d+ ms after/m,
    /^(ok {4}bubblewrap is used|off {3}bubblewrap is not used)/m, /^ok {4}the database of DATABASE_URL answers: Postgres \d+/m, /^ok {4}the data folder .* can be made$/m,
    /^ok {4}the curriculum has 4 exercises in 3 lessons and no problem$/m, /^ok {4}JavaScript costs [\d.]+ ms a run/m, /^ok {4}TypeScript costs [\d.]+ ms a run/m,
    /^Everything that is needed works here\.$/m,
  ]) expect(text).toMatch(said);
  expect(text).not.toContain(new URL(url).password);
  expect(code).toBe(0);
  await drop();
}, LONG);

test('names what does not work, goes on to the rest, and ends with 1', async () => {
  const { code, lines } = await doctor({ DATABASE_URL: 'postgres://a:hidden@127.0.0.1:1/c', DATA_DIR: '/proc/groundwork' });
  const failed = lines.filter((line) => line.startsWith('FAIL'));
  expect(failed[0]).toBe('FAIL  The database at 127.0.0.1:1 (DATABASE_URL) cannot be reached: ECONNREFUSED.');
  expect(failed.join('\n')).toContain('/proc');
  expect(lines.join('\n')).toMatch(/^ok {4}JavaScript costs/m);
  expect(lines.join('\n')).not.toMatch(/hidden|^\s+at /m);
  expect(lines.at(-1)).toBe(`${failed.length} of these have to work before Groundwork can.`);
  expect(code).toBe(1);
}, LONG);

test('refuses settings that cannot be used as a start does', async () => {
  const { code, lines } = await doctor({ PORT: 'eighty' });
  expect(lines[0]).toBe('FAIL  The settings cannot be used:');
  expect(lines[1]).toMatch(/^ {2}PORT must be/);
  expect(code).toBe(1);
}, LONG);
