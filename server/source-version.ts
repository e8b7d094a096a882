import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/**
 * Names the version of what is made from files of ours, so that what was made before is used again exactly as long as it is right.
 * @param sources files and folders, from the project's root or absolute
 * @param packages npm packages whose version counts
 * @returns 16 hexadecimal digits
 */
export async function versionOf(sources: string[], packages: string[] = []): Promise<string> {
  const hash = createHash('sha256').update(`${process.versions.v8} ${process.platform} ${process.arch}`);
  const files = (await Promise.all(sources.map((path) => filesOf(path.startsWith('/') ? path : join(ROOT, path))))).flat();
  const manifests = packages.map((name) => join(ROOT, 'node_modules', name, 'package.json'));
  const contents = await Promise.all([...files, ...manifests].map(async (file) => [file.slice(ROOT.length), await readFile(file)] as const));
  for (const [name, content] of contents) hash.update(`${name}\0${content.length}\0`).update(content);
  return hash.digest('hex').slice(0, 16);
}

async function filesOf(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const names = (await readdir(path)).sort();
  return (await Promise.all(names.map((name) => filesOf(join(path, name))))).flat();
}
