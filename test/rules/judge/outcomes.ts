import type { CallCase, HttpCase, HttpResponse, ProgramCase } from '../../../server/contract/exercise.ts';
import type { Observation, ProgramError, RunOutcome, Stop } from '../../../server/contract/observation.ts';
import type { Value } from '../../../server/contract/value.ts';

// Outcomes as a sandbox would hand them over, and cases as the loader reads them, in few words.

const position = { file: 'sum.md', line: 1, column: 1 };
const printed = { stdout: '', stderr: '', durationMs: 1 };

export const callCase = (name: string, more: Partial<CallCase> = {}): CallCase => ({ name, hidden: false, position, args: [], ...more });
export const programCase = (name: string, more: Partial<ProgramCase> = {}): ProgramCase => ({ name, hidden: false, position, stdin: '', argv: [], exitCode: 0, ...more });
export const httpCase = (name: string, requests: HttpCase['requests'], more: Partial<HttpCase> = {}): HttpCase => ({ name, hidden: false, position, requests, ...more });

export const returned = (index: number, value: Value, stdout = ''): Observation => ({ index, ...printed, stdout, ended: 'returned', value });
export const threw = (index: number, error: ProgramError): Observation => ({ index, ...printed, ended: 'threw', error });
export const exited = (index: number, exitCode: number, stdout = '', error?: ProgramError): Observation => ({ index, ...printed, stdout, ended: 'exited', exitCode, error });
export const responded = (index: number, responses: HttpResponse[], error?: ProgramError): Observation => ({ index, ...printed, ended: 'responded', responses, error });
export const waits = (index: number): Observation => ({ index, ...printed, ended: 'waits-forever' });

export const outcome = (observations: unknown[], stop: Stop = { reason: 'finished' }, more: Partial<RunOutcome> = {}): RunOutcome => ({
  observations: observations as RunOutcome['observations'], stop, stdout: '', stderr: '', durationMs: 5, ...more,
});
