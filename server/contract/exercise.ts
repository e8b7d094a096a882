import type { Limits } from './limits.ts';
import type { QueryRuntime, Runtime } from './runtimes.ts';
import type { Expected, Value } from './value.ts';

/** Where something stands in a curriculum file; lines and columns count from 1. */
export interface SourcePosition { file: string; line: number; column: number }

/** `afterMs`: how long after the one before it comes, by the clock that a program with Redis has. */
export interface HttpRequest { method: string; path: string; headers: Record<string, string>; body?: string; afterMs?: number }
export interface HttpResponse { status: number; headers: Record<string, string>; body: string }

interface CaseBase { name: string; hidden: boolean; hint?: string; position: SourcePosition }

/** What the databases of a program hold for one case, and what must be so of them when the program is done. */
export interface CaseData {
  /** Which of the exercise's datasets; empty for the tables alone. */
  dataset: string;
  /** Redis commands that run after those of the dataset. */
  redis?: string;
  /** A query afterwards, and the rows it must answer: a list of lists, in which matchers may stand. */
  probe?: { sql: string; rows: Expected };
  /** Of the statements that the program sent; BEGIN, COMMIT and the like do not count. */
  queries?: { atMost: number };
}

/** What makes the databases that a program may import, and what fills them, by the name of the dataset. */
export interface ProgramData {
  sql?: { schema: string; datasets: Record<string, string> };
  redis?: { schema: string; datasets: Record<string, string> };
}

interface ProgramCaseBase extends CaseBase { data?: CaseData }

export interface CallCase extends ProgramCaseBase {
  args: Value[];
  /** Calls of the same function before this one, for programs with a database: whatever comes of them does not count. */
  earlier?: Value[][];
  /** How long after those it comes, by the clock that a program with Redis has. */
  afterMs?: number;
  /** At least one of these is given. `about` is the tolerated absolute difference of any number within `returns`. */
  returns?: Expected;
  about?: number;
  /** true: anything may be thrown; `message` a string or matcher, where a plain string must be contained in the message. */
  throws?: true | { name?: string; message?: Expected };
  stdout?: Expected;
}

export interface ProgramCase extends ProgramCaseBase {
  stdin: string;
  argv: string[];
  /** A plain string ignores trailing blanks at the ends of lines and of the whole text. */
  stdout?: Expected;
  stderr?: Expected;
  /** 0 when the author says nothing. */
  exitCode: number;
}

export interface HttpExpectation {
  status?: Expected;
  /** Names in lower case. */
  headers?: Record<string, Expected>;
  json?: Expected;
  /** Every entry given must be there; others may be too, at any depth. */
  jsonContains?: Expected;
  /** Compared by structure: names, attributes and text; not prefixes, order of attributes, or white space between elements. */
  xml?: string;
  text?: Expected;
}

export interface HttpCase extends ProgramCaseBase { requests: { send: HttpRequest; expect: HttpExpectation }[] }

/** What a plan must be like. Names are those of indexes and tables. */
export interface PlanExpectation {
  /** Indexes that it uses. */
  uses?: string[];
  /** Tables that it must not read from one end to the other (no Seq Scan). */
  noScanOf?: string[];
}

/** What a database is asked, judged by what the reference solution does with the same data. */
export interface QueryCase extends CaseBase {
  /** Which of the exercise's datasets it runs on; empty for the tables alone. */
  dataset: string;
  /** The order of rows counts. */
  ordered: boolean;
  /** The names of columns count. */
  named: boolean;
  /** For what changes data or structure: a query whose rows afterwards are compared, instead of what the code answered. */
  probe?: string;
  /** Statements that must be refused afterwards, each with the code of its error, such as SQLSTATE 23505. */
  refuses?: { statement: string; code: string }[];
  /** Of the learner's last query; SQL only. */
  plan?: PlanExpectation;
}

/** What the exercise demands. `function` is written in camelCase; each runtime follows its own naming. */
export type Tests =
  /** `shownIn`: the language in whose notation inputs and values are shown. */
  | { kind: 'call'; function: string; cases: CallCase[]; shownIn?: Runtime; data?: ProgramData }
  | { kind: 'program'; cases: ProgramCase[]; data?: ProgramData }
  | { kind: 'http'; cases: HttpCase[]; data?: ProgramData }
  /** `schema` and datasets are in the language of `runtime`; a run of a case begins with the one and then the case's own. */
  | { kind: 'query'; runtime: QueryRuntime; schema: string; datasets: Record<string, string>; cases: QueryCase[] };

export type TestCase = Tests['cases'][number];

/** What runs in a program's databases before it begins, and what is asked of the SQL one when it is done; each is there if its setup is. */
export interface DataInput { sql?: string; redis?: string; probe?: string }

/** What enters a runner for one test case: inputs only, never an expectation. */
export type CaseInput =
  | { kind: 'call'; function: string; args: Value[]; earlier?: Value[][]; afterMs?: number; data?: DataInput }
  | { kind: 'program'; stdin: string; argv: string[]; data?: DataInput }
  | { kind: 'http'; requests: HttpRequest[]; data?: DataInput }
  /** `setup` runs first and shows nothing; `probe` and each of `attempts` run after the learner's code, every attempt for itself and undone. `explain`: the plan of the learner's last query is wanted. */
  | { kind: 'query'; setup: string; probe?: string; attempts: string[]; explain: boolean };

/** A wrong answer the author foresaw. */
export interface Mistake {
  title: string;
  /** Markdown of the sentence that helps. */
  text: string;
  code: Partial<Record<Runtime, string>>;
  position: SourcePosition;
}

/** An exercise as its author wrote it, with everything that must not reach a learner; pages get ExerciseForLearner. */
export interface Exercise {
  id: string;
  title: string;
  runtimes: Runtime[];
  skills: string[];
  /** 1 (a first step) to 5. */
  difficulty: number;
  minutes?: number;
  /** What the author decided; the rest is the runtime's defaults. */
  limits: Partial<Limits>;
  /** Files given to the program, by name. */
  files: Record<string, string>;
  /** Markdown. */
  task: string;
  hints: string[];
  starter: Partial<Record<Runtime, string>>;
  solution: Partial<Record<Runtime, string>>;
  tests: Tests;
  mistakes: Mistake[];
  /** Changes whenever the file does. */
  hash: string;
  position: SourcePosition;
  lessonId: string;
}

export interface QuizOption { html: string; correct: boolean; explanationHtml: string }
export interface Quiz { id: string; questionHtml: string; options: QuizOption[] }

/** A lesson's body in the order it is read. */
export type LessonBlock =
  | { kind: 'html'; html: string }
  | { kind: 'exercise'; exerciseId: string }
  | { kind: 'quiz'; quiz: Quiz }
  /** `html` is the highlighted code; `dataset` what it begins on, as PlaygroundBody takes it. */
  | { kind: 'example'; runtime: Runtime; code: string; html: string; dataset?: string };

export interface Heading { id: string; text: string; depth: 2 | 3 }

/** What a learner may know of an exercise: no solution, no mistakes, no hidden expectation. */
export interface ExerciseForLearner {
  id: string;
  title: string;
  runtimes: Runtime[];
  skills: string[];
  difficulty: number;
  minutes?: number;
  /** For each of its runtimes. */
  limits: Partial<Record<Runtime, Limits>>;
  files: Record<string, string>;
  taskHtml: string;
  hintsHtml: string[];
  starter: Partial<Record<Runtime, string>>;
  testKind: Tests['kind'];
  /** Names of all cases; whether the rest is shown is up to `hidden`. */
  tests: { name: string; hidden: boolean }[];
  lessonId: string;
}
