import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../..', import.meta.url));

export interface ServerProcess {
  pid: number;
  /** Its address, once it says that it is ready. @throws with its output when it ends instead */
  ready(): Promise<string>;
  /** Everything it has printed. */
  output(): string;
  /** Its exit code; null when a signal ended it. */
  exit(): Promise<number | null>;
  kill(signal: NodeJS.Signals): void;
  /** As Ctrl-C in a terminal does: to every process of the group. */
  killGroup(signal: NodeJS.Signals): void;
}

const running = new Set<{ killGroup(signal: NodeJS.Signals): void }>();

/** Ends what a failed test has left; a Postgres that outlives its server is found by `processesNaming`. */
export function endAllServers(): void {
  for (const server of running) {
    try {
      server.killGroup('SIGKILL');
    } catch {
      // it has just ended by itself
    }
  }
}

/** The server as an operator starts it, in a process group of its own, with nothing but these variables. */
export function startServerProcess(env: Record<string, string>, command = [process.execPath, '--import', 'tsx', 'server/main.ts']): ServerProcess {
  const [program = '', ...args] = command;
  const child = spawn(program, args, { cwd: project, env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env }, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'close');
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { output += chunk.toString(); });
  const address = () => /ready at (\S+)/.exec(output)?.[1];
  const { pid } = child;
  if (pid === undefined) throw new Error(`${program} does not start`);
  const server: ServerProcess = {
    pid,
    output: () => output,
    ready: async () => {
      const over = ended.then(() => { throw new Error(`the server has ended:\n${output}`); });
      over.catch(() => undefined);
      for (;;) {
        const found = address();
        if (found !== undefined) return found;
        await Promise.race([once(child.stdout, 'data'), over]);
      }
    },
    exit: async () => {
      await ended;
      return child.exitCode;
    },
    kill: (signal) => { child.kill(signal); },
    killGroup: (signal) => { process.kill(-pid, signal); },
  };
  running.add(server);
  void ended.then(() => running.delete(server));
  return server;
}

/** The living processes with `text` in their command line (Linux). */
export async function processesNaming(text: string): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(pids.map(async (pid) => (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).includes(text)));
  return pids.filter((_, index) => found[index]).map(Number);
}

/** Every process that this one has started, and that those have started (Linux): npm's server, its Postgres, its runners. */
export async function descendantsOf(pid: number): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const parents = new Map(await Promise.all(pids.map(async (one) => [one, await parentOf(one)] as const)));
  const found = [pid];
  for (const one of found) found.push(...pids.filter((other) => parents.get(other) === one));
  return found.slice(1);
}

/** The field after the name and the state (proc_pid_stat(5)). */
async function parentOf(pid: number): Promise<number | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat === '' ? undefined : Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}
