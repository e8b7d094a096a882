import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { addonOfRunners, readableByRunners } from './access.ts';

// bubblewrap (https://github.com/containers/bubblewrap) as a wall around runners that does not depend on Node: own namespaces for
// network, processes, users, names and messages, and a root that holds nothing but what a runner is made of. Whether it works
// depends on the machine (installed? may this user make namespaces?), so it is tried before it is relied on.

/** What stands around the runners, beside Node's permission model, which always does. */
export type Wrap = { used: true; launch(prepared: string[], command: string[]): string[] } | { used: false; why: string };

const PROBE_MS = 10_000;
const run = promisify(execFile);

/** No capability, and no way to get one back in a user namespace of its own; the latter only bubblewrap 0.8 knows. */
const NAMESPACES = ['--unshare-all', '--unshare-user', '--uid', '65534', '--gid', '65534', '--hostname', 'runner', '--cap-drop', 'ALL'];
const LIFE = ['--die-with-parent', '--new-session', '--clearenv', '--chdir', '/'];
const VARIANTS = [[...NAMESPACES, '--disable-userns'], NAMESPACES];

const found = new Map<string, Promise<Wrap>>();

/**
 * Tries `program` by starting Node inside it with what a runner loads. A bare name is looked for in /usr/bin and /bin. The answer
 * is kept for as long as this process lives.
 */
export function findWrap(program = 'bwrap'): Promise<Wrap> {
  const known = found.get(program) ?? probe(program);
  found.set(program, known);
  return known;
}

async function probe(program: string): Promise<Wrap> {
  let why = '';
  try {
    const libraries = await librariesOfRunners();
    for (const namespaces of VARIANTS) {
      const launch = (prepared: string[], command: string[]): string[] => [
        program, ...namespaces, ...LIFE, ...view(prepared, libraries), '--', ...command,
      ];
      const [file = '', ...args] = launch([], [process.execPath, '--no-node-snapshot', '-e', CHECK]);
      try {
        const { stdout } = await run(file, args, { env: {}, cwd: '/', timeout: PROBE_MS });
        if (stdout.trim() === 'sound') return { used: true, launch };
        why = `Inside, ${stdout.trim().slice(0, 200)}`;
      } catch (error) {
        why = reason(program, error);
      }
    }
  } catch (error) {
    why = reason(program, error);
  }
  return { used: false, why };
}

/** What must hold inside: memory can be measured, the addon loads, no network card but the loopback, a root that cannot be written to. */
const CHECK = `
  const said = [];
  if (!(process.memoryUsage.rss() > 0)) said.push('memory cannot be measured.');
  try { require(${JSON.stringify(addonOfRunners)}) } catch (error) { said.push('isolated-vm cannot be loaded: ' + error.message) }
  if (Object.values(require('os').networkInterfaces()).flat().some(({ internal }) => !internal)) said.push('there is a network.');
  try { require('fs').writeFileSync('/written', ''); said.push('files can be written.') } catch {}
  console.log(said.join(' ') || 'sound')
`;

/** Paths that exist inside, all read-only. The process's own /proc is how it measures its memory. */
function view(prepared: string[], libraries: string[]): string[] {
  const files = [process.execPath, ...libraries, '/etc/ld.so.cache', ...readableByRunners(prepared)];
  return [...files.flatMap((path) => ['--ro-bind-try', path, path]), '--proc', '/proc', '--remount-ro', '/'];
}

/** The shared libraries that Node and the addon load, as the loader found them in a process that does nothing else. */
async function librariesOfRunners(): Promise<string[]> {
  const code = `require(${JSON.stringify(addonOfRunners)}); process.report.excludeNetwork = true; console.log(JSON.stringify(process.report.getReport().sharedObjects))`;
  const { stdout } = await run(process.execPath, ['--no-node-snapshot', '-e', code], { env: {}, cwd: '/', timeout: PROBE_MS });
  return (JSON.parse(stdout) as string[]).filter((path) => path.startsWith('/') && !path.endsWith('.node'));
}

function reason(program: string, error: unknown): string {
  const { code, killed, stderr = '', message } = error as { code?: string | number; killed?: boolean; stderr?: string; message: string };
  if (code === 'ENOENT') return `${program} is not installed.`;
  if (killed) return `${program} did not answer within ${PROBE_MS / 1000} s.`;
  if (typeof code === 'number' && stderr.trim() === '') return `${program} ended with ${code}.`;
  return (stderr.trim() || message).split('\n')[0]!.slice(0, 300);
}

/**
 * Kills a process and what it has started. It is stopped first, so that it starts nothing more meanwhile; where /proc tells no
 * children (not on Linux), it alone is killed.
 */
export function killWithChildren(pid: number): void {
  signal(pid, 'SIGSTOP');
  for (const child of childrenOf(pid)) killWithChildren(child);
  signal(pid, 'SIGKILL');
}

function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // it has ended already
  }
}
