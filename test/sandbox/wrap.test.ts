import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test, vi } from 'vitest';
import { defaultLimits } from '../../server/contract/limits.ts';
import type { RunRequest } from '../../server/contract/observation.ts';
import { readableByRunners, runnerFlags } from '../../server/sandbox/access.ts';
import { prepareRunners } from '../../server/sandbox/prepare/prepare.ts';
import { RunnerProcess } from '../../server/sandbox/runner-process.ts';
import { openSandbox } from '../../server/sandbox/sandbox.ts';
import { findWrap } from '../../server/sandbox/wrap.ts';
import { honestRun } from './hostile/scenario.ts';

/** Every language's part anew, on a machine that is busy with other things. */
const PREPARE_MS = 120_000;

const ROOT = join(import.meta.dirname, '../..');
const wrap = await findWrap();
if (!wrap.used) console.warn(`bubblewrap cannot be tested here: ${wrap.why}`);

const request = (code: string, timeMs: number): RunRequest => ({
  runtime: 'javascript', code, files: {}, limits: { ...defaultLimits, timeMs, memoryMb: 16 }, inputs: [{ kind: 'program', stdin: '', argv: [] }],
});

/** Every living process that is, or descends from, one of these. */
function family(pids: number[]): number[] {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return state === 'Z' ? [] : [{ pid: Number(name), parent: Number(parent) }];
    } catch {
      return [];
    }
  });
  const found = new Set(pids.filter((pid) => all.some((one) => one.pid === pid)));
  for (let size = -1; size !== found.size;) {
    size = found.size;
    for (const { pid, parent } of all) if (found.has(parent)) found.add(pid);
  }
  return [...found];
}

const isAlive = (pid: number): boolean => family([pid]).length > 0;

test.each([
  [false as const, 'It is switched off.'], ['no-such-bwrap', 'no-such-bwrap is not installed.'], ['/bin/false', '/bin/false ended with 1.'],
])('with %s instead of bubblewrap, runs go on without it, and that is said', async (bubblewrap, why) => {
  const sandbox = await openSandbox({ runners: 1, bubblewrap });
  expect(sandbox.isolation()).toEqual({ permissionModel: true, bubblewrap: { used: false, why } });
  expect(sandbox.stats().bubblewrap).toEqual({ used: false, why });
  expect(await honestRun(sandbox, 1)).toEqual([]);
  await sandbox.close();
});

test('a program that takes what it is given but is no wall is not believed', async () => {
  const found = await findWrap('/usr/bin/env');
  expect(found).toMatchObject({ used: false });
});

test.runIf(wrap.used)('inside, runs are right, limits hold, and nothing is left of a runner that was killed', async () => {
  const sandbox = await openSandbox({ runners: 1 });
  expect(sandbox.isolation().bubblewrap.used).toBe(true);
  expect(sandbox.stats().bubblewrap).toEqual({ used: true });
  await vi.waitFor(() => expect(sandbox.stats().starts).toBe(2), 10_000);
  const first = family(sandbox.pids);
  expect(first.length).toBeGreaterThan(sandbox.pids.length); // bubblewrap and what runs in it
  expect(await honestRun(sandbox, 1)).toEqual([]);
  const late = await sandbox.run(request('console.log("before"); Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)', 150), { owner: 'one' });
  expect(late).toMatchObject({ stop: { reason: 'timed-out' }, stdout: 'before\n' });
  const full = await sandbox.run(request('console.log("before"); Array(1e9).fill(0)', 5_000), { owner: 'one' });
  expect(full).toMatchObject({ stop: { reason: 'out-of-memory' }, stdout: 'before\n' });
  await vi.waitFor(() => expect(sandbox.stats().replaced).toMatchObject({ deadline: 1, memory: 1 }), 2_000);
  await vi.waitFor(() => expect(first.filter(isAlive)).toEqual([]), 2_000);
  const second = family(sandbox.pids);
  await sandbox.close();
  await vi.waitFor(() => expect(second.filter(isAlive)).toEqual([]), 2_000);
});

