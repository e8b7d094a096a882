import type { CaseInput, HttpResponse } from './exercise.ts';
import type { Limits } from './limits.ts';
import type { Runtime } from './runtimes.ts';
import type { Value } from './value.ts';

/** An error of the learner's program, placed in the learner's own file; lines and columns count from 1. */
export interface ProgramError {
  name: string;
  message: string;
  line?: number;
  column?: number;
  /** Readable stack of the learner's own frames only. */
  stack?: string;
}

/** A value of a row as Postgres writes it as text; null is NULL. */
export type SqlValue = string | null;

/** What one statement answered. `type` is Postgres's name of it, such as `int4`, `numeric`, `text`, `timestamptz`. */
export interface ResultSet {
  columns: { name: string; type: string }[];
  rows: SqlValue[][];
  /** Rows answered or changed; more than `rows` holds when that was cut. */
  rowCount: number;
  /** `SELECT`, `INSERT`, `CREATE TABLE` … */
  command: string;
  durationMs: number;
}

/** An error of Postgres: `line` and `column` of ProgramError are the place in the learner's SQL. */
export interface SqlError extends ProgramError {
  /** Five characters: https://www.postgresql.org/docs/current/errcodes-appendix.html */
  sqlstate: string;
  detail?: string;
  hint?: string;
}

/** A node of EXPLAIN (FORMAT JSON), with the names that Postgres gives its properties. */
export interface PlanNode { 'Node Type': string; 'Relation Name'?: string; 'Index Name'?: string; Plans?: PlanNode[]; [property: string]: unknown }

/** What the learner's program did for one test case. */
export type Observation = {
  /** Index of the case in RunRequest.inputs. */
  index: number;
  stdout: string;
  stderr: string;
  durationMs: number;
} & (
  | { ended: 'returned'; value: Value }
  | { ended: 'threw'; error: ProgramError }
  | { ended: 'exited'; exitCode: number; error?: ProgramError }
  | { ended: 'responded'; responses: HttpResponse[]; error?: ProgramError }
  /** SQL: one result for each statement that ended, the last one's error if there was one, notices as Postgres words them. */
  | { ended: 'answered'; results: ResultSet[]; error?: SqlError; notices: string[]; probe?: ResultSet | SqlError; attempts: (SqlError | null)[]; plan?: PlanNode }
  /** It waits for something that nothing will ever settle. */
  | { ended: 'waits-forever' }
);

/** What the sandbox is asked to do. Holds inputs, never an expectation. */
export interface RunRequest {
  runtime: Runtime;
  code: string;
  files: Record<string, string>;
  limits: Limits;
  inputs: CaseInput[];
}

export interface ExceededLimit { name: 'time' | 'memory' | 'output'; value: number; unit: 'ms' | 'MB' | 'KiB' }

/** How the run as a whole ended. Anything but `finished` leaves the cases after it without an observation. */
export type Stop =
  | { reason: 'finished' }
  /** The code did not parse, or failed before any case could start. */
  | { reason: 'not-loaded'; error: ProgramError }
  | { reason: 'timed-out' | 'out-of-memory' | 'output-limit'; limit: ExceededLimit; message: string; line?: number }
  | { reason: 'crashed'; message: string };

/** What comes back from the sandbox, whatever happened inside. */
export interface RunOutcome {
  /** By index of the input; undefined where the run never got there or what came back was malformed. */
  observations: (Observation | undefined)[];
  stop: Stop;
  /** Everything printed, up to the output limit, also when the run was killed. */
  stdout: string;
  stderr: string;
  durationMs: number;
  memoryMb?: number;
}

export type RunEvent =
  | { type: 'queued'; position: number }
  | { type: 'started' }
  | { type: 'observed'; observation: Observation };
