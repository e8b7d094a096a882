import type { ProgramError } from '../../../../contract/observation.ts';
import type { RunnerRequest } from '../../../messages.ts';
import { within } from './errors.ts';
import { moduleFiles } from './imports.ts';

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

/** Every module of a run as V8 takes it, by its name. Throws a SourceProblem. */
export function sourcesOf(request: RunnerRequest, toJavaScript: (code: string, fileName: string) => Source): Map<string, Source> {
  return new Map([...moduleFiles(request)].map(([name, code]): [string, Source] => {
    if (name.endsWith('.json')) return [name, { code }];
    try {
      return [name, toJavaScript(code, name)];
    } catch (error) {
      throw error instanceof SourceProblem ? new SourceProblem(within(name, request.fileName, error.problem)) : error;
    }
  }));
}