test.runIf(wrap.used)('nothing is left of a runner that is killed while it starts, however early', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'groundwork-wrap-'));
  const prepared = await prepareRunners(folder);
  // Processes outlive their parents here, so they are found by what only these were started with.
  const left = (): string[] => readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => {
    try {
      return readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(folder) ? [name] : [];
    } catch {
      return [];
    }
  });
  try {
    for (let ms = 0; ms < 20; ms += 0.5) {
      const runner = new RunnerProcess(prepared, wrap);
      await new Promise((resolve) => setTimeout(resolve, ms));
      runner.kill();
      await runner.exited;
    }
    await vi.waitFor(() => expect(left()).toEqual([]), 2_000);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}, PREPARE_MS);

/** Runs code as a runner starts, within the wall, with or without Node's permission model around it as well. */
async function inside(code: string, permissionModel: boolean): Promise<string> {
  if (!wrap.used) throw new Error('not here');
  const folders = Object.values(await prepareRunners());
  const flags = permissionModel ? runnerFlags(folders) : ['--no-node-snapshot'];
  const [file = '', ...args] = wrap.launch(folders, [process.execPath, ...flags, '--input-type=module', '-e', code]);
  const { stdout } = await promisify(execFile)(file, args, { env: { SECRET: 'x' }, encoding: 'utf8' });
  return stdout.trim();
}

const attempt = (code: string): string => `import fs from 'node:fs'; import child from 'node:child_process'; import net from 'node:net'; import dgram from 'node:dgram'; import os from 'node:os';`
  + `try { ${code}; console.log('allowed') } catch (error) { console.log(error.code ?? error.message) }`;

test.runIf(wrap.used).each([
  ['reading the password file', 'fs.readFileSync("/etc/passwd")', 'ENOENT'],
  ['reading a file of the server', `fs.readFileSync(${JSON.stringify(join(ROOT, 'server/errors.ts'))})`, 'ENOENT'],
  ['listing the data of the site', `fs.readdirSync(${JSON.stringify(join(ROOT, '.data'))})`, 'ENOENT'],
  ['writing a temporary file', 'fs.writeFileSync("/written", "x")', 'EROFS'],
  ['writing where it may read', `fs.writeFileSync(${JSON.stringify(join(ROOT, 'server/sandbox/runner/x.ts'))}, "x")`, 'EROFS'],
  ['starting a program', 'const { error } = child.spawnSync("/bin/sh", ["-c", "true"]); if (error) throw error', 'ENOENT'],
  ['reaching this machine', 'await new Promise((done, fail) => net.connect(22, "127.0.0.1", done).on("error", fail))', 'ECONNREFUSED'],
  ['reaching another machine', 'await new Promise((done, fail) => net.connect(53, "1.1.1.1", done).on("error", fail))', 'ENETUNREACH'],
  ['seeing other processes', `const others = fs.readdirSync('/proc').filter((name) => /^\\d+$/.test(name)); if (others.length <= 3) throw new Error('only its own')`, 'only its own'],
  ['a name of the machine', `if (os.hostname() === 'runner') throw new Error('its own')`, 'its own'],
  ['an environment', 'if (!process.env.SECRET) throw new Error("none")', 'none'],
])('without any help from Node, %s is impossible inside', async (_name, code, refusal) => {
  expect(await inside(attempt(code), false)).toBe(refusal);
});

test.runIf(wrap.used)('what exists inside is what access.ts lists, and Node with its libraries', async () => {
  const folders = Object.values(await prepareRunners());
  const code = `import fs from 'node:fs'; import path from 'node:path';
    const found = [];
    (function look(folder) {
      for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
        const at = path.join(folder, entry.name);
        if (at === '/proc') continue;
        if (entry.isDirectory()) look(at); else found.push(at);
      }
    })('/');
    console.log(JSON.stringify(found));`;
  const files = JSON.parse(await inside(code, false)) as string[];
  const listed = readableByRunners(folders);
  const beyond = files.filter((file) => !listed.some((path) => file === path || file.startsWith(`${path}/`)));
  expect(beyond.filter((file) => file !== process.execPath && file !== '/etc/ld.so.cache' && !/\.so(\.\d+)*$/.test(file))).toEqual([]);
  expect(files).toContain(join(ROOT, 'server/sandbox/runner/main.ts'));
});

test.runIf(wrap.used)('both walls stand at once', async () => {
  expect(await inside(attempt('fs.readFileSync("/etc/passwd")'), true)).toBe('ERR_ACCESS_DENIED');
  expect(await inside(attempt('fs.readFileSync("/proc/self/environ")'), true)).toBe('ERR_ACCESS_DENIED');
});
