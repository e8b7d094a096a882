import { createHash } from 'node:crypto';
import { type QueryRuntime, queryRuntimes, runtimeFacts } from '../contract/runtimes.ts';
import type { FileOf } from './assemble.ts';
import type { SharedDataset } from './curriculum.ts';
import type { ExerciseFile } from './exercise-file.ts';
import { suggest } from './nearest.ts';
import type { CurriculumProblem } from './problem.ts';

/** A database that a track's exercises share, in the language of one runtime: what makes its tables, and what fills them, by name. */
export interface Database { schema: string | undefined; datasets: Map<string, string> }

const FILE = /^([^/]+)\/datasets\/([^/]+)\/([^/]+)\.([^/.]+)$/;

/** What the files of a runtime end with: the language of its fences. */
function endingOf(runtime: QueryRuntime): string {
  return runtimeFacts[runtime].fences[0] ?? runtime;
}

/** Whether a file's name is that of data, rather than of something about it. */
export function isData(name: string): boolean {
  return queryRuntimes.some((runtime) => name.endsWith(`.${endingOf(runtime)}`));
}

/** Key of a database: one of the same name may exist for several runtimes. */
function keyOf(track: string, name: string, ending: string): string {
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

/**
 * An exercise with the schema and the datasets that its tests name, the database's before its own, and with a hash that changes
 * when they do. Without `part`, and with problems, when there is no such database or dataset.
 */
export function withData(file: FileOf<'exercise'>, databases: ReadonlyMap<string, Database>): { file: FileOf<'exercise'>; problems: CurriculumProblem[] } {
  const { part } = file;
  if (!part?.used || part.exercise.tests.kind !== 'query') return { file, problems: [] };
  const { tests } = part.exercise;
  const track = file.folder.split('/')[0] ?? '';
  const { database: wanted } = part.used;
  const ending = endingOf(tests.runtime);
  const shared = wanted && databases.get(keyOf(track, wanted.name, ending));
  const folder = `${track}/datasets/${wanted?.name}`;
  const problems: CurriculumProblem[] = [];
  if (wanted && (!shared || (shared.schema === undefined && tests.runtime === 'sql'))) {
    const known = [...databases.keys()].flatMap((key) => (key.startsWith(`${track}/`) && key.endsWith(`.${ending}`) ? [key.slice(track.length + 1, -ending.length - 1)] : []));
    const toAdd = tests.runtime === 'sql' ? `add ${folder}/schema.sql with its CREATE TABLE statements` : `add ${folder}/small.${ending} with what fills it`;
    problems.push(shared
      ? { ...wanted.position, what: `the database \`${wanted.name}\` has no schema.sql`, remedy: toAdd }
      : { ...wanted.position, what: `there is no database \`${wanted.name}\`${tests.runtime === 'sql' ? '' : ` for \`${tests.runtime}\``} in this track`, remedy: known.length > 0 ? suggest(wanted.name, known) : toAdd });
    return { file: withoutPart(file, part), problems };
  }
  const names = new Set([...(shared?.datasets.keys() ?? []), ...Object.keys(tests.datasets)]);
  for (const { name, position } of part.used.datasets) {
    if (names.has(name)) continue;
    problems.push({ ...position, what: `there is no dataset \`${name}\`${wanted ? ` of the database \`${wanted.name}\`` : ''}`, remedy: names.size > 0 ? suggest(name, [...names]) : `write it below \`datasets:\`${wanted ? `, or as ${folder}/${name}.${ending}` : ''}` });
  }
  const unused = Object.keys(tests.datasets).find((name) => !part.used?.datasets.some((used) => used.name === name));
  if (unused !== undefined) problems.push({ ...part.exercise.position, what: `no case runs on the dataset \`${unused}\``, remedy: 'name it as the `dataset` of a case, or remove it' });
  if (problems.length > 0) return { file: withoutPart(file, part), problems };

  const join = joinerOf(tests.runtime);
  const schema = join(shared?.schema, tests.schema);
  const datasets = Object.fromEntries(part.used.datasets.map(({ name }) => [name, join(shared?.datasets.get(name), Object.hasOwn(tests.datasets, name) ? tests.datasets[name] : undefined)]));
  const hash = createHash('sha256').update(JSON.stringify([part.exercise.hash, schema, datasets])).digest('hex');
  return { file: { ...file, part: { ...part, exercise: { ...part.exercise, hash, tests: { ...tests, schema, datasets } } } }, problems };
}

/** What can still be said of an exercise whose data is missing: that it is there, and what it links to. */
function withoutPart(file: FileOf<'exercise'>, part: ExerciseFile): FileOf<'exercise'> {
  return { ...file, part: undefined, remains: part };
}

function joinerOf(runtime: QueryRuntime): typeof joined {
  return runtime === 'sql' ? joinedSql : joined;
}

/** One text of SQL after the other, each ended, so that a semicolon that was left out does not break what follows. */
function joinedSql(...parts: (string | undefined)[]): string {
  return parts.flatMap((part) => (part === undefined || part.trim() === '' ? [] : [/;\s*$/.test(part) ? part : `${part}\n;`])).join('\n');
}

function joined(...parts: (string | undefined)[]): string {
  return parts.flatMap((part) => (part === undefined || part.trim() === '' ? [] : [part.trimEnd()])).join('\n');
}
