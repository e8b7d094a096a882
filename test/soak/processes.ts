import { readdirSync, readlinkSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { descendantsOf } from '../support/server-process.ts';

// What /proc says (proc(5); Linux).

/** A process that cannot be mistaken for a later one that was given the same pid. */
export interface Identity { pid: number; startedAt: string; command: string }

export async function identityOf(pid: number): Promise<Identity | undefined> {
  const fields = await statOf(pid);
  if (!fields) return undefined;
  const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ');
  return { pid, startedAt: fields[19] ?? '', command };
}

/** Everything below a process, zombies included. */
export async function familyOf(pid: number): Promise<Identity[]> {
  const found = await Promise.all((await descendantsOf(pid)).map(identityOf));
  return found.filter((one) => one !== undefined);
}

/** Those that are still there after some patience: still running, or ended and never waited for by `parent`. */
export async function leftOf(family: Identity[], patienceMs = 5_000): Promise<Identity[]> {
  for (const until = Date.now() + patienceMs; ; await sleep(100)) {
    const now = await Promise.all(family.map(async (one) => {
      const fields = await statOf(one.pid);
      // A zombie that init has not fetched is init's affair: its parent is gone.
      return fields !== undefined && fields[19] === one.startedAt && !(fields[0] === 'Z' && fields[1] === '1');
    }));
    const left = family.filter((_, index) => now[index]);
    if (left.length === 0 || Date.now() > until) return left;
  }
}

/** From the state on: 0 is the state, 1 the parent, 19 the time of the start. */
async function statOf(pid: number): Promise<string[] | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat === '' ? undefined : stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

export interface Holdings { children: number; zombies: number; files: number; sockets: number; rssMb: number }

/** What a process holds at this moment. */
export async function holdingsOf(pid: number): Promise<Holdings> {
  // Alone and at one go: when the process looked at is this one, files being read beside it would be counted too.
  const targets = readdirSync(`/proc/${pid}/fd`).map((one) => targetOf(`/proc/${pid}/fd/${one}`));
  const [children, status] = await Promise.all([descendantsOf(pid), readFile(`/proc/${pid}/status`, 'utf8')]);
  const states = await Promise.all(children.map(async (child) => (await statOf(child))?.[0]));
  const sockets = targets.filter((target) => target.startsWith('socket:')).length;
  return {
    children: states.filter((state) => state !== 'Z').length, zombies: states.filter((state) => state === 'Z').length,
    files: targets.length - sockets, sockets, rssMb: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024,
  };
}

/** Empty for a descriptor that was closed meanwhile, as the one of the listing itself. */
function targetOf(link: string): string {
  try {
    return readlinkSync(link);
  } catch {
    return '';
  }
}

/** How much `values` grow per step, by least squares. */
export function slopeOf(values: number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let above = 0;
  let below = 0;
  for (const [index, value] of values.entries()) {
    above += (index - middle) * (value - mean);
    below += (index - middle) ** 2;
  }
  return below === 0 ? 0 : above / below;
}

/** The value that `share` of the values do not exceed. */
export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
