import { readFile } from 'node:fs/promises';
import { descendantsOf } from '../support/server-process.ts';

const TICK_MS = 10; // USER_HZ is 100 wherever Node runs on Linux

/** A process of Groundwork, and the milliseconds of CPU it has had. */
export interface Used { pid: number; part: 'server' | 'runner'; ms: number }

/** User and system time (proc_pid_stat(5)) of the server and the runners among what `ancestor` has begun; empty where there is no /proc. */
export async function cpuUsed(ancestor: number): Promise<Used[]> {
  const pids = await descendantsOf(ancestor).catch(() => []);
  return (await Promise.all(pids.map(usedBy))).flatMap((used) => used ?? []);
}

/** What the processes that are in both have used in between. */
export function cpuBetween(before: Used[], after: Used[], part: Used['part']): number {
  const began = new Map(before.map(({ pid, ms }) => [pid, ms]));
  return after.filter((used) => used.part === part).reduce((sum, { pid, ms }) => sum + ms - (began.get(pid) ?? ms), 0);
}

async function usedBy(pid: number): Promise<Used | undefined> {
  try {
    const [program = '', ...args] = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0');
    if (!/(?:^|\/)node$/.test(program)) return undefined; // such as npm's shell, or what walls a runner in
    const part = args.some((arg) => arg.endsWith('runner/main.ts')) ? 'runner' : args.some((arg) => arg.endsWith('server/main.ts')) ? 'server' : undefined;
    if (!part) return undefined;
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { pid, part, ms: (Number(fields[11]) + Number(fields[12])) * TICK_MS };
  } catch {
    return undefined; // it has just ended
  }
}
