import { type QueryRuntime, queryRuntimes, runtimeFacts } from '../contract/runtimes.ts';
import type { SharedDataset } from './curriculum.ts';

/** A database that a track's exercises share, in the language of one runtime: what makes its tables, and what fills them, by name. */
export interface Database { schema: string | undefined; datasets: Map<string, string> }

const FILE = /^([^/]+)\/datasets\/([^/]+)\/([^/]+)\.([^/.]+)$/;

/** What the files of a runtime end with: the language of its fences. */
export function endingOf(runtime: QueryRuntime): string {
  return runtimeFacts[runtime].fences[0] ?? runtime;
}

/** Whether a file's name is that of data, rather than of something about it. */
export function isData(name: string): boolean {
  return queryRuntimes.some((runtime) => name.endsWith(`.${endingOf(runtime)}`));
}

/** Key of a database: one of the same name may exist for several runtimes. */
export function keyOf(track: string, name: string, ending: string): string {
  return `${track}/${name}.${ending}`;
}

/** Whether a path below the curriculum folder lies where databases are. */
export function isInDatabases(path: string): boolean {
  return /^[^/]+\/datasets\//.test(path);
}

/** The databases of the data files, given by their path below the curriculum folder. */
export function databasesOf(files: ReadonlyMap<string, string>): Map<string, Database> {
  const databases = new Map<string, Database>();
  for (const [path, code] of files) {
    const [, track = '', name = '', part, ending = ''] = FILE.exec(path) ?? [];
    if (part === undefined) continue;
    const key = keyOf(track, name, ending);
    const database = databases.get(key) ?? { schema: undefined, datasets: new Map<string, string>() };
    databases.set(key, database);
    if (part === 'schema') database.schema = code;
    else database.datasets.set(part, code);
  }
  return databases;
}

/** What runs on a track's datasets may begin with, in the order of their names. @param folder the track's  @param id the track's */
export function datasetsOf(databases: ReadonlyMap<string, Database>, folder: string, id: string): SharedDataset[] {
  return [...databases].flatMap(([key, { schema, datasets }]) => {
    const runtime = queryRuntimes.find((one) => key.startsWith(`${folder}/`) && key.endsWith(`.${endingOf(one)}`));
    if (!runtime) return [];
    const database = key.slice(folder.length + 1, -endingOf(runtime).length - 1);
    return [...datasets].map(([name, content]) => ({ runtime, name: `${id}/${database}/${name}`, setup: joinerOf(runtime)(schema, content) }));
  });
}

/** How parts of a database in that language are put together. */
export function joinerOf(runtime: QueryRuntime): typeof joined {
  return runtime === 'sql' ? joinedSql : joined;
}

/** One text of SQL after the other, each ended, so that a semicolon that was left out does not break what follows. */
function joinedSql(...parts: (string | undefined)[]): string {
  return parts.flatMap((part) => (part === undefined || part.trim() === '' ? [] : [/;\s*$/.test(part) ? part : `${part}\n;`])).join('\n');
}

function joined(...parts: (string | undefined)[]): string {
  return parts.flatMap((part) => (part === undefined || part.trim() === '' ? [] : [part.trimEnd()])).join('\n');
}
