import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { versionOf } from '../../source-version.ts';
import { javascript } from './javascript.ts';
import { php } from './php.ts';
import type { Part } from './part.ts';
import { python } from './python.ts';
import { sql } from './sql.ts';

// Makes what runners would otherwise make on every start, a folder for each runtime. `npm run build` runs this file; openSandbox calls
// prepareRunners too, which finds everything there, or makes what is missing because sources or versions have changed.

const ROOT = join(import.meta.dirname, '../../..');

const parts = { javascript, php, python, sql } satisfies Record<string, Part>;

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

async function make(part: Part, folder: string): Promise<void> {
  const draft = `${folder}.${randomUUID()}`;
  await mkdir(draft, { recursive: true });
  try {
    await part.make(draft);
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw error; // else another process was faster
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
