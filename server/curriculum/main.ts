import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join, normalize } from 'node:path';
import { SandboxBusy } from '../errors.ts';
import { openSandbox } from '../sandbox/sandbox.ts';
import type { Proven } from './check.ts';
import { checkCurriculum, isWithin } from './check.ts';
import type { Curriculum } from './curriculum.ts';
import { loadCurriculum } from './load.ts';
import { formatProblem } from './problem.ts';
import { skeletonKinds, SkeletonRefused, writeSkeleton } from './skeletons.ts';

const usage = `npm run curriculum check [path]                            proves the curriculum, or what lies at the path
npm run curriculum new track|module|lesson|exercise PATH   writes a new part to begin from; behind the PATH of an exercise
                                                           may stand its runtimes: typescript,python,php, or sql
npm run curriculum list [path]                             shows everything with its ids`;

process.exitCode = await main(process.argv.slice(2));

async function main([command, ...rest]: string[]): Promise<number> {
  if (command === 'check' && rest.length <= 1) return check(rest[0] ?? 'curriculum');
  if (command === 'list' && rest.length <= 1) return list(rest[0] ?? 'curriculum');
  if (command === 'new' && (rest.length === 2 || rest.length === 3)) return create(rest[0]!, rest[1]!, rest[2]?.split(','));
  console.error(usage);
  return 1;
}

async function check(given: string): Promise<number> {
  const path = normalize(given).replace(/(?<=.)\/$/, '');
  if (!existsSync(path)) return refuse(`There is nothing at ${path}.`);
  const runners = availableParallelism();
  const sandbox = await openSandbox({ runners });
  try {
    const ready = sandbox.ready();
    if (!ready.ok) return await readOnly(path, ready.why);
    const { problems, proven } = await checkCurriculum(rootOf(path), { sandbox, atATime: runners * 2, within: path });
    for (const problem of problems) console.log(formatProblem(problem));
    console.log(`${problems.length === 0 ? 'No problems' : count(problems.length, 'problem')}. Proven: ${describe(proven)}.`);
    return problems.length === 0 ? 0 : 1;
  } catch (error) {
    if (error instanceof SandboxBusy) return await readOnly(path, error.message);
    throw error;
  } finally {
    await sandbox.close();
  }
}

/** What reading alone finds, for when nothing can be run. Never a success: nothing is proven. */
async function readOnly(path: string, why: string): Promise<number> {
  const { problems } = await loadCurriculum(rootOf(path));
  for (const problem of problems) if (isWithin(problem.file, path)) console.log(formatProblem(problem));
  return refuse(`The files were read but nothing was run: ${why}`);
}

async function list(given: string): Promise<number> {
  const dir = rootOf(normalize(given));
  const { curriculum, problems } = await loadCurriculum(dir);
  for (const line of treeOf(curriculum)) console.log(line);
  if (problems.length > 0) console.error(`${count(problems.length, 'problem')}: see npm run curriculum check`);
  return 0;
}

async function create(kindName: string, given: string, runtimes?: string[]): Promise<number> {
  const kind = skeletonKinds.find((name) => name === kindName);
  if (!kind) return refuse(`"${kindName}" is none of ${skeletonKinds.join(', ')}.`);
  const path = normalize(given).replace(/(?<=.)\/$/, '');
  const { curriculum, exerciseFiles } = await loadCurriculum(kind === 'track' ? dirname(path) : rootOf(path));
  const used = new Set([...partsOf(curriculum).map((part) => part.id), ...exerciseFiles.map((file) => file.exercise.id)]);
  try {
    for (const line of await writeSkeleton(kind, path, used, runtimes)) console.log(line);
    return 0;
  } catch (error) {
    if (error instanceof SkeletonRefused) return refuse(error.message);
    throw error;
  }
}

/** The curriculum folder that a path belongs to: the one above the nearest track.md, else the path itself. */
function rootOf(path: string): string {
  for (let folder = path; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'track.md'))) return dirname(folder);
    if (dirname(folder) === folder) return path;
  }
}

function partsOf(curriculum: Curriculum): { id: string }[] {
  const modules = curriculum.tracks.flatMap((track) => track.modules);
  return [...curriculum.tracks, ...modules, ...modules.flatMap((module) => module.lessons)];
}

function treeOf(curriculum: Curriculum): string[] {
  return curriculum.tracks.flatMap((track) => [
    `${track.id}  ${track.title} (${count(curriculum.lessonsOf(track).length, 'lesson')})`,
    ...track.modules.flatMap((module) => [
      `  ${module.id}  ${module.title}`,
      ...module.lessons.flatMap((lesson) => [
        `    ${lesson.id}  ${lesson.title} (${lesson.minutes} min, ${count(lesson.exerciseIds.length, 'exercise')})`,
        ...curriculum.exercisesOf(lesson).map((exercise) => `      ${exercise.id}  ${exercise.title} [${exercise.runtimes.join(', ')}] ${count(exercise.tests.cases.length, `${exercise.tests.kind} case`)}, ${count(exercise.mistakes.length, 'mistake')}, ${count(exercise.hints.length, 'hint')}`),
      ]),
    ]),
  ]);
}

function describe(proven: Proven): string {
  const parts = (['lesson', 'exercise', 'solution', 'mistake', 'example'] as const).map((part) => count(proven[`${part}s`], part));
  return `${parts.join(', ')} in ${proven.seconds.toFixed(1)} s`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

function refuse(message: string): number {
  console.error(message);
  return 1;
}
