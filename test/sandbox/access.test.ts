import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { readableByRunners, runnerArguments, runnerFlags } from '../../server/sandbox/access.ts';
import { prepareRunners } from '../../server/sandbox/prepare/prepare.ts';

/** Every language's part anew, on a machine that is busy with other things. */
const PREPARE_MS = 120_000;

const ROOT = join(import.meta.dirname, '../..');

test('a runner may read what it is made of, and nothing else', () => {
  const listed = readableByRunners(['/prepared']).map((path) => (path.startsWith(ROOT) ? relative(ROOT, path) : path));
  expect(listed).toEqual([
    'server/sandbox/runner', 'server/sandbox/messages.ts', 'server/contract/value.ts', 'package.json', 'node_modules/isolated-vm', 'node_modules/node-gyp-build',
    '/etc/alpine-release', '/prepared',
  ]);
});

/** Runs code with a runner's own flags and environment, outside of any isolate. */
async function asRunner(code: string): Promise<string> {
  const folders = Object.values(await prepareRunners());
  return execFileSync(process.execPath, [...runnerFlags(folders), '--input-type=module', '-e', code], { env: {}, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
}

const attempt = (code: string): string => `import fs from 'node:fs'; import child from 'node:child_process'; import { Worker } from 'node:worker_threads';`
  + `try { ${code}; console.log('allowed') } catch (error) { console.log(error.code ?? error.message) }`;

test.each([
  ['reading a file of the server', `fs.readFileSync(${JSON.stringify(join(ROOT, 'server/errors.ts'))})`],
  ['reading the password file', 'fs.readFileSync("/etc/passwd")'],
  ['reading its own environment as a file', 'fs.readFileSync("/proc/self/environ")'],
  ['listing the root', 'fs.readdirSync("/")'],
  ['writing a file', 'fs.writeFileSync("/tmp/groundwork-runner-test", "x")'],
  ['writing where it may read', `fs.writeFileSync(${JSON.stringify(join(ROOT, 'server/sandbox/runner/x.ts'))}, "x")`],
  ['starting a process', 'child.spawnSync("true")'],
  ['starting a thread', 'new Worker("1", { eval: true })'],
])('%s is refused', async (_name, code) => {
  expect(await asRunner(attempt(code))).toBe('ERR_ACCESS_DENIED');
});

test('the same flags allow what the list names', async () => {
  expect(await asRunner(attempt(`fs.readFileSync(${JSON.stringify(join(ROOT, 'server/sandbox/runner/main.ts'))})`))).toBe('allowed');
});

test('a runner has no environment', async () => {
  expect(await asRunner('console.log(JSON.stringify(process.env))')).toBe('{}');
});

test('a runner ends when its server is gone, even while it is at work', async () => {
  const prepared = await prepareRunners();
  const runner = spawn(process.execPath, [...runnerFlags(Object.values(prepared)), ...runnerArguments(prepared)], { env: {}, stdio: ['pipe', 'pipe', 'ignore'] });
  await once(runner.stdout, 'data');
  const limits = { timeMs: 10_000, memoryMb: 64, outputBytes: 65_536 };
  runner.stdin.write(`${JSON.stringify({ type: 'run', request: { runtime: 'javascript', fileName: 'main.js', code: 'for (;;);', files: {}, limits, inputs: [{ kind: 'program', stdin: '', argv: [] }] } })}\n`);
  await once(runner.stdout, 'data');
  const gone = once(runner, 'exit');
  const since = performance.now();
  runner.stdin.destroy();
  await gone;
  expect(performance.now() - since).toBeLessThan(2_000);
});

test('prepared files are made anew when they are missing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'groundwork-prepare-'));
  writeFileSync(join(folder, 'other'), '');
  const first = await prepareRunners(folder);
  expect(await prepareRunners(folder)).toEqual(first);
}, PREPARE_MS);
