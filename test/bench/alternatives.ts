import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

// The same function called with the same five lists, in what people would otherwise use. None of them is told anything about a
// single case, kept to a limit, or judged: they are given the benefit of every doubt.

const FETCH_MS = 60_000;
const FUNCTION = 'function sumOf(numbers) {\n  return numbers.reduce((sum, number) => sum + number, 0);\n}';
const CALLS = '[[1, 2], [1, 2, 3], [], [-1, -2], [0.5, 0.25]].map((numbers) => sumOf(numbers))';
const SUMS = '[3,6,0,-3,0.75]';

/** `run` resolves with the milliseconds of one run; without it, `why` it cannot be measured here. */
export interface Alternative { name: string; run?: () => Promise<number>; why?: string; fasterBy?: number }

/** `close` removes what they have made. */
export async function openAlternatives(): Promise<{ alternatives: Alternative[]; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'groundwork-bench-'));
  const file = join(folder, 'main.mjs');
  await writeFile(file, `${FUNCTION}\nconsole.log(JSON.stringify(${CALLS}));\n`);
  return {
    alternatives: [
      { name: 'a fresh node process', fasterBy: 4, run: () => timeProcess(process.execPath, [file]) },
      { name: 'a node process under bubblewrap', fasterBy: 5, ...await underBubblewrap(file) },
      { name: 'quickjs-emscripten', ...await quickjs(folder) },
    ],
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

async function timeProcess(program: string, args: string[]): Promise<number> {
  const started = performance.now();
  const child = spawn(program, args, { env: {}, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => { output += chunk.toString(); });
  await once(child, 'close');
  const taken = performance.now() - started;
  if (output.trim() !== SUMS) throw new Error(`${program} printed ${output}`);
  return taken;
}

async function underBubblewrap(file: string): Promise<{ run: () => Promise<number> } | { why: string }> {
  const program = ['/usr/bin/bwrap', '/bin/bwrap', '/usr/local/bin/bwrap'].find((path) => existsSync(path));
  if (program === undefined) return { why: 'bwrap is not installed' };
  const args = ['--ro-bind', '/', '/', '--dev', '/dev', '--proc', '/proc', '--unshare-all', '--die-with-parent', '--new-session', process.execPath, file];
  const run = () => timeProcess(program, args);
  return run().then(() => ({ run }), () => ({ why: 'bwrap cannot make namespaces on this machine' }));
}

/** The few things of https://github.com/justjake/quickjs-emscripten that are needed here. */
interface QuickJs { getQuickJS(): Promise<{ newContext(): QuickJsContext }> }
interface QuickJsContext { evalCode(code: string): { value: QuickJsHandle; error?: unknown }; unwrapResult(result: { value: QuickJsHandle }): QuickJsHandle; dump(handle: QuickJsHandle): unknown; dispose(): void }
interface QuickJsHandle { dispose(): void }

/** Fetched for this measurement only; Groundwork does not depend on it. */
async function quickjs(folder: string): Promise<{ run: () => Promise<number> } | { why: string }> {
  try {
    await promisify(execFile)('npm', ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', folder, 'quickjs-emscripten'], { timeout: FETCH_MS, cwd: folder });
    const { getQuickJS } = createRequire(join(folder, 'main.mjs'))('quickjs-emscripten') as QuickJs;
    const engine = await getQuickJS();
    const run = () => {
      const started = performance.now();
      const context = engine.newContext();
      context.unwrapResult(context.evalCode(FUNCTION)).dispose();
      const result = context.unwrapResult(context.evalCode(`JSON.stringify(${CALLS})`));
      const sums = context.dump(result);
      result.dispose();
      context.dispose();
      if (sums !== SUMS) throw new Error(`quickjs computed ${String(sums)}`);
      return Promise.resolve(performance.now() - started);
    };
    await run();
    return { run };
  } catch (error) {
    return { why: `it could not be fetched (${error instanceof Error ? error.message.split('\n')[0] : String(error)})` };
  }
}
