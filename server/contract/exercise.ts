import type { Limits } from './limits.ts';
import type { Runtime } from './runtimes.ts';
import type { Expected, Value } from './value.ts';

/** Where something stands in a curriculum file; lines and columns count from 1. */
export interface SourcePosition { file: string; line: number; column: number }

export interface HttpRequest { method: string; path: string; headers: Record<string, string>; body?: string }
export interface HttpResponse { status: number; headers: Record<string, string>; body: string }

interface CaseBase { name: string; hidden: boolean; hint?: string; position: SourcePosition }

export interface CallCase extends CaseBase {
  args: Value[];
  /** At least one of these is given. `about` is the tolerated absolute difference of any number within `returns`. */
  returns?: Expected;
  about?: number;
  /** true: anything may be thrown; `message` a string or matcher, where a plain string must be contained in the message. */
  throws?: true | { name?: string; message?: Expected };
  stdout?: Expected;
}

export interface ProgramCase extends CaseBase {
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

export interface HttpCase extends CaseBase { requests: { send: HttpRequest; expect: HttpExpectation }[] }

/** What a plan must be like. Names are those of indexes and tables. */
export interface PlanExpectation {
  /** Indexes that it uses. */
  uses?: string[];
  /** Tables that it must not read from one end to the other (no Seq Scan). */
  noScanOf?: string[];
}

/** SQL, judged by what the reference solution does with the same data. */
export interface QueryCase extends CaseBase {
  /** Which of the exercise's datasets it runs on; empty for the tables alone. */
  dataset: string;
  /** The order of rows counts. */
  ordered: boolean;
  /** The names of columns count. */
  named: boolean;
  /** For what changes data or structure: a query whose rows afterwards are compared, instead of what the code answered. */
  probe?: string;
  /** Statements that must be refused afterwards, each with its SQLSTATE, such as 23505. */
  refuses?: { sql: string; sqlstate: string }[];
  /** Of the learner's last query. */
  plan?: PlanExpectation;
}

/** What the exercise demands. `function` is written in camelCase; each runtime follows its own naming. */
export type Tests =
  /** `shownIn`: the language in whose notation inputs and values are shown. */
  | { kind: 'call'; function: string; cases: CallCase[]; shownIn?: Runtime }
  | { kind: 'program'; cases: ProgramCase[] }
  | { kind: 'http'; cases: HttpCase[] }
  /** `schema` and datasets are SQL; a run of a case begins with the one and then the case's own. */
  | { kind: 'query'; schema: string; datasets: Record<string, string>; cases: QueryCase[] };

export type TestCase = Tests['cases'][number];

/** What enters a runner for one test case: inputs only, never an expectation. */
export type CaseInput =
  | { kind: 'call'; function: string; args: Value[] }
  | { kind: 'program'; stdin: string; argv: string[] }
  | { kind: 'http'; requests: HttpRequest[] }
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
  /** `html` is the highlighted code. */
  | { kind: 'example'; runtime: Runtime; code: string; html: string };

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
  /** Of an exercise in SQL: what makes its tables, and the names of the datasets that visible cases run on. */
  data?: { schema: string; datasets: string[] };
  lessonId: string;
}
