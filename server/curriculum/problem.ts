import type { SourcePosition } from '../contract/exercise.ts';

/** Something wrong in a curriculum file: where it stands (lines and columns count from 1), what it is, how to mend it. */
export interface CurriculumProblem extends SourcePosition {
  what: string;
  remedy: string;
}

/** One line, `file:line:column  what is wrong  how to mend it`, whatever line breaks the parts hold. */
export function formatProblem(problem: CurriculumProblem): string {
  const place = `${problem.file}:${problem.line}:${problem.column}`;
  return [place, oneLine(problem.what), oneLine(problem.remedy)].join('  ');
}

/** Sorted by file, then place in it, without exact repetitions. */
export function inReadingOrder(problems: CurriculumProblem[]): CurriculumProblem[] {
  const seen = new Set<string>();
  return problems
    .filter((problem) => {
      const line = formatProblem(problem);
      return seen.has(line) ? false : seen.add(line);
    })
    .sort((a, b) => compareText(a.file, b.file) || a.line - b.line || a.column - b.column);
}

/** By code unit, so that the order is the same in every locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
