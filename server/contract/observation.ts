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

/**
 * A value of a row as Postgres writes it as text; null is NULL. In the one column of a `document` or a `reply` it is JSON: relaxed Extended
 * JSON (https://www.mongodb.com/docs/manual/reference/mongodb-extended-json/), and a reply of Redis as QueryReply.
 */
export type SqlValue = string | null;

/** A reply of Redis: an integer, a bulk string, nil, an array; `set` is sorted, since its order says nothing. */
export type QueryReply = number | string | null | QueryReply[] | { status: string } | { error: string } | { set: QueryReply[] } | { map: Record<string, QueryReply> };

/** What one statement answered. `type` is Postgres's name of it, such as `int4`, `numeric`, `text`, `timestamptz`; or `document`, or `reply`. */
export interface ResultSet {
  columns: { name: string; type: string }[];
  rows: SqlValue[][];
  /** Rows answered or changed; more than `rows` holds when that was cut. */
  rowCount: number;
  /** `SELECT`, `INSERT`, `CREATE TABLE` …, `find`, `HGETALL` … */
  command: string;
  durationMs: number;
}

/** An error of a database: `line` and `column` of ProgramError are the place in the learner's code. */
export interface QueryError extends ProgramError {
  /**
   * Of Postgres the SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html), of MongoDB its number (`11000`), of Redis the
   * error's first word (`WRONGTYPE`); the name of what JavaScript threw.
   */
  code: string;
  detail?: string;
  hint?: string;
}

/** A node of EXPLAIN (FORMAT JSON), with the names that Postgres gives its properties. */
export interface PlanNode { 'Node Type': string; 'Relation Name'?: string; 'Index Name'?: string; Plans?: PlanNode[]; [property: string]: unknown }

/** How a program used its databases: the statements it sent, without BEGIN, COMMIT and the like, and what the probe found afterwards. */
export interface DataObserved { queries: number; probe?: ResultSet | QueryError }

/** What the learner's program did for one test case. */
export type Observation = {
  /** Index of the case in RunRequest.inputs. */
  index: number;
  stdout: string;
  stderr: string;
  durationMs: number;
  /** Of a program that has a database. */
  data?: DataObserved;
} & (
  | { ended: 'returned'; value: Value }
  | { ended: 'threw'; error: ProgramError }
  | { ended: 'exited'; exitCode: number; error?: ProgramError }
  | { ended: 'responded'; responses: HttpResponse[]; error?: ProgramError }
  /** A database: one result for each statement that ended, the last one's error if there was one, notices as Postgres words them. */
  | { ended: 'answered'; results: ResultSet[]; error?: QueryError; notices: string[]; probe?: ResultSet | QueryError; attempts: (QueryError | null)[]; plan?: PlanNode }
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
