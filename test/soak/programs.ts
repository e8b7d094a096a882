import { resolve } from 'node:path';
import type { Tests } from '../../server/contract/exercise.ts';
import type { Verdict } from '../../server/contract/report.ts';
import type { Runtime } from '../../server/contract/runtimes.ts';
import { loadCurriculum } from '../../server/curriculum/load.ts';

/** A program for an exercise of the real curriculum, with the only verdicts that are right for it. */
export interface Program { exerciseId: string; runtime: Runtime; code: string; tests: Tests['kind']; kind: 'right' | 'wrong' | 'endless'; verdicts: readonly Verdict[] }

const verdictsOf: Record<Program['kind'], readonly Verdict[]> = { right: ['passed'], wrong: ['failed', 'error', 'timed-out'], endless: ['timed-out'] };

/** What is added to programs here, a comment with a mark, a loop, a word printed, is JavaScript. */
const LANGUAGES = ['javascript', 'typescript'] as const;

/** The authors' solutions and mistakes in JavaScript or TypeScript, and a loop without end for every such exercise. */
export async function readPrograms(): Promise<Program[]> {
  const { curriculum, problems } = await loadCurriculum(resolve('curriculum'));
  if (problems.length > 0) throw new Error('the curriculum has problems; see npm run curriculum check');
  return [...curriculum.exercises.values()].flatMap(({ id, runtimes, solution, mistakes, tests }) => {
    const runtime = LANGUAGES.find((one) => runtimes.includes(one));
    // A program with a database costs a Postgres for each of its cases, a hundred times what the others do: that is another load.
    const hasDatabase = tests.kind !== 'query' && tests.data !== undefined;
    if (!runtime || hasDatabase) return [];
    const make = (kind: Program['kind'], code: string | undefined): Program[] => (code === undefined ? [] : [{ exerciseId: id, runtime, code, tests: tests.kind, kind, verdicts: verdictsOf[kind] }]);
    return [...make('right', solution[runtime]), ...mistakes.slice(0, 1).flatMap((mistake) => make('wrong', mistake.code[runtime])), ...make('endless', `for (;;) {}\n${solution[runtime] ?? ''}`)];
  });
}

/** The same program with a word in it that nobody else's has. */
export function marked({ code }: Program, mark: number): string {
  return `${code}\n// mark ${mark}.`;
}

export function markOf(code: string): number {
  return Number(/\/\/ mark (\d+)\./.exec(code)?.[1]);
}
