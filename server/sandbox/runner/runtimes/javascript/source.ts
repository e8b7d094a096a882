import type { ProgramError } from '../../../../contract/observation.ts';

/** A learner's file as V8 gets it. `place` maps a position in `code` to the learner's own, when they differ; both from 1. */
export interface Source { code: string; place?: (line: number, column: number) => { line: number; column: number } }

/** Code that cannot be turned into JavaScript; what the learner reads. */
export class SourceProblem extends Error {
  readonly problem: ProgramError;
  constructor(problem: ProgramError) {
    super(problem.message);
    this.problem = problem;
  }
}
