import { createHash } from 'node:crypto';
import type { Tests } from '../contract/exercise.ts';
import type { QueryRuntime, Runtime } from '../contract/runtimes.ts';
import type { FileOf } from './assemble.ts';
import { mayHaveDatabase } from './data-runtime.ts';
import { type Database, endingOf, joinerOf, keyOf } from './database-files.ts';
import type { ExerciseFile } from './exercise-file.ts';
import { suggest } from './nearest.ts';
import type { CurriculumProblem } from './problem.ts';
import type { Used, UsedData } from './query-cases.ts';

/**
 * An exercise with the schema and the datasets that its tests name, the database's before its own, and with a hash that changes
 * when they do. Without `part`, and with problems, when there is no such database or dataset.
 */
export function withData(file: FileOf<'exercise'>, databases: ReadonlyMap<string, Database>): { file: FileOf<'exercise'>; problems: CurriculumProblem[] } {
  const { part } = file;
  if (!part?.used) return { file, problems: [] };
  const { exercise, used } = part;
  const problems: CurriculumProblem[] = [];
  const find = (runtime: QueryRuntime, wanted: Used | undefined): Found => findDatabase(databases, file.folder.split('/')[0] ?? '', runtime, wanted, problems);
  let tests: Tests;
  if (exercise.tests.kind === 'query') {
    const found = find(exercise.tests.runtime, used.database);
    checkDatasets(part, [found], exercise.tests.datasets, problems);
    tests = { ...exercise.tests, ...contentOf(found, exercise.tests, used) };
  } else {
    refuseOtherRuntimes(exercise.runtimes, used, problems);
    const { sql, redis } = exercise.tests.data ?? {};
    const [ofSql, ofRedis] = [sql && find('sql', used.database), redis && find('keyvalue', used.redis)];
    checkDatasets(part, [ofSql, ofRedis].filter((found) => found !== undefined), sql?.datasets ?? {}, problems);
    tests = { ...exercise.tests, data: { ...(sql && ofSql ? { sql: contentOf(ofSql, sql, used) } : {}), ...(redis && ofRedis ? { redis: contentOf(ofRedis, redis, used) } : {}) } };
  }
  if (problems.length > 0) return { file: withoutPart(file, part), problems };
  const content = tests.kind === 'query' ? [tests.schema, tests.datasets] : [tests.data];
  const hash = createHash('sha256').update(JSON.stringify([exercise.hash, ...content])).digest('hex');
  return { file: { ...file, part: { ...part, exercise: { ...exercise, hash, tests } } }, problems };
}

/** What the track has under the name that an exercise's tests give; `missing` when there should be something. */
interface Found { runtime: QueryRuntime; wanted: Used | undefined; shared: Database | undefined; folder: string; missing: boolean }
interface Content { schema: string; datasets: Record<string, string> }

function findDatabase(databases: ReadonlyMap<string, Database>, track: string, runtime: QueryRuntime, wanted: Used | undefined, problems: CurriculumProblem[]): Found {
  const ending = endingOf(runtime);
  const shared = wanted && databases.get(keyOf(track, wanted.name, ending));
  const folder = `${track}/datasets/${wanted?.name}`;
  const missing = wanted !== undefined && (!shared || (shared.schema === undefined && runtime === 'sql'));
  if (wanted && missing) {
    const known = [...databases.keys()].flatMap((key) => (key.startsWith(`${track}/`) && key.endsWith(`.${ending}`) ? [key.slice(track.length + 1, -ending.length - 1)] : []));
    const toAdd = runtime === 'sql' ? `add ${folder}/schema.sql with its CREATE TABLE statements` : `add ${folder}/small.${ending} with what fills it`;
    problems.push(shared
      ? { ...wanted.position, what: `the database \`${wanted.name}\` has no schema.sql`, remedy: toAdd }
      : { ...wanted.position, what: `there is no database \`${wanted.name}\`${runtime === 'sql' ? '' : ` for \`${runtime}\``} in this track`, remedy: known.length > 0 ? suggest(wanted.name, known) : toAdd });
  }
  return { runtime, wanted, shared, folder, missing };
}

/** Every dataset that a case names is there in one of the databases, and none of the exercise's own is for nothing. */
function checkDatasets({ used, exercise }: ExerciseFile, found: Found[], own: Record<string, string>, problems: CurriculumProblem[]): void {
  if (!used || found.some(({ missing }) => missing)) return;
  const names = new Set([...found.flatMap(({ shared }) => [...shared?.datasets.keys() ?? []]), ...Object.keys(own)]);
  const named = found.find(({ wanted }) => wanted);
  for (const { name, position } of used.datasets) {
    if (names.has(name)) continue;
    problems.push({ ...position, what: `there is no dataset \`${name}\`${named ? ` of the database \`${named.wanted?.name}\`` : ''}`, remedy: names.size > 0 ? suggest(name, [...names]) : `write it below \`datasets:\`${named ? `, or as ${named.folder}/${name}.${endingOf(named.runtime)}` : ''}` });
  }
  const unused = Object.keys(own).find((name) => !used.datasets.some((one) => one.name === name));
  if (unused !== undefined) problems.push({ ...exercise.position, what: `no case runs on the dataset \`${unused}\``, remedy: 'name it as the `dataset` of a case, or remove it' });
}

function contentOf({ runtime, shared }: Found, own: Content, used: UsedData): Content {
  const join = joinerOf(runtime);
  return {
    schema: join(shared?.schema, own.schema),
    datasets: Object.fromEntries(used.datasets.map(({ name }) => [name, join(shared?.datasets.get(name), Object.hasOwn(own.datasets, name) ? own.datasets[name] : undefined)])),
  };
}

function refuseOtherRuntimes(runtimes: Runtime[], { position }: UsedData, problems: CurriculumProblem[]): void {
  const other = runtimes.find((runtime) => !mayHaveDatabase(runtime));
  if (other && position) problems.push({ ...position, what: `a program in \`${other}\` cannot have a database in this version yet`, remedy: 'leave it out of `runtimes`, or make an exercise of its own' });
}

/** What can still be said of an exercise whose data is missing: that it is there, and what it links to. */
function withoutPart(file: FileOf<'exercise'>, part: ExerciseFile): FileOf<'exercise'> {
  return { ...file, part: undefined, remains: part };
}
