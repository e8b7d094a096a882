import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { PGlite } from '@electric-sql/pglite';
import { DATA, firstStatements, initFlags, makeFlags } from './settings.ts';

// Run by prepare/sql.ts in a process of its own, with the folder to write to: lets PGlite make a database cluster, and keeps all files
// that Postgres reads, one behind the other in files.bin, with their places in files.json.

const [, , target = ''] = process.argv;

/** Files that belong to other programs, or to what is not offered: building extensions, replication, encodings of other times. */
const UNUSED = [
  /^\/pglite\/lib\/postgresql\/pgxs\//, /_and_\w+\.so$|sjis2004\.so$/, /^\/pglite\/lib\/postgresql\/(libpqwalreceiver|pgoutput)\.so$/,
  /^\/pglite\/share\/postgresql\/(postgres\.bki|information_schema\.sql|system_\w+\.sql|snowball_create\.sql|sql_features\.txt|errcodes\.txt|.*\.sample)$/,
];

interface FileSystem {
  readdir(path: string): string[];
  stat(path: string): { mode: number };
  isDir(mode: number): boolean;
  isFile(mode: number): boolean;
  readFile(path: string): Uint8Array;
}

const postgres = await PGlite.create({ initDbStartParams: initFlags, startParams: makeFlags });
for (const statement of firstStatements) await postgres.exec(statement);
const files = postgres.Module.FS as unknown as FileSystem;
await postgres.close();

const folders: string[] = [];
const places: [path: string, mode: number, start: number, length: number][] = [];
const pieces: Uint8Array[] = [];
const known = new Map<string, number>();
let end = 0;

/** The templates of databases are alike for the most part: what is the same stands there once. */
function keep(bytes: Uint8Array): number {
  const name = createHash('sha256').update(bytes).digest('hex');
  const there = known.get(name);
  if (there !== undefined) return there;
  known.set(name, end);
  pieces.push(bytes);
  end += bytes.length;
  return end - bytes.length;
}

function walk(folder: string): void {
  folders.push(folder);
  for (const name of files.readdir(folder).filter((entry) => entry !== '.' && entry !== '..').toSorted()) {
    const path = `${folder}/${name}`;
    const { mode } = files.stat(path);
    if (files.isDir(mode)) walk(path);
    else if (files.isFile(mode) && !UNUSED.some((unused) => unused.test(path)) && path !== `${DATA}/postmaster.pid`) {
      const bytes = files.readFile(path);
      places.push([path, mode, keep(bytes), bytes.length]);
    }
  }
}

walk('/home');
walk('/pglite');
writeFileSync(join(target, 'files.bin'), Buffer.concat(pieces));
writeFileSync(join(target, 'files.json'), JSON.stringify({ folders, files: places }));
