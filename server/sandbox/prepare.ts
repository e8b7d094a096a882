import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

// Makes what a runner would otherwise make on every start: the isolate snapshots with the harness inside. `npm run build` runs this
// file; openSandbox calls prepareRunners too, which finds everything there, or makes it when sources or versions have changed.

const ROOT = join(import.meta.dirname, '../..');
const INSIDE = join(import.meta.dirname, 'runner/runtimes/javascript/inside');

/** Each is one bundle of files in runner/runtimes/javascript/inside, run once and kept as a heap. */
export const snapshotNames = ['pure', 'lean', 'web'] as const;
export type SnapshotName = (typeof snapshotNames)[number];

export interface Prepared {
  folder: string;
  snapshots: Record<SnapshotName, string>;
  /** JSON: the packages learner code may import, with the names each exports. */
  packages: string;
}

/** What the prepared files are made from; any change of it gives another folder. */
async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  const files = (await readdir(INSIDE)).sort().map((name) => join(INSIDE, name));
  const packages = ['hono', 'isolated-vm', 'node-inspect-extracted'].map((name) => join(ROOT, 'node_modules', name, 'package.json'));
  for (const file of [...files, join(ROOT, 'server/contract/value.ts'), join(import.meta.dirname, 'runner/isolate.ts'), import.meta.filename, ...packages]) {
    hash.update(file.slice(ROOT.length)).update(await readFile(file));
  }
  hash.update(`${process.versions.v8} ${process.platform} ${process.arch}`);
  return hash.digest('hex').slice(0, 16);
}

/** The prepared files, made now if they are missing or stale. Safe when several processes do it at once. */
export async function prepareRunners(distFolder = join(ROOT, 'dist/runner')): Promise<Prepared> {
  const folder = join(distFolder, await fingerprint());
  const prepared: Prepared = { folder, snapshots: snapshotFiles(folder), packages: join(folder, 'packages.json') };
  if (!existsSync(folder)) await make(folder);
  return prepared;
}

/** Where a folder of prepared files has its snapshots. */
function snapshotFiles(folder: string): Record<SnapshotName, string> {
  return { pure: join(folder, 'pure.snapshot'), lean: join(folder, 'lean.snapshot'), web: join(folder, 'web.snapshot') };
}

async function make(folder: string): Promise<void> {
  const draft = `${folder}.${randomUUID()}`;
  await mkdir(draft, { recursive: true });
  try {
    for (const name of snapshotNames) {
      const source = join(draft, `${name}.js`);
      await writeFile(source, await bundle(join(INSIDE, `${name}.ts`)));
      await promisify(execFile)(process.execPath, ['--no-node-snapshot', join(import.meta.dirname, 'runner/snapshot.ts'), source, join(draft, `${name}.snapshot`)]);
    }
    const { modules } = await import('./runner/runtimes/javascript/inside/modules.ts');
    const packages = Object.fromEntries(Object.entries(modules).map(([name, module]) => [name, Object.keys(module)]));
    await writeFile(join(draft, 'packages.json'), JSON.stringify(packages));
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw error; // else another process was faster
  }
}

/** All of `entry` as one script that leaves nothing but what it defines on purpose. */
async function bundle(entry: string): Promise<string> {
  const { build } = await import('vite');
  const result = await build({
    configFile: false, root: ROOT, logLevel: 'silent', publicDir: false,
    build: { write: false, target: 'esnext', minify: false, lib: { entry, formats: ['iife'], name: 'groundwork' } },
  });
  const outputs = Array.isArray(result) ? result : 'output' in result ? [result] : [];
  const code = outputs[0]?.output[0].code;
  if (!code) throw new Error(`nothing was bundled from ${entry}`);
  return `(() => { "use strict"; ${code}\n})();`;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { folder } = await prepareRunners();
  for (const old of await readdir(join(folder, '..'))) {
    if (!folder.endsWith(old)) await rm(join(folder, '..', old), { recursive: true, force: true });
  }
}
