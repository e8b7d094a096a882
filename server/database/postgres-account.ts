import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { StartProblem } from '../errors.ts';

/** Postgres refuses to run as root, so root starts it as somebody else. */
export interface Account { uid: number; gid: number }

/** How to start a program: the command, and the account that spawn() switches to, if any. */
export interface Launch { command: string; args: string[]; account?: Account }

/**
 * Whom Postgres runs as: the current user, or, for root, the owner of the data that is already there, else the user
 * `postgres` (made when the machine lacks it), else `nobody`.
 * @returns undefined when the current user is not root
 */
export async function accountForPostgres(clusterFolder: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const owner = await stat(clusterFolder).catch(() => undefined);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const existing = await findAccount('postgres');
  if (existing) return existing;
  await promisify(execFile)('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']).catch(() => undefined);
  const account = await findAccount('postgres') ?? await findAccount('nobody');
  if (!account) throw new StartProblem('Postgres cannot run as root, and there is no user postgres to run it as; start the server as an ordinary user or set DATABASE_URL.');
  return account;
}

async function findAccount(name: string): Promise<Account | undefined> {
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const fields = passwd.split('\n').map((line) => line.split(':')).find(([user]) => user === name);
  return fields ? { uid: Number(fields[2]), gid: Number(fields[3]) } : undefined;
}

/**
 * How to run a Postgres program as `account`. When a folder on the way is closed to that account (a project under
 * /root), the program keeps the one capability that lets it through: `setpriv` of util-linux passes it on.
 * @throws StartProblem when the way is closed and there is no setpriv
 */
export async function launchAs(account: Account | undefined, program: string, args: string[], folders: string[]): Promise<Launch> {
  if (!account) return { command: program, args };
  const closed = await firstClosed([dirname(program), ...folders], account);
  if (!closed) return { command: program, args, account };
  const wrapped = [
    `--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups', '--inh-caps=+dac_override', '--ambient-caps=+dac_override', '--', program, ...args,
  ];
  const works = await promisify(execFile)('setpriv', [...wrapped.slice(0, 6), program, '--version']).then(() => true, () => false);
  if (!works) {
    throw new StartProblem(`Postgres does not run as root, and its user cannot enter ${closed}; put the project and DATA_DIR elsewhere, start the server as an ordinary user, or set DATABASE_URL.`);
  }
  return { command: 'setpriv', args: wrapped };
}

/** The outermost folder on the way to any of `folders` that the account cannot enter. */
async function firstClosed(folders: string[], account: Account): Promise<string | undefined> {
  for (const folder of folders) {
    const way: string[] = [];
    for (let step = folder; ; step = dirname(step)) {
      way.unshift(step);
      if (step === dirname(step)) break;
    }
    for (const step of way) {
      const entry = await stat(step).catch(() => undefined);
      if (entry && !(entry.mode & enterBit(entry, account))) return step;
    }
  }
  return undefined;
}

function enterBit(entry: { uid: number; gid: number }, account: Account): number {
  if (entry.uid === account.uid) return 0o100;
  return entry.gid === account.gid ? 0o010 : 0o001;
}
