import { execFile } from 'node:child_process';
import { access, mkdtemp, rm, rmdir } from 'node:fs/promises';
import { availableParallelism, freemem, tmpdir, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { availableRuntimes, type Runtime, runtimeFacts } from './contract/runtimes.ts';
import { formatProblem } from './curriculum/problem.ts';
import { loadCurriculum } from './curriculum/load.ts';
import { openCluster } from './database/cluster.ts';
import { reason } from './database/data-folder.ts';
import { databaseVersion } from './database/open.ts';
import { readEnv, type Settings } from './env.ts';
import { StartProblem } from './errors.ts';
import { executePlayground } from './judge/execute.ts';
import { firstProgram } from './playground/first-program.ts';
import { readableByRunners, runnerFlags } from './sandbox/access.ts';
import { prepareRunners } from './sandbox/prepare/prepare.ts';
import { openSandbox, type RunnerSandbox } from './sandbox/sandbox.ts';
import { readAssets } from '../web/assets.ts';

// `npm run doctor`: what this machine offers, what of it is switched on, and what a run costs here. Everything is tried, not
// looked up; the data folder is only asked whether it can be written, and a database of one's own is only connected to.

const NODE = 24;
const RUNS = 20;
const WARM_UP = 3;
const GIGABYTE = 1024 ** 3;
const root = fileURLToPath(new URL('..', import.meta.url));
const run = promisify(execFile);

let failures = 0;

/** One line of the answer. `off` is something worth knowing that need not be there. */
function say(mark: 'ok' | 'off' | 'FAIL', text: string): void {
  if (mark === 'FAIL') failures += 1;
  console.log(`${mark.padEnd(4)}  ${text}`);
}

/** Says what `look` finds, or why it fails; a failure ends only this one. */
async function check(what: string, look: () => Promise<string | undefined> | string): Promise<void> {
  try {
    const text = await look();
    if (text !== undefined) say('ok', text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    say('FAIL', error instanceof StartProblem ? message : `${what}: ${message.split('\n').find((line) => /Error/.test(line)) ?? message.split('\n')[0]}`);
  }
}

async function examine(settings: Settings): Promise<void> {
  await check('Node', () => {
    const [major = 0] = process.versions.node.split('.').map(Number);
    if (major < NODE) throw new Error(`this is ${process.version}, and ${NODE} or later is needed; "npm run doctor" uses the one that "npm ci" installs`);
    return `Node ${process.versions.node} on ${process.platform} ${process.arch}`;
  });
  say('ok', `${availableParallelism()} cores for ${settings.runners} runners at a time; ${gigabytes(totalmem())} of memory, ${gigabytes(freemem())} of it free`);

  await check('isolated-vm does not load', async () => {
    const { stdout } = await run(process.execPath, ['--no-node-snapshot', '-e', 'require("isolated-vm"); console.log(require("isolated-vm/package.json").version)'], { cwd: root });
    return `isolated-vm ${stdout.trim()} loads`;
  });
  await check('Node’s permission model does not hold', permissionModel);

  let sandbox: RunnerSandbox | undefined;
  await check('no runner starts', async () => {
    sandbox = await openSandbox({ runners: 1 });
    const ready = sandbox.ready();
    if (!ready.ok) throw new Error(ready.why);
    return `a runner is ready ${milliseconds(sandbox.stats().startMs)} after it was started`;
  });
  if (sandbox) {
    const { bubblewrap } = sandbox.stats();
    say(bubblewrap.used ? 'ok' : 'off', bubblewrap.used ? 'bubblewrap is used: runners have no network and see only what they load' : `bubblewrap is not used; runners rely on Node’s permission model alone. ${bubblewrap.why}`);
  }

  await check('the database does not work', () => database(settings));
  await check('the data folder cannot be written', () => dataFolder(settings.dataDir));
  await check('the web assets are not built', () => {
    readAssets(join(root, 'dist/web'));
    return 'the web assets are built';
  });
  await check('the curriculum cannot be read', () => curriculum(settings.curriculumDir));

  if (sandbox?.ready().ok) for (const runtime of availableRuntimes) await check(`${runtimeFacts[runtime].label} does not run`, () => cost(sandbox!, runtime));
  await sandbox?.close();
}

/** Asks a process that is started as runners are. */
async function permissionModel(): Promise<string> {
  const folders = Object.values(await prepareRunners());
  const ask = 'const may = (what, where) => process.permission.has(what, where); console.log(JSON.stringify([may("fs.read", "/etc/passwd"), may("fs.write", "/tmp"), may("child"), may("worker")]))';
  const { stdout } = await run(process.execPath, [...runnerFlags(folders), '-e', ask], { env: {}, cwd: '/' });
  if ((JSON.parse(stdout) as boolean[]).some(Boolean)) throw new Error(`a runner may do more than it should (${stdout.trim()})`);
  return `Node’s permission model holds: a runner reads ${readableByRunners(folders).length} places, writes nowhere and starts nothing`;
}

/** The embedded Postgres is tried in a folder of its own, so that one that is running is left alone. */
async function database({ databaseUrl }: Settings): Promise<string> {
  if (databaseUrl !== undefined) return `the database of DATABASE_URL answers: Postgres ${await databaseVersion(databaseUrl)}`;
  const folder = await mkdtemp(join(tmpdir(), 'groundwork-doctor-'));
  const began = performance.now();
  try {
    const cluster = await openCluster(folder);
    try {
      return `the embedded Postgres ${await databaseVersion(cluster.url)} is made and started in ${milliseconds(performance.now() - began)}; DATABASE_URL is not set`;
    } finally {
      await cluster.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A folder that is not there yet is made at the first start, where the nearest one above it lets us. */
async function dataFolder(dataDir: string): Promise<string> {
  for (let folder = dataDir; ; folder = dirname(folder)) {
    const there = await access(folder).then(() => true, () => false);
    if (!there && folder !== dirname(folder)) continue;
    await mkdtemp(join(folder, '.groundwork-doctor-')).then(rmdir, (cause: unknown) => {
      throw new StartProblem(`The data folder ${dataDir} cannot be written (${reason(cause)}); set DATA_DIR to a folder that this user may write.`, { cause });
    });
    return folder === dataDir ? `the data folder ${dataDir} can be written` : `the data folder ${dataDir} can be made`;
  }
}

async function curriculum(dir: string): Promise<string | undefined> {
  const { curriculum: found, problems } = await loadCurriculum(dir);
  const lessons = found.tracks.flatMap(({ modules }) => modules).reduce((sum, module) => sum + module.lessons.length, 0);
  const counted = `the curriculum has ${found.exercises.size} exercises in ${lessons} lessons`;
  if (problems.length === 0) return `${counted} and no problem`;
  say('off', `${counted} and ${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}; what they are about is left out until they are solved:`);
  for (const problem of problems) console.log(formatProblem(problem));
  return undefined;
}

async function cost(sandbox: RunnerSandbox, runtime: Runtime): Promise<string> {
  const times: number[] = [];
  for (let number = 0; number < WARM_UP + RUNS; number += 1) {
    const began = performance.now();
    const report = await executePlayground(sandbox, { runtime, code: firstProgram(runtime) }, { owner: 'doctor' });
    if (report.verdict !== 'passed') throw new Error(`a small program ended as ${report.verdict}: ${report.message ?? 'without a word'}`);
    if (number >= WARM_UP) times.push(performance.now() - began);
  }
  times.sort((one, other) => one - other);
  return `${runtimeFacts[runtime].label} costs ${milliseconds(times[RUNS / 2])} a run (the median of ${RUNS}; the slowest took ${milliseconds(times.at(-1))})`;
}

function milliseconds(ms: number | undefined): string {
  return ms === undefined ? '? ms' : `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
}

function gigabytes(bytes: number): string {
  return `${(bytes / GIGABYTE).toFixed(1)} GiB`;
}

try {
  const settings = readEnv(process.env);
  await examine(settings);
} catch (error) {
  say('FAIL', error instanceof StartProblem ? error.message : String(error));
}
console.log(failures === 0 ? '\nEverything that is needed works here.' : `\n${failures} of these ${failures === 1 ? 'has' : 'have'} to work before Groundwork can.`);
process.exitCode = failures === 0 ? 0 : 1;
