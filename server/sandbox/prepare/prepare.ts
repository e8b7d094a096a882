import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { versionOf } from '../../source-version.ts';
import { documents } from './documents.ts';
import { javascript } from './javascript.ts';
import { keyvalue } from './keyvalue.ts';
import { php } from './php.ts';
import type { Part } from './part.ts';
import { python } from './python.ts';
import { sql } from './sql.ts';

// Makes what runners would otherwise make on every start, a folder for each runtime. `npm run build` runs this file; openSandbox calls
// prepareRunners too, which finds everything there, or makes what is missing because sources or versions have changed.

const ROOT = join(import.meta.dirname, '../../..');
const POLL_MS = 100;

const parts = { documents, javascript, keyvalue, php, python, sql } satisfies Record<string, Part>;

/** Where each runtime finds what was prepared for it. */
export type Prepared = Record<keyof typeof parts, string>;

/** The prepared folders, made now if they are missing or stale. Safe when several processes do it at once. */
export async function prepareRunners(distFolder = join(ROOT, 'dist/runner')): Promise<Prepared> {
  const entries = await Promise.all(Object.entries<Part>(parts).map(async ([name, part]) => {
    const folder = join(distFolder, `${part.name}-${await versionOf(part.sources, part.packages)}`);
    if (!existsSync(folder)) await make(part, folder);
    return [name, folder];
  }));
  return Object.fromEntries(entries) as Prepared;
}

/** Makes a part's folder, unless another process is about to: then it waits for that one, since some take seconds of every core. */
async function make(part: Part, folder: string): Promise<void> {
  const lock = `${folder}.lock`;
  await mkdir(dirname(folder), { recursive: true });
  while (!await take(lock)) {
    await sleep(POLL_MS);
    if (existsSync(folder)) return;
  }
  const draft = `${folder}.${randomUUID()}`;
  try {
    if (existsSync(folder)) return;
    await mkdir(draft);
    await part.make(draft);
    await rename(draft, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
    await rm(lock, { force: true });
  }
}

/** Whether the lock is this process's now. One whose process has ended without letting go is taken away. */
async function take(lock: string): Promise<boolean> {
  try {
    await writeFile(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const holder = Number(await readFile(lock, 'utf8').catch(() => ''));
  if (holder > 0 && !isAlive(holder)) await rm(lock, { force: true });
  return false;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const prepared = await prepareRunners();
  const folder = join(prepared.javascript, '..');
  const current = new Set(Object.values(prepared).map((path) => basename(path)));
  for (const old of await readdir(folder)) {
    if (!current.has(old)) await rm(join(folder, old), { recursive: true, force: true });
  }
}
