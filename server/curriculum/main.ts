import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { checkCurriculum } from './check.ts';
import { formatProblem } from './problem.ts';

process.exitCode = await main(process.argv.slice(2));

async function main([command, ...rest]: string[]): Promise<number> {
  if (command === 'check') return check(rest[0] ?? 'curriculum');
  console.error('npm run curriculum check [path]');
  return 1;
}

async function check(given: string): Promise<number> {
  const path = normalize(given).replace(/\/$/, '');
  if (!existsSync(path)) {
    console.error(`There is nothing at ${path}.`);
    return 1;
  }
  const { problems, summary } = await checkCurriculum(rootOf(path), path);
  for (const problem of problems) console.log(formatProblem(problem));
  console.log(problems.length === 0 ? `No problems: ${summary}.` : `${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}: ${summary}.`);
  return problems.length === 0 ? 0 : 1;
}

/** The curriculum folder that a path belongs to: the one above the nearest track.md, else the path itself. */
function rootOf(path: string): string {
  for (let folder = path; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'track.md'))) return dirname(folder);
    if (dirname(folder) === folder) return path;
  }
}
